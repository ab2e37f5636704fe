import { answerCommon, commonIn } from './common.ts';
import type { Step } from './flow.ts';
import { without } from './heard/beside.ts';
import { lexiconOf } from './heard/lexicon.ts';
import { ageIn } from './heard/measures.ts';
import { sense, tokensOf } from './heard/tokens.ts';
import { meanings } from './kinds/choice.ts';
import { KINDS } from './kinds/index.ts';
import type { Input, Reply } from './kinds/kind.ts';
import { relevant } from './known.ts';
import { exactly, isOne } from './match.ts';
import { raise, words, type Turn } from './turn.ts';
import { draftOf } from './upgrade.ts';

type Given = Extract<Reply, { is: 'answer' }>;

/** More words than this are not taken apart. */
const MOST = 8;

/**
 * What a message answers. Beside the answer there may be a question of their own ("54. kitna paisa lagega?"): it is kept for
 * our team. Or answers to later questions ("Meena Sharma 54 saal mahila"): taken when each can be nothing else, and told.
 */
export function understand(turn: Turn, step: Step, given: Input): Reply {
  // What is kept in the person's own words stays as it was written.
  const own = step.kind === 'text' || step.options.includes('own_words');
  const input = own ? given : { ...given, text: bare(turn, given.text) };
  const reply = KINDS[step.kind].understand(turn, step, input);
  if (input.option || input.media) return reply;
  if (step.kind === 'documents')
    return reply.is === 'unclear' && asks(turn, input.text) ? kept(turn, input.text) : reply;
  // Where questions are collected, a question is the answer, unless it is about this chat.
  if (step.options.includes('own_words'))
    return reply.is === 'unclear' && isAboutUs(turn, input.text) && answerCommon(turn, input.text)
      ? { is: 'asked' }
      : reply;
  const open = step.kind === 'text' && !step.check;
  if (reply.is === 'answer' && step.check === 'name') return withMore(turn, step, input.text) ?? reply;
  if (reply.is === 'answer' && step.kind === 'choice' && endsAsking(turn, input.text))
    return besides(turn, reply, input.text);
  // "Left breast": the side is asked for later, and is told already. The operation of "operation on 3 Dec" is no answer to a later question.
  if (reply.is === 'answer' && step.kind === 'choice' && step.several < 2 && !reply.doubt && !step.days)
    return withMore(turn, step, input.text, reply) ?? reply;
  if (reply.is !== 'unclear' || open) return reply;
  if (step.kind === 'consent') return asks(turn, input.text) ? kept(turn, input.text) : reply;
  const answered = withQuestion(turn, step, input.text) ?? withMore(turn, step, input.text);
  if (answered) return answered;
  return asks(turn, input.text) && step.name !== 'language' ? kept(turn, input.text) : reply;
}

/** The answer without what only says that it was given before. */
function bare(turn: Turn, text: string): string {
  return without(latinMarks(text), turn.flow.words.everywhere('lists.told'));
}

/** The marks of Urdu as those of the other languages. */
function latinMarks(text: string): string {
  return text.replace(/؟/g, '?').replace(/،/g, ',').replace(/۔/g, '.');
}

/**
 * A question instead of an answer: what has a fixed answer is told; else it is kept, and the waiting question is asked again.
 * Three of those bring a person like any other.
 */
function kept(turn: Turn, text: string): Reply {
  if (answerCommon(turn, text)) return { is: 'asked' };
  raise(turn, 'wants_person', 'question');
  return { is: 'unclear', reason: 'understood.question' };
}

/** Whether a text asks about this chat and nothing of the illness: how to send a paper, why we ask. */
function isAboutUs(turn: Turn, text: string): boolean {
  return commonIn(turn, text).some((name) => name === 'send' || name === 'why');
}

const SPLIT =
  /(?<=[.!?;,\n।])\s*|\s+(?=(?:but|lekin|par|magar|aur|and)\s)|\s+(?=(?:लेकिन|पर|और|কিন্তু|ஆனால்)\s)/iu;

/** An answer, and after it a question. */
function withQuestion(turn: Turn, step: Step, text: string): Reply | null {
  const parts = text.split(SPLIT).filter((part) => part.trim());
  for (let cut = 1; cut < parts.length; cut += 1) {
    const [head, tail] = [parts.slice(0, cut).join(' '), parts.slice(cut).join(' ')];
    if (!asks(turn, tail) || asks(turn, head)) continue;
    const reply = alone(turn, step, head.replace(/[\s,.;!।]+$/u, ''));
    if (!reply) continue;
    return besides(turn, reply, tail);
  }
  return step.kind === 'number' || step.kind === 'date' ? withQuestionUnmarked(turn, step, text) : null;
}

/** "62 saal kitna time lagega": no mark between the answer and the question. Only where every word of an answer must be known. */
function withQuestionUnmarked(turn: Turn, step: Step, text: string): Reply | null {
  const said = text.split(/\s+/).filter(Boolean);
  for (let cut = Math.min(said.length - 1, MOST); cut > 0; cut -= 1) {
    const [head, tail] = [said.slice(0, cut).join(' '), said.slice(cut).join(' ')];
    if (!asks(turn, tail) || asks(turn, head)) continue;
    const reply = alone(turn, step, head.replace(/[,.;!।]+$/u, ''));
    if (reply) return besides(turn, reply, tail);
  }
  return null;
}

/** Whether a part of a message after the first asks something. */
function endsAsking(turn: Turn, text: string): boolean {
  const parts = text.split(SPLIT).filter((part) => part.trim());
  return parts.slice(1).some((part) => asks(turn, part));
}

/** The answer; and the question beside it is answered, or kept for a person. */
function besides(turn: Turn, reply: Given, text: string): Reply {
  if (answerCommon(turn, text)) return reply;
  raise(turn, 'wants_person', 'question');
  return { ...reply, told: told(reply.told, words(turn, 'understood.question')) };
}

/** Whether a text asks something: by its mark, or by a word of asking. */
export function asks(turn: Turn, text: string): boolean {
  const ways = turn.flow.words.everywhere('lists.questions');
  if (text.includes('?'))
    return /\p{L}/u.test(text) && (text.trim().split(/\s+/).length > 1 || commonIn(turn, text).length > 0);
  const said = text.trim().split(/[\s,.!]+/);
  // "Yes u can show": behind a yes a "can" tells and does not ask.
  const tells = isOne(said[0] ?? '', turn.flow.words.everywhere('means.yes'))
    ? turn.flow.words.everywhere('lists.may')
    : [];
  const asking = (part: string) => isOne(part, ways) && !isOne(part, tells);
  const enough = said.length > 2 || commonIn(turn, text).includes('send');
  return enough && said.some((_, i) => [1, 2].some((n) => asking(said.slice(i, i + n).join(' '))));
}

/** The answer a part of a message gives by itself, without anything happening. */
function alone(turn: Turn, step: Step, text: string): Given | null {
  const several = step.kind === 'choice' && step.several > 1;
  const open = step.kind === 'text' && !step.check;
  if (several || open || !['choice', 'number', 'date', 'text'].includes(step.kind)) return null;
  const scratch = { ...turn, state: draftOf(turn.state), effects: [] };
  const reply = KINDS[step.kind].understand(scratch, step, { text });
  return reply.is === 'answer' && !reply.doubt ? reply : null;
}

/**
 * The answer to the waiting question together with answers to later ones; null unless every word is one of them. `given`: what
 * the whole text was understood as; a later question may matter only because of it.
 */
function withMore(turn: Turn, step: Step, text: string, given?: Given): Reply | null {
  const said = text
    .replace(/(?<=\d)\s*\/\s*(?=\p{L})|(?<=\p{L})\s*\/\s*(?=\d)|[,;|\n]+/gu, ' ')
    // "54F" and "54female" are two words.
    .replace(/(?<=\p{Nd})(?=\p{L})/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);
  if (step.part < 2 || said.length < 2 || said.length > MOST) return null;
  // "12 m" may be months or a boy.
  if (step.check === 'age' && /^\d{1,2} ?m$/i.test(said.join(' ')) && Number.parseInt(said[0]!, 10) <= 24)
    return null;
  const later = laterSteps(turn, step, given);
  const numbered = said.some((word) => /\p{Nd}/u.test(word));
  // "2 din pehle" is one time, neither the second row nor a two.
  if (isTime(turn, said)) return null;
  for (const [own, others] of cuts(said, step.check === 'name')) {
    const found = others.length ? apart(turn, later, others, numbered) : null;
    const reply = found && alone(turn, step, own.join(' '));
    // "Pet aur fefda": what is an answer to this very question is none to a later one.
    const torn = step.kind === 'choice' && others.some((part) => alone(turn, step, part.join(' ')));
    const same = !given || (reply && reply.value === given.value);
    if (reply && same && found.size && !torn) return taken(turn, reply, found);
  }
  return null;
}

/** Whether a number and its unit are said to be ago. */
function isTime(turn: Turn, said: readonly string[]): boolean {
  const tokens = tokensOf(said.join(' '), lexiconOf(turn.flow.words));
  return tokens.some(
    ({ number }, i) =>
      number !== undefined && sense(tokens[i + 1], 'unit') && sense(tokens[i + 2], 'when') === 'ago',
  );
}

/** Later questions that may be answered along: an age, and one option of several. */
function laterSteps(turn: Turn, step: Step, given?: Given): Step[] {
  const answers = given
    ? { ...turn.state.answers, [step.name]: { ...given, message: turn.event.id } }
    : turn.state.answers;
  const personal = (one: Step) => one.check === 'age' || one.learn === 'patient.sex';
  return turn.flow.steps.filter(
    (one) =>
      one !== step &&
      one.part >= 2 &&
      one.learn &&
      !one.flags &&
      !turn.state.answers[one.name] &&
      (personal(one) || (step.check !== 'name' && one.kind === 'choice' && one.several < 2)) &&
      relevant(turn.flow, { ...turn.state, answers }, one),
  );
}

/** Ways to take the own answer out of the words: the shortest beginning first, for a name; else any part. */
function* cuts(said: readonly string[], beginning: boolean): Generator<[string[], string[][]]> {
  for (let from = 0; from < (beginning ? 1 : said.length); from += 1)
    for (let to = from + 1; to <= said.length; to += 1)
      yield [said.slice(from, to), [said.slice(0, from), said.slice(to)].filter((part) => part.length)];
}

/** Whose answers these parts are; null when one of them is nobody's, or may be of two. */
function apart(
  turn: Turn,
  later: readonly Step[],
  parts: readonly string[][],
  numbered: boolean,
): Map<Step, Given> | null {
  const found = new Map<Step, Given>();
  for (const part of parts) {
    const one = whose(turn, later, part, numbered) ?? inTwo(turn, later, part, numbered);
    if (!one) return null;
    for (const [step, given] of one) {
      if (found.has(step)) return null;
      found.set(step, given);
    }
  }
  return found;
}

function inTwo(
  turn: Turn,
  later: readonly Step[],
  part: readonly string[],
  numbered: boolean,
): Map<Step, Given> | null {
  for (let cut = 1; cut < part.length; cut += 1) {
    const [left, right] = [part.slice(0, cut), part.slice(cut)].map((one) =>
      whose(turn, later, one, numbered),
    );
    if (left && right && [...left.keys()][0] !== [...right.keys()][0]) return new Map([...left, ...right]);
  }
  return null;
}

/** The one later question that these words answer, exactly. A single letter only beside a number: "54 F". */
function whose(
  turn: Turn,
  later: readonly Step[],
  part: readonly string[],
  numbered: boolean,
): Map<Step, Given> | null {
  const text = part.join(' ');
  if (text.length < 2 && !numbered && !/\p{Nd}/u.test(text)) return null;
  const found = later.flatMap((step): [Step, Given][] => {
    if (step.check === 'age') {
      // "Das" is ten, and a family name: an age in one word is no age.
      if (part.length < 2 && !/\p{Nd}/u.test(text)) return [];
      const age = ageIn(text, lexiconOf(turn.flow.words), Number(turn.event.at.slice(0, 4)));
      return age && !age.doubt ? [[step, alone(turn, step, text)!]] : [];
    }
    const option = exactly(text, meanings(turn, step, step.options));
    const said = option && words(turn, `steps.${step.name}.options.${option}`);
    return option && said ? [[step, { is: 'answer', value: option, said }]] : [];
  });
  return found.length === 1 ? new Map(found) : null;
}

/** Keeps the answers of later questions, and tells which. */
function taken(turn: Turn, reply: Given, found: ReadonlyMap<Step, Given>): Reply {
  const what: string[] = [];
  for (const [step, { value, said }] of found) {
    turn.state.answers[step.name] = { value, said, message: turn.event.id };
    what.push(`${words(turn, `steps.${step.name}.short`)}: ${said}`);
  }
  return { ...reply, told: told(reply.told, words(turn, 'understood.also', { what: what.join(', ') })) };
}

function told(...sentences: (string | undefined)[]): string {
  return sentences.filter(Boolean).join('\n\n');
}
