import type { Step } from '../flow.ts';
import type { Turn } from '../turn.ts';

/** What a person did at a question. */
export interface Input {
  /** At most 2000 characters. */
  text: string;
  /** Option that was tapped, or named by its number. */
  option?: string;
  /** A photo or a voice note came instead of words. */
  media?: 'photo' | 'voice';
  phones?: string[];
}

export type Reply =
  /** `said` is for people, `value` for conditions; `normal` where it is not the value. */
  | {
      is: 'answer';
      value: string;
      said: string;
      normal?: string | number;
      /** It may as well mean something else: kept only once the person says yes to it. */
      doubt?: true;
      /** Sentences that are said before the next question: how it was read, what else was noted. */
      told?: string;
    }
  /** Not understood. `reason` is a key that says what was wrong. */
  | { is: 'unclear'; reason?: string }
  | { is: 'reopen'; step: string }
  | { is: 'person' }
  /** It was dealt with, and the question stays as it is. */
  | { is: 'stay' }
  /** One of several was noted; ask for more. */
  | { is: 'more' }
  /** They asked something that was answered at once: the question comes again, and it was no failed try. */
  | { is: 'asked' }
  /** Another page of a long list is to be shown. */
  | { is: 'page' };

/** How one kind of step asks and understands. */
export interface Kind {
  /** Reasons why a step of this kind cannot be. */
  faults(step: Step): string[];
  /** Options to show now, by id. None: it is answered by typing. */
  options(turn: Turn, step: Step): readonly string[];
  /** Values for the words of the question. */
  values?(turn: Turn, step: Step): Record<string, string>;
  /** The sentence to ask with, by key, where it is another than the step's own. */
  instead?(turn: Turn): string | null;
  understand(turn: Turn, step: Step, input: Input): Reply;
}
