import type { CaseView, OpinionView } from '../../../src/http/contract.ts';

/** What a reviewer types: everything that is saved as the draft. */
export interface Draft {
  summary: string;
  /** Answers by the path of the family's question. */
  answers: Record<string, string>;
  /** Null until it is typed here: then the server fills in what it knows of the doctor. */
  qualification: string | null;
  registration: string | null;
}

/** The newest opinion that is not signed, if one was begun. */
export const openDraft = (view: CaseView): OpinionView | null =>
  view.opinions.filter(({ signedAt }) => signedAt === null).toSorted((a, b) => b.version - a.version)[0] ??
  null;

/** Signed versions, newest first. */
export const signedOnes = (view: CaseView): OpinionView[] =>
  view.opinions.filter(({ signedAt }) => signedAt !== null).toSorted((a, b) => b.version - a.version);

/** What the form begins with: the saved draft, else only who signed the last time. */
export function beginning(view: CaseView): Draft {
  const draft = openDraft(view);
  const last = draft ?? signedOnes(view)[0];
  return {
    summary: draft?.summary ?? '',
    answers: Object.fromEntries((draft?.answers ?? []).map(({ path, answer }) => [path, answer])),
    qualification: last?.qualification || null,
    registration: last?.registration || null,
  };
}

/** The draft as the server takes it: an answer for each question the family asks now. */
export const requestOf = (view: CaseView, draft: Draft) => ({
  summary: draft.summary,
  answers: view.questions.map(({ path }) => ({ path, answer: draft.answers[path] ?? '' })),
  ...(draft.qualification === null ? {} : { qualification: draft.qualification }),
  ...(draft.registration === null ? {} : { registration: draft.registration }),
});

/** Who signs: as typed, else as the server filled it in with the saved draft. */
export const signerOf = (view: CaseView, draft: Draft): { qualification: string; registration: string } => ({
  qualification: draft.qualification ?? openDraft(view)?.qualification ?? '',
  registration: draft.registration ?? openDraft(view)?.registration ?? '',
});

/** Fields that are still empty, by the names the server uses for them. */
export function emptyFields(view: CaseView, draft: Draft): string[] {
  const filled = { summary: draft.summary, ...signerOf(view, draft) };
  const empty = (['summary', 'qualification', 'registration'] as const).filter(
    (field) => filled[field].trim() === '',
  );
  return [...empty, ...view.questions.map(({ path }) => path).filter((path) => !draft.answers[path]?.trim())];
}
