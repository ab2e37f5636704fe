import type { Service } from '../../main.ts';
import type { Behaviour } from '../../simulator/contract.ts';
import { seeded } from '../../simulator/random.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { thrownAway } from '../thrown-away.ts';
import { counted, rested, type Count } from './count.ts';

const WORDS = 12;

interface Weather {
  name: string;
  judged: boolean;
  behaviour: Partial<Behaviour>;
  /** In the middle half of them move to another number, and the others get another user id. */
  moves?: true;
}

const WEATHERS: readonly Weather[] = [
  { name: 'calm', judged: true, behaviour: {} },
  { name: 'every webhook three times', judged: true, behaviour: { copies: 3 } },
  { name: 'out of order and up to 3 s late', judged: true, behaviour: { reorder: true, delay: 3_000 } },
  { name: 'one call in five refused (5xx, 429)', judged: true, behaviour: { fail: 0.2 } },
  { name: 'one call in twenty never answered', judged: true, behaviour: { hang: 0.05 } },
  { name: 'one answer in twenty broken off', judged: true, behaviour: { cut: 0.05 } },
  { name: 'a third of the receipts lost', judged: true, behaviour: { loseReceipts: 0.33 } },
  { name: 'numbers and user ids change', judged: true, behaviour: { copies: 2 }, moves: true },
  {
    name: 'all of it, receipts safe',
    judged: true,
    behaviour: { copies: 3, reorder: true, delay: 2_000, fail: 0.1, hang: 0.02, cut: 0.02 },
  },
  {
    name: 'all of it, a third of the receipts lost',
    judged: false,
    behaviour: { copies: 3, reorder: true, delay: 2_000, fail: 0.1, hang: 0.03, loseReceipts: 0.33 },
  },
];

/** What people write: answers, nonsense, words out of place. */
const LINES = ['hello', '1', '2', 'English', 'back', 'नमस्ते', 'I do not know', 'why?', '3', 'status'];

/** Everybody writes at their own pace, at the same time. */
async function talk(
  { simulator }: Service,
  { people, seed }: Round,
  round: number,
  moves = false,
): Promise<{ phones: string[]; said: number }> {
  const phones = Array.from(
    { length: people },
    (_, n) => `+9190001${String(round * 1_000 + n).padStart(5, '0')}`,
  );
  await Promise.all(
    phones.map(async (first, n) => {
      let phone = first;
      const random = seeded(seed * 7_919 + round * 101 + n);
      for (let i = 0; i < WORDS; i += 1) {
        if (moves && i === WORDS / 2) phone = phones[n] = move(simulator!, phone, n);
        simulator!.whatsapp(phone).text(i ? random.pick(LINES) : 'hello');
        await new Promise((done) => setTimeout(done, 20 + random.next() * 200));
      }
    }),
  );
  return { phones, said: people * WORDS };
}

/** Returns the number they have then. */
function move(simulator: Simulator, phone: string, n: number): string {
  const to = n % 2 ? phone : phone.replace('+9190001', '+9190002');
  if (to === phone) simulator.whatsapp(phone).changeUserId();
  else simulator.whatsapp(phone).changeNumber(to);
  return to;
}

async function round(
  service: Service,
  weather: Weather,
  all: Round,
  n: number,
): Promise<Count & { seconds: number }> {
  const began = performance.now();
  service.simulator!.behave({ ...CALM, ...weather.behaviour, seed: all.seed + n });
  const { phones, said } = await talk(service, all, n, weather.moves);
  await rested(service, 120_000);
  service.simulator!.behave(CALM);
  await rested(service, 60_000);
  const count = await counted(service, phones, said);
  return { ...count, seconds: (performance.now() - began) / 1_000 };
}

const CALM: Partial<Behaviour> = {
  copies: 1,
  reorder: false,
  delay: 0,
  fail: 0,
  hang: 0,
  cut: 0,
  loseReceipts: 0,
};

/** How many people, and the seed of their luck. */
interface Round {
  people: number;
  seed: number;
}

/**
 * Many people write while the network is hostile, to the whole service with a database of its own. Returns how many
 * messages were lost or doubled. One weather is only told, not judged: where both the answer and every receipt of a send
 * are lost nobody can know whether it went out, and it is sent once more.
 */
export async function real(all: Round, say: (line: string) => void): Promise<number> {
  // Lost answers are settled sooner than in life, so that the report has an end.
  const { service, end } = await thrownAway('chaos', {
    log: () => {},
    times: { lease: 3_000, settle: 6_000 },
  });
  try {
    return await every(service, all, say);
  } finally {
    await end();
  }
}

async function every(service: Service, all: Round, say: (line: string) => void): Promise<number> {
  say(`${all.people} people, ${WORDS} messages each, seed ${all.seed}\n`);
  say(`${'weather'.padEnd(42)} heard  lost  said  lost  doubled  parked      s`);
  let wrong = 0;
  for (const [n, weather] of WEATHERS.entries()) {
    const { heard, unheard, said, unsaid, doubled, parked, seconds } = await round(service, weather, all, n);
    if (weather.judged) wrong += unheard + unsaid + doubled;
    const figures = [heard, unheard, said, unsaid, doubled, parked, seconds.toFixed(1)];
    const widths = [5, 6, 6, 6, 9, 8, 7];
    say(
      weather.name.padEnd(42) +
        figures.map((figure, i) => String(figure).padStart(widths[i]!)).join('') +
        (weather.judged ? '' : '  (told, not judged)'),
    );
  }
  say(wrong ? `\n${wrong} messages lost or doubled.` : '\nNothing was lost, nothing was said twice.');
  return wrong;
}
