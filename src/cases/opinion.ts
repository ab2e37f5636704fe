import { z } from 'zod';

/** Whether the reviewer agrees with the diagnosis on the papers. */
export const VIEWS = ['agreed', 'partly', 'not_agreed', 'cannot_say'] as const;
/** What treatment can aim at. */
export const INTENTS = ['cure', 'control', 'comfort', 'cannot_say'] as const;
/** How sure the reviewer is of an option: from large trials down to one doctor's experience. */
export const CERTAINTIES = ['strong', 'moderate', 'weak', 'experience'] as const;
/** Where in India an option can be had. */
export const PLACES = ['district', 'city', 'few', 'nowhere'] as const;

export const MOST_OPTIONS = 8;
export const MOST_TESTS = 12;

const text = (most: number) =>
  z
    .string({ error: 'This must be text.' })
    .trim()
    .max(most, `Please keep this under ${most.toLocaleString('en-IN')} characters.`)
    .default('');
const chosen = <const T extends readonly [string, ...string[]]>(codes: T) =>
  z.enum(codes, { error: 'Please choose one of these.' }).nullable().default(null);

/** One way to treat, as the family and the local doctor can weigh it. */
const Option = z.object({
  what: text(1_000),
  certainty: chosen(CERTAINTIES),
  place: chosen(PLACES),
  cost: text(300),
});

const Test = z.object({ what: text(300), why: text(600) });

/** What a reviewer found, apart from the words to the family. Every field may be empty in a draft. */
export const Findings = z.object({
  diagnosis: z.object({ view: chosen(VIEWS), words: text(2_000) }).prefault({}),
  stage: text(600),
  intent: chosen(INTENTS),
  options: z.array(Option).max(MOST_OPTIONS).default([]),
  tests: z.array(Test).max(MOST_TESTS).default([]),
  /** The reviewer says that no test is missing: an empty list alone may be forgotten. */
  testsComplete: z.boolean().default(false),
  limits: text(2_000),
});

export type Findings = z.infer<typeof Findings>;

/** An opinion as far as its rules go. */
export interface Written {
  findings: Findings;
  summary: string;
  answers: readonly { path: string; question: string; answer: string }[];
  qualification: string;
  registration: string;
}

/** What a field still lacks. */
export type Lack = 'write' | 'choose' | 'option' | 'test' | 'reworded';

/** Findings of which nothing is written yet. */
export const noFindings = (): Findings => Findings.parse({});

/**
 * What must be written before this opinion can be signed, by field: `findings.options.0.cost`, `question.1` …
 * Nothing is signed with a question of the family left open, nor without a registration number (Telemedicine Practice
 * Guidelines, 3).
 */
export function lacks(
  written: Written,
  questions: readonly { path: string; text: string }[],
): Record<string, Lack> {
  const found: Record<string, Lack> = {};
  const need = (field: string, value: string | null, lack: Lack = 'write') => {
    if (!value) found[field] = lack;
  };
  lacksOfFindings(written.findings, need);
  need('summary', written.summary);
  for (const { path, text: asked } of questions) {
    const given = written.answers.find((answer) => answer.path === path);
    if (!given?.answer) found[path] = 'write';
    else if (given.question !== asked) found[path] = 'reworded';
  }
  need('qualification', written.qualification);
  need('registration', written.registration);
  return found;
}

function lacksOfFindings(
  { diagnosis, stage, intent, options, tests, testsComplete, limits }: Findings,
  need: (field: string, value: string | null, lack?: Lack) => void,
): void {
  need('findings.diagnosis.view', diagnosis.view, 'choose');
  need('findings.diagnosis.words', diagnosis.words);
  need('findings.stage', stage);
  need('findings.intent', intent, 'choose');
  // Who cannot say what it is may leave open how to treat it, but not which test would tell.
  if (diagnosis.view !== 'cannot_say') need('findings.options', options.length ? 'some' : null, 'option');
  options.forEach(({ what, certainty, place, cost }, n) => {
    need(`findings.options.${n}.what`, what);
    need(`findings.options.${n}.certainty`, certainty, 'choose');
    need(`findings.options.${n}.place`, place, 'choose');
    need(`findings.options.${n}.cost`, cost);
  });
  need('findings.tests', tests.length || testsComplete ? 'some' : null, 'test');
  tests.forEach(({ what, why }, n) => {
    need(`findings.tests.${n}.what`, what);
    need(`findings.tests.${n}.why`, why);
  });
  need('findings.limits', limits);
}
