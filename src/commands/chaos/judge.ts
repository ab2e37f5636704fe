import type { Row } from './row.ts';

/** Something that must never happen, by its rule. */
export interface Wrong {
  rule: string;
  row: string;
}

/** What the judge sees; it knows nothing of the planner, and states the rules anew. */
export interface Seen {
  /** When the person last wrote, as the provider knows. */
  lastWrote: number;
  /** The relative's phone may be written to, as far as we were told. */
  allowed: boolean;
  shown: readonly { row: Row; at: number }[];
}

const HOUR = 3_600_000;
const UNASKED = new Set(['update', 'opinion', 'reminder', 'nudge', 'family', 'fallback']);

/** All that is illegal about one message at the moment it leaves. */
export function judge(row: Row, now: number, { lastWrote, allowed, shown }: Seen): Wrong[] {
  const isTemplate = row.letter.message.kind === 'template';
  const hour = Math.floor(((((now + 5.5 * HOUR) / HOUR) % 24) + 24) % 24);
  const isNight = hour >= 21 || hour < 9;
  const awake = row.audience === 'person' && now - lastWrote <= HOUR / 2;
  const texts = shown.filter(
    (one) => one.row.kind === 'fallback' && one.row !== row && now - one.at < 12 * HOUR,
  );
  const original = shown.some(({ row: one }) => `${one.id}.sms` === row.id && one.state === 'read');
  const rules: [string, boolean][] = [
    [
      'free words with the window shut',
      row.channel === 'whatsapp' && !isTemplate && now - lastWrote >= 24 * HOUR,
    ],
    ['an SMS nobody allowed', row.channel === 'sms' && !allowed],
    ['unasked at night', UNASKED.has(row.kind) && isNight && !awake],
    ['a second SMS within twelve hours', row.kind === 'fallback' && texts.length > 0],
    ['two channels for what was read', row.kind === 'fallback' && original],
    [
      'more than one part',
      row.channel === 'sms' && row.letter.message.kind === 'text' && row.letter.message.text.length > 160,
    ],
  ];
  return rules.filter(([, broken]) => broken).map(([rule]) => ({ rule, row: row.id }));
}
