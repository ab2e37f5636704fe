import { retell, waitingAt } from './ask.ts';
import { fold, prepare } from './match.ts';
import { switchTo } from './reserved.ts';
import { languagesOf, SCRIPTS } from './scripts.ts';
import { standing } from './staff.ts';
import { send, type Turn } from './turn.ts';

/** Of the words of a sentence in Latin letters so many must be of a language, and such a share. */
const LEAST_WORDS = 2;
const LEAST_SHARE = 0.3;

/** The language a text is written in, when it is another than the chosen one and we speak it. */
function otherTongue(turn: Turn, text: string): string | undefined {
  const { words } = turn.flow;
  const { language } = turn.state;
  const ours = (id: string) => id !== language && words.languages.includes(id);
  const written = languagesOf(text);
  if (written.length)
    return written.some((id) => SCRIPTS[id] === SCRIPTS[language]) ? undefined : written.find(ours);
  const said = fold(text).split(' ');
  if (said.length < 3) return undefined;
  const counts = words.languages.map((id) => {
    const small = prepare(words.list(id, 'particles')).exact;
    return { id, count: said.filter((word) => small.has(word)).length };
  });
  const own = counts.find(({ id }) => id === language)?.count ?? 0;
  const [best] = counts.filter(({ id }) => ours(id)).sort((a, b) => b.count - a.count);
  const enough = best && best.count >= LEAST_WORDS && best.count / said.length >= LEAST_SHARE;
  return enough && best.count > own ? best.id : undefined;
}

/**
 * Answers words, and offers once to go on in the language they are written in. What was not understood is then no
 * fault of theirs: the offer comes instead of "I did not understand".
 */
export function offering(turn: Turn, text: string, answer: () => void): void {
  const { state, effects } = turn;
  const tongue = state.language && text ? otherTongue(turn, text) : undefined;
  const [tries, mark] = [state.tries, effects.length];
  answer();
  const busy = state.hold || state.stopped || state.ended || state.aside || state.language === tongue;
  if (!tongue || busy || state.offered?.languages?.includes(tongue)) return;
  if (state.tries > tries) {
    state.tries = tries;
    effects.push(...effects.splice(mark).filter(({ kind }) => kind !== 'send'));
  }
  offerTongue(turn, tongue);
}

function offerTongue(turn: Turn, tongue: string): void {
  const { state, flow } = turn;
  const say = (key: string) => flow.words.say(tongue, key);
  state.offered = { ...state.offered, languages: [...(state.offered?.languages ?? []), tongue] };
  state.aside = { options: ['switch:take', 'switch:leave'] };
  const options = ['take', 'leave'].map((id) => ({
    id: `switch:${id}`,
    title: say(`asides.switch.options.${id}`),
  }));
  const shown = { options, open: say('hint.open'), hint: say('hint.tap2') };
  send(turn, { kind: 'choice', text: say('asides.switch.ask'), ...shown }, 'switch');
}

/** The answer to the offer. Either way the question that waits is asked again. */
export function chooseTongue(turn: Turn, option: string): void {
  const tongue = turn.state.offered?.languages?.at(-1);
  if (option === 'take' && tongue) switchTo(turn, tongue);
  else if (waitingAt(turn)) retell(turn);
  else send(turn, { kind: 'text', text: standing(turn) }, 'about');
}
