import { createHash } from 'node:crypto';
import { valueOf } from '../cases/case.ts';
import { noFindings } from '../cases/opinion.ts';
import { record } from '../db/audit.ts';
import { findCase, type CaseRow } from '../db/cases.ts';
import { lockTalk, markSigned, type Opinion } from '../db/opinions.ts';
import { readsFor } from '../db/reads.ts';
import { newCode, spelled } from '../opinions/code.ts';
import type { Say } from '../opinions/findings.ts';
import { opinionPdf } from '../opinions/pdf.ts';
import { perform, type Done } from './acts.ts';
import type { Deps } from './deps.ts';
import { caseHash, knownOf, knownWithin, type Known } from './known.ts';
import { conflict } from './problems.ts';
import { refuseUnready } from './ready.ts';
import { eyesOf, isBoard, secondOf } from './reviewing.ts';
import type { Seat } from './session.ts';

/**
 * Signs the newest draft: its PDF is made first, then one transaction stores it, closes the draft for ever and
 * posts `opinion_signed`. The same version a second time waits for the first.
 * @throws Refused 409 or 422 with what must be done before it can be signed.
 */
export async function sign(deps: Deps, seat: Seat, one: CaseRow, version: number): Promise<Done> {
  const all = await knownOf(deps, one);
  const draft = all.opinions.find((opinion) => opinion.version === version);
  if (!draft || version !== all.opinions.at(-1)?.version) throw STALE();
  if (draft.signedAt) throw conflict('This version is signed already.');
  refuseUnready(deps, seat, one, all, draft);
  const at = deps.now();
  const code = newCode();
  const hash = caseHash(all, draft, at);
  const printed = {
    ...paperOf(one, all, draft, hash, at),
    readers: await readersOf(deps, seat, one, all, draft),
    code: spelled(code),
    verifyAt: `${deps.publicUrl}/verify`,
  };
  const sayIn =
    (language: string): Say =>
    (key, values) =>
      deps.words.say(language, key, values);
  const pdf = await opinionPdf(printed, sayIn(one.language), sayIn('en'));
  const name = await deps.files.put(deps.db, one.id, one.key, pdf);
  const opinion = {
    id: draft.id,
    doctor: draft.doctor,
    qualification: draft.qualification,
    registration: draft.registration,
    summary: draft.summary,
    answers: draft.answers.map(({ question, answer }) => ({ question, answer })),
    file: { hash: name, name: `request-${one.reference}.pdf`, mime: 'application/pdf', bytes: pdf.length },
  };
  const event = { kind: 'opinion_signed' as const, opinion, by: { id: seat.id, name: seat.name } };
  return perform(deps, seat, one, {
    event,
    id: `opinion-${draft.id}`,
    name: 'opinion.signed',
    detail: `version ${version}`,
    async also(tx) {
      await lockTalk(tx, one.id);
      const still = await findCase(tx, one.id, seat.policy.sees());
      if (still?.status !== one.status) throw CHANGED();
      const now = await knownWithin(tx, deps, one);
      const last = now.opinions.at(-1);
      if (last?.version !== version) throw STALE();
      // While the PDF was made more may have been learned: what is signed is what stands there now, or nothing.
      refuseUnready(deps, seat, one, now, last);
      if (caseHash(now, last, at) !== hash) throw CHANGED();
      const seen = { fact: now.facts.at(-1)?.id ?? null, paper: now.papers.at(-1)?.id ?? null };
      const fileHash = createHash('sha256').update(pdf).digest('hex');
      const signature = { caseHash: hash, file: name, fileHash, code, seen, at };
      if (!(await markSigned(tx, draft, signature))) throw STALE();
      await record(tx, {
        actor: seat.id,
        act: 'opinion.sealed',
        object: `opinion/${draft.id}`,
        detail: hash,
        at,
      });
    },
  });
}

const STALE = () => conflict('There is a newer version of this opinion. Please reload the page and read it.');
const CHANGED = () => conflict('The case has changed meanwhile. Please reload the page and read it again.');
/** Who else has read it: the other reviewers of the case, and the second reader. */
async function readersOf(
  deps: Deps,
  seat: Seat,
  one: CaseRow,
  all: Known,
  draft: Opinion,
): Promise<string[]> {
  const reads = isBoard(all) ? await readsFor(deps.db, deps.vault, one, eyesOf(seat)) : [];
  const { agreed } = secondOf(deps, all, draft);
  const second =
    agreed && !reads.some(({ reader }) => reader === agreed.user) ? [{ ...agreed, doctor: agreed.name }] : [];
  return [...reads.filter(({ reader }) => reader !== draft.author), ...second].map(
    ({ doctor, qualification, registration }) =>
      [doctor, qualification, registration].filter(Boolean).join(', '),
  );
}

function paperOf(one: CaseRow, all: Known, draft: Opinion, hash: string, at: Date) {
  const fact = (path: string) => all.known.current[path]?.value ?? null;
  return {
    language: one.language,
    reference: one.reference,
    version: draft.version,
    signedAt: at,
    patient: {
      name: fact('patient.name'),
      age: fact('patient.age'),
      sex: valueOf(all.known, 'patient.sex') ?? null,
    },
    papers: all.papers
      .filter((paper) => !paper.failure && !paper.duplicateOf)
      .map((paper) => ({ type: paper.type, pages: paper.pages.length, receivedAt: paper.at })),
    findings: draft.findings ?? noFindings(),
    questions: draft.answers.map(({ question, answer }) => ({ question, answer })),
    summary: draft.summary,
    doctor: draft.doctor,
    qualification: draft.qualification,
    registration: draft.registration,
    caseHash: hash,
  };
}
