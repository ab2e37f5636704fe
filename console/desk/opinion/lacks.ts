import type { Lack } from '../../../src/http/contract.ts';
import type { Word } from '../../words/words.ts';

/** What is said beside a field that lacks something. */
export const LACKS = {
  write: 'required1',
  choose: 'lackChoose',
  option: 'lackOption',
  test: 'lackTest',
  reworded: 'lackReworded',
} as const satisfies Record<Lack, Word>;
