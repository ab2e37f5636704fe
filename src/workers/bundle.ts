import type { Leased } from '../db/outbox.ts';
import type { Letter, MessageKind } from '../db/effects.ts';

/** One message that waits behind another of the same person. */
export interface Behind {
  id: string;
  kind: MessageKind;
  voice: string;
  due: Date;
  message: Letter['message'];
}

/** What becomes of those that wait: the words of all that go along, and for each why it does or does not. */
export interface Bundle {
  text: string;
  along: readonly string[];
  reasons: readonly {
    id: string;
    why: 'bundled' | 'not_due' | 'other_kind' | 'other_voice' | 'no_words' | 'too_long';
  }[];
}

/** Nobody reads more in one bubble; and a message of 4,096 letters is the most WhatsApp takes. */
const LONGEST = 1_600;

/**
 * News that waited (for the morning, for the window, for its turn) goes as one message, in its order, word for word.
 * The first that cannot come along ends the bundle, so that nothing overtakes. Pure.
 */
export function bundle(first: Leased, behind: readonly Behind[], now: Date, longest = LONGEST): Bundle {
  const { message } = first.letter;
  // What may be out there already must stay as it is: a second try says the same again.
  if (first.kind !== 'update' || first.channel === 'sms' || message.kind !== 'text' || first.unsettled)
    return { text: '', along: [], reasons: [] };
  let text = message.text;
  const along: string[] = [];
  const reasons: Bundle['reasons'][number][] = [];
  for (const one of behind) {
    const why =
      against(first, one, now) ?? (sizeOf(text, one) > Math.min(longest, LONGEST) ? 'too_long' : 'bundled');
    reasons.push({ id: one.id, why });
    if (why !== 'bundled' || one.message.kind !== 'text') break;
    text += `\n\n${one.message.text}`;
    along.push(one.id);
  }
  return { text, along, reasons };
}

function against(
  first: Leased,
  one: Behind,
  now: Date,
): 'not_due' | 'other_kind' | 'other_voice' | 'no_words' | undefined {
  if (one.due > now) return 'not_due';
  if (one.kind !== 'update') return 'other_kind';
  if (one.voice !== first.voice) return 'other_voice';
  return one.message.kind === 'text' ? undefined : 'no_words';
}

const sizeOf = (text: string, { message }: Behind) =>
  text.length + 2 + (message.kind === 'text' ? message.text.length : 0);
