import type { CaseView, Me, OpinionView } from '../../../src/http/contract.ts';

/** What a reviewer types: everything that is saved as the draft. */
export interface Draft {
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

/** What the form begins with: the saved draft, else who signed the last time, else what is known of the doctor. */
export function beginning(view: CaseView, me: Me): Draft {
  const draft = openDraft(view);
  const last = draft ?? signedOnes(view).find(({ doctor }) => doctor === me.name);
  return {
    summary: draft?.summary ?? '',
    answers: Object.fromEntries((draft?.answers ?? []).map(({ path, answer }) => [path, answer])),
    qualification: last?.qualification || me.qualification,
    registration: last?.registration || me.registration,
  };
}

/** The draft as the server takes it: an answer for each question the family asks now. */
export const requestOf = (view: CaseView, draft: Draft) => ({
  summary: draft.summary,
  answers: view.questions.map(({ path }) => ({ path, answer: draft.answers[path] ?? '' })),
  qualification: draft.qualification,
  registration: draft.registration,
});

/** Fields that are still empty, by the names the server uses for them. */
export function emptyFields(view: CaseView, draft: Draft): string[] {
  const empty = (['summary', 'qualification', 'registration'] as const).filter(
    (field) => draft[field].trim() === '',
  );
  return [...empty, ...view.questions.map(({ path }) => path).filter((path) => !draft.answers[path]?.trim())];
}
