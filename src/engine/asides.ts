import { askAgain, chooseAgain } from './again.ts';
import { ask, take, waitingAt } from './ask.ts';
import { chooseContact } from './contact.ts';
import { chooseReading } from './doubt.ts';
import { chooseFollow, chooseRate } from './follow.ts';
import { glanced } from './glance.ts';
import { release } from './hold.ts';
import { KINDS } from './kinds/index.ts';
import { unsureOf } from './kinds/choice.ts';
import { exactly, typedNumber } from './match.ts';
import { chooseJoin } from './join.ts';
import { misheard } from './hearing.ts';
import { photosInstead } from './lock.ts';
import { chooseOpinion } from './opinion.ts';
import { lackingAside, papersAside } from './papers.ts';
import { FURTHER } from './pages.ts';
import { askLanguage, switchTo } from './reserved.ts';
import { callPerson } from './staff.ts';
import { chooseTongue } from './switching.ts';
import { tell, words, type Turn } from './turn.ts';
import { another, chooseWhom, whomNamed } from './whom.ts';

/** The option of the open small question that a text names, by number or by its words; null when it is none. */
export function asideNamed(turn: Turn, text: string): string | null {
  const options = turn.state.aside?.options ?? [];
  const whom = options[0]?.startsWith('whom:') ? whomNamed(turn, text) : null;
  if (whom) return whom;
  const number = typedNumber(text);
  if (number !== null) return options[number - 1] ?? null;
  const all = turn.flow.words;
  return exactly(
    text,
    options.map((id) => {
      const [name, option] = id.split(':');
      return {
        id,
        ways: [
          ...all.everywhere(`asides.${name}.options.${option}`),
          ...all.everywhere(`means.${option}`),
          ...(name === 'understood' || (name === 'glance' && option !== 'unsure')
            ? all.everywhere(option === 'correct' ? 'means.yes' : 'means.no')
            : []),
        ],
      };
    }),
  );
}

/** Acts on an option of a small question, however old its button is. False when the id is of a step. */
export function aside(turn: Turn, id: string): boolean {
  const [name = '', option = ''] = id.split(':');
  if (name === 'whom') {
    turn.state.aside = null;
    chooseWhom(turn, option);
    return true;
  }
  if (name === 'understood') {
    chooseReading(turn, option);
    return true;
  }
  if (!turn.flow.words.has(turn.flow.words.languages[0]!, `asides.${name}.options.${option}`)) return false;
  if (name.startsWith('hold_')) release(turn, option);
  else {
    const open = turn.state.aside?.options.includes(id) ?? false;
    turn.state.aside = null;
    act(turn, name, option, open);
  }
  return true;
}

function act(turn: Turn, name: string, option: string, open: boolean): void {
  if (name === 'lang') return option === FURTHER ? askLanguage(turn, true) : switchTo(turn, option);
  if (name === 'opinion') return chooseOpinion(turn, option);
  if (name === 'papers') return papersAside(turn, option, open);
  if (name === 'glance') return glanced(turn, option, open);
  if (name === 'lacking') return lackingAside(turn, option);
  if (name === 'contact') return chooseContact(turn, option);
  // An old button must not open all questions anew.
  if (name === 'again') return open ? chooseAgain(turn, option) : askAgain(turn);
  if (name === 'join') return chooseJoin(turn, option);
  if (name === 'heard') return misheard(turn);
  if (name === 'switch') return chooseTongue(turn, option);
  if (name === 'lock') return photosInstead(turn);
  if (name === 'follow' || name === 'follow_on') return chooseFollow(turn, name, option);
  if (name === 'rate') return chooseRate(turn, option);
  if (name === 'low' && option === 'leave') return tell(turn, 'follow.thanks', {}, 'follow');
  if (option === 'another') return another(turn);
  if (option === 'person') return callPerson(turn);
  const step = waitingAt(turn);
  if (!step) return tell(turn, 'after.short', { standing: '' }, 'after');
  if (option === 'skip' && step.skip)
    return take(turn, step, { is: 'answer', value: 'unknown', said: words(turn, 'said.unknown') });
  const unsure = option === 'skip' ? unsureOf(step) : undefined;
  if (unsure) return take(turn, step, KINDS[step.kind].understand(turn, step, { text: '', option: unsure }));
  turn.state.tries = 0;
  ask(turn, step, 'again');
}
