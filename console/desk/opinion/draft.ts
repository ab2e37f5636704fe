import type { CaseView, Findings, Me, OpinionView } from '../../../src/http/contract.ts';

/** What a reviewer types: everything that is saved as the draft. */
export interface Draft {
  findings: Findings;
  summary: string;
  /** Answers by the path of the family's question. */
  answers: Record<string, string>;
  qualification: string;
  registration: string;
}

/** The newest opinion that is not signed, if one was begun. */
export const openDraft = (view: CaseView): OpinionView | null =>
  view.opinions.filter(({ signedAt }) => signedAt === null).toSorted((a, b) => b.version - a.version)[0] ??
  null;

/** Signed versions, newest first. */
export const signedOnes = (view: CaseView): OpinionView[] =>
  view.opinions.filter(({ signedAt }) => signedAt !== null).toSorted((a, b) => b.version - a.version);

export const NOTHING: Findings = {
  diagnosis: { view: null, words: '' },
  stage: '',
  intent: null,
  options: [],
  tests: [],
  testsComplete: false,
  limits: '',
};

/** What the form begins with: the saved draft, else one's own first reading and who signed the last time, else what is known of the doctor. */
export function beginning(view: CaseView, me: Me): Draft {
  const draft = openDraft(view);
  const last = draft ?? signedOnes(view).find(({ doctor }) => doctor === me.name);
  return {
    findings: draft?.findings ?? view.review.own?.findings ?? NOTHING,
    summary: draft?.summary ?? '',
    answers: Object.fromEntries(
      (draft?.answers ?? view.review.own?.answers ?? []).map(({ path, answer }) => [path, answer]),
    ),
    qualification: last?.qualification || me.qualification,
    registration: last?.registration || me.registration,
  };
}

/** The draft as the server takes it: an answer for each question the family asks now. */
export const requestOf = (view: CaseView, draft: Draft) => ({
  findings: draft.findings,
  summary: draft.summary,
  answers: view.questions.map(({ path }) => ({ path, answer: draft.answers[path] ?? '' })),
  qualification: draft.qualification,
  registration: draft.registration,
});
