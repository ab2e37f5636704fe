import type { CaseView, DocumentView } from '../../../src/http/contract.ts';

export type CaseFact = CaseView['facts'][number];

/** Facts that belong together on the page: those of one paper, of one section of the chat, or added at the desk. */
export interface Group {
  key: string;
  kind: 'paper' | 'section' | 'staff';
  /** The paper's type, or the first part of the facts' paths. */
  of: string;
  document: DocumentView | null;
  facts: CaseFact[];
}

/** Facts that a machine was unsure of and nobody has settled, the gravest first. */
export const doubtful = (view: CaseView): CaseFact[] =>
  view.facts
    .filter((fact) => fact.current && !fact.accepted)
    .toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0));

/** Whether a fact tells of its paper, not of the patient: another paper's number is no earlier value of it. */
const ofPaper = ({ path, from }: CaseFact): boolean =>
  from.kind === 'page' && (path.startsWith('report.') || path === 'patient.hospital_id');

/** Earlier values of the same path, newest first. What a paper prints is no earlier value of what was said in the chat. */
export const historyOf = (view: CaseView, fact: CaseFact): CaseFact[] =>
  view.facts
    .filter((other) => !other.current && other.path === fact.path && other.value !== fact.value)
    .filter((other) => other.id === fact.corrects || (other.from.kind === fact.from.kind && !ofPaper(other)))
    .toReversed();

/** Current facts in groups: the chat's sections first, then paper by paper, then the desk. Questions, the family's and the doctor's, and words on a conflict have places of their own. */
export function groupsOf(view: CaseView): Group[] {
  const groups = new Map<string, Group>();
  for (const fact of view.facts) {
    if (!isShown(view, fact) || /^(?:question|ask|asked|conflict)\./.test(fact.path)) continue;
    const group = groupOf(fact, view.documents);
    const known = groups.get(group.key);
    if (known) known.facts.push(fact);
    else groups.set(group.key, { ...group, facts: [fact] });
  }
  const order = { section: 0, paper: 1, staff: 2 };
  return [...groups.values()].toSorted((a, b) => order[a.kind] - order[b.kind]);
}

/** What counts now, and what the desk set aside. Each paper has its own number and date, whatever the newest one's are. */
export const isShown = (view: CaseView, fact: CaseFact): boolean =>
  fact.current ||
  fact.rejected !== undefined ||
  (ofPaper(fact) && !view.facts.some(({ corrects }) => corrects === fact.id));

function groupOf({ from, path }: CaseFact, documents: DocumentView[]): Omit<Group, 'facts'> {
  if (from.kind === 'page') {
    const document = documents.find(({ id }) => id === from.document) ?? null;
    return { key: from.document, kind: 'paper', of: document?.type ?? 'other', document };
  }
  if (from.kind === 'staff') return { key: 'staff', kind: 'staff', of: 'staff', document: null };
  const section = path.split('.')[0] ?? path;
  return { key: `section ${section}`, kind: 'section', of: section, document: null };
}

/** What the header says about the patient, from what is known. */
export function patientOf(view: CaseView): {
  name: string | null;
  age: string | null;
  sex: string | null;
  cancer: string | null;
} {
  const known = (path: string) => view.facts.findLast((fact) => fact.current && fact.path === path);
  const value = (...paths: string[]) => paths.map((path) => known(path)?.value).find(Boolean) ?? null;
  const sex = known('patient.sex');
  return {
    name: value('patient.name'),
    age: value('patient.age'),
    sex: sex ? String(sex.normal ?? sex.value) : null,
    cancer: value('cancer.site', 'cancer.type'),
  };
}
