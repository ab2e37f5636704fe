import type { Flow } from '../../engine/flow.ts';
import type { State } from '../../engine/state.ts';
import { seeded } from '../../simulator/random.ts';
import type { Happening } from '../seats.ts';
import { answers, says, taps } from '../walk.ts';

/** One thing a family does. */
export interface Act {
  event: Happening;
  /** Sent in one go with others: it may overtake them. */
  together?: boolean;
}

/** What stands on the phone. */
export interface Shown {
  kind: string;
  tag: string;
  options: readonly string[];
}

/** A number that is the same for the same words. */
export function hash(...words: (string | number)[]): number {
  let h = 2_166_136_261;
  for (const letter of words.join('/')) h = Math.imul(h ^ letter.codePointAt(0)!, 16_777_619);
  return h >>> 0;
}

/**
 * A family that does what its seed says, and nothing else: it answers the last thing it was asked, always the same way,
 * however and whenever the question came. So whatever differs in the end comes from the network, not from them.
 */
export function family(flow: Flow, seed: number) {
  const asked = new Map<string, number>();
  const photos = 1 + (hash(seed, 'photos') % 5);
  let sent = 0;
  const once = (tag: string) => (asked.set(tag, (asked.get(tag) ?? 0) + 1), asked.get(tag)!);

  const album = (): Act[] =>
    Array.from({ length: photos }, () => {
      sent += 1;
      const media = [{ id: `p${sent}`, type: 'image' }];
      return { event: { ...says(''), shape: 'media', media }, together: true };
    });
  const words = (text: string, tag: string): Act => ({ event: { ...says(text), asked: tag } });
  const tap = (choice: string): Act => ({ event: taps(choice) });

  const about = ({ kind, tag, options }: Shown): Act[] => {
    if (kind === 'nudge') return once('nudge') > 30 ? [] : [tap('open')];
    if (['fallback', 'seen', 'family'].includes(kind)) return [];
    if (options.includes('opinion:open')) return once('opinion') > 1 ? [] : [tap('opinion:open')];
    // They type as people do, now and then in another language, and stay with theirs.
    if (options.includes('switch:leave')) return [tap('switch:leave')];
    if (tag === 'prove') return [words(nameOf(seed), tag)];
    if (options.includes('hold_after:safe')) return once('hold') > 3 ? [] : [tap('hold_after:safe')];
    if (options.includes('papers:later')) {
      const n = once('papers');
      return n === 1 ? album() : n > 12 ? [] : [tap('papers:later')];
    }
    const step = flow.steps.find(({ name }) => name === tag);
    if (!step) return [];
    const n = once(tag);
    if (n > 25 || step.kind === 'documents') return [];
    if (tag === 'name') return [words(nameOf(seed), tag)];
    if (tag === 'language') return [tap('language:en')];
    const state = { picked: (step.several ?? 1) > 1 && n > 1 ? ['x'] : [] } as unknown as State;
    const answer = answers(flow, state, step, seeded(hash(seed, tag, n)));
    return [{ event: answer }];
  };

  return {
    /** How it begins. */
    begins: (): Act => ({ event: says('hello') }),
    /** How long it takes over what it saw, in milliseconds. */
    thinks: (tag: string) => (3 + (hash(seed, tag) % 40)) * 1_000,
    /** What it does about what it saw since it last did something, the last first. */
    answers(shown: readonly Shown[]): Act[] {
      // Whatever else was said, the opinion is what they waited for.
      const ready = shown.filter(({ options }) =>
        options.some((id) => id === 'opinion:open' || id === 'switch:leave'),
      );
      for (const one of [...ready, ...shown.toReversed()]) {
        const acts = about(one);
        if (acts.length) return acts;
      }
      return [];
    },
  };
}

const NAMES = ['Sunita Devi', 'Mohan Lal', 'Farida Khatun', 'Lakshmi Iyer', 'Gita Sen'];
const nameOf = (seed: number) => NAMES[hash(seed, 'name') % NAMES.length]!;

const TYPES = ['histopathology', 'ihc_molecular', 'radiology', 'lab', 'other'];

/** What the reader finds on a photo: always the same, whenever it is read. */
export function pageOf(seed: number, media: string, at: string): Happening {
  const pick = hash(seed, media, 'page');
  const origin = { kind: 'page', document: `d-${media}`, page: 1, box: [0, 0, 1, 1], words: 'x' };
  const fact = (path: string, value: string) => ({
    id: `${media}-${path}`,
    path,
    value,
    at,
    from: origin,
    sure: 0.99,
    accepted: true,
  });
  const facts = [
    fact('tumour.er', pick % 3 ? 'positive' : 'negative'),
    fact('report.date', `2026-10-0${1 + (pick % 9)}`),
  ];
  const document = { id: `d-${media}`, media, type: TYPES[pick % TYPES.length], pages: 1, faults: [], facts };
  return { kind: 'document_read', document };
}
