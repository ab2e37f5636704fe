import { answers, says, taps, willing, type Act, type Walk } from '../../src/commands/walk.ts';
import type { Flow, Step } from '../../src/engine/flow.ts';
import type { State } from '../../src/engine/state.ts';
import type { Random } from '../../src/simulator/random.ts';
import { exitsOf, type Exits } from './exits.ts';

const ASHA = { id: 'asha', name: 'Asha Nair' };
const ODD = [
  'asdf',
  '🙏',
  '?',
  '...',
  '',
  '77',
  '0',
  'ok',
  'haan ji',
  'क्या',
  'a: b {name}',
  '<b>',
  'x'.repeat(3000),
];
const ORDERS = ['back', 'change', 'help', 'person', 'status', 'language', 'hindi', 'english', 'skip', 'no'];
const GRAVE = ['bleeding a lot', 'saans nahi aa rahi', 'want to die', 'fever 103'];
const STATUSES = ['intake', 'documents', 'checking', 'ready', 'in_review', 'more_info', 'closed'];

/** Something that may happen to a conversation at any time, likely or not. Half of it leads on. */
export function anything(flow: Flow, walk: Walk, random: Random, exits: Exits): Act {
  const { state } = walk;
  const way = random.next();
  if (way < 0.35) return willing(flow, state, random);
  const asked = flow.steps.find((step) => step.name === state.at);
  if (way < 0.7) return asked ? untaken(flow, state, asked, random, exits) : willing(flow, state, random);
  return random.pick<() => Act>([
    () => says(random.pick(ODD)),
    () => says(random.pick(ORDERS)),
    () => says(`change ${numberToChange(flow, state, random, exits)}`),
    () => says(String(1 + random.below(12))),
    () => taps(anyChoice(flow, random)),
    () => taps(anyChoice(flow, random)),
    () => media(random, 'image'),
    () => media(random, random.pick(['audio', 'document', 'sticker', 'video'])),
    () => read(state, random),
    () => read(state, random),
    () => ({
      kind: 'photo_faulty',
      media: state.album.waiting.at(-1) ?? 'm0',
      faults: [random.pick(['blurred', 'cut', 'no such'])],
    }),
    () => ({
      kind: 'retake_asked',
      by: { id: 'asha', name: 'Asha Nair' },
      document: 'd1',
      fault: random.pick(['cut', 'page_missing', 'no such']),
    }),
    () => ({
      kind: 'papers_arranged',
      by: { id: 'asha', name: 'Asha Nair' },
      papers: [{ id: 'd1', type: random.pick(['histopathology', 'lab', 'other']) }],
      gone: [random.pick(['ihc.her2', 'patient.age', 'no.such'])],
    }),
    () => ({
      kind: 'task_closed',
      what: random.pick(['documents', 'wrong_patient', 'voice']),
      by: { id: 'asha', name: 'Asha Nair' },
    }),
    () => ({
      kind: 'timer',
      key: random.pick(['album', 'settle', 'pages', 'reminder', 'opinion', 'nothing']),
    }),
    () => ({ kind: 'timer', key: random.pick(['album', 'settle']) }),
    () => about(walk, random, 'edit'),
    () => about(walk, random, 'revoke'),
    () => ({ ...says(''), shape: random.pick(['location', 'reaction', 'unsupported']) }),
    () => ({ ...says(''), shape: 'contact', contacts: [{ name: 'R', phones: ['+919876543210'] }] }),
    () => seldom(random),
  ])();
}

/** The number, in the list of answers, of one that was never opened again; any number when all were. */
function numberToChange({ steps }: Flow, { answers: given }: State, random: Random, exits: Exits): number {
  const listed = steps.filter(({ name, learn, flags }) => given[name] && learn && !flags);
  const left = listed.filter(({ name }) => !exits.has(`${name}:reopened`));
  return left.length ? listed.indexOf(random.pick(left)) + 1 : 1 + random.below(60);
}

/** What hardly happens: a person takes over, STOP, an emergency, a death, the desk moves the case. */
function seldom(random: Random): Act {
  return random.pick<() => Act>([
    () => says(random.pick(['stop', 'start'])),
    () => says(random.pick(GRAVE)),
    () => says('she passed away'),
    () => ({ kind: 'taken', by: ASHA }),
    () => ({ kind: 'said', by: ASHA, text: 'Namaste' }),
    () => ({ kind: 'handed_back', by: ASHA }),
    () => ({ kind: 'status_changed', to: random.pick(STATUSES), by: ASHA }),
    () => ({ kind: 'family_opted', out: random.chance(0.5) }),
    () => ({ kind: 'opinion_signed', by: ASHA, opinion: OPINION }),
  ])();
}

/** At the waiting step, what nobody did there yet; a sensible answer when all was done. */
function untaken(flow: Flow, state: State, step: Step, random: Random, exits: Exits): Act {
  const left = exitsOf(step).filter((exit) => !exits.has(`${step.name}:${exit}`));
  const exit = left.length ? random.pick(left) : '';
  if (exit === 'unclear') return says('🙏 ?');
  if (exit === 'person') return says('person');
  if (exit === 'skip') return says('skip');
  if (exit === 'reopened' || exit === 'answered' || !exit) return answers(flow, state, step, random);
  return taps(`${step.name}:${exit}`);
}

function anyChoice({ steps }: Flow, random: Random): string {
  const step = random.pick(steps);
  const ids = ['agree', 'refuse', 'all_sent', 'person', 'nothing', ...step.options, ...step.options];
  return random.pick([
    `${step.name}:${random.pick(ids)}`,
    'stuck:again',
    'stuck:skip',
    'stuck:person',
    'papers:none',
    'opinion:open',
    'lang:hi',
    'x',
  ]);
}

function media(random: Random, type: string): Act {
  return { ...says(''), shape: 'media', media: [{ id: `m${random.below(1e6)}`, type }] };
}

/** A page that is waited for comes back, or one nobody waits for. */
function read({ album }: State, random: Random): Act {
  const page = { document: 'd', page: 1, box: [0, 0, 1, 1], words: '54' };
  const fact = {
    id: 'f',
    path: 'patient.age',
    value: '54',
    normal: 54,
    at: '2026-11-24T04:30:00.000Z',
    sure: 0.98,
    accepted: true,
    from: { kind: 'page', ...page },
  };
  const document = {
    id: 'd',
    media: album.waiting[0] ?? 'm0',
    type: random.pick(['histopathology', 'lab', 'unsure', 'other']),
    pages: 1,
    faults: random.pick([[], [], ['blurred']]),
    ...(random.chance(0.2) ? { failure: random.pick(['encrypted', 'damaged', 'gone']) } : {}),
    facts: random.chance(0.5) ? [fact] : [],
  };
  return { kind: 'document_read', document };
}

/** An earlier message is changed or deleted. */
function about({ events }: Walk, random: Random, shape: 'edit' | 'revoke'): Act {
  const earlier = events.length ? random.pick(events).id : 'w0';
  return {
    ...says(shape === 'edit' ? random.pick(['Mohan Lal', '61', 'changed words']) : ''),
    shape,
    about: earlier,
  };
}

const OPINION = {
  id: 'o',
  doctor: 'Dr Rao',
  qualification: 'MD',
  registration: '1',
  summary: 'Plain words.',
  answers: [{ question: 'Which treatment?', answer: 'This one.' }],
  file: { hash: 'f'.repeat(64), name: 'opinion.pdf', mime: 'application/pdf', bytes: 1 },
};
