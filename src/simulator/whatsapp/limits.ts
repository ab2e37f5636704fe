import { refuse } from './errors.ts';
import type { Refusal } from './errors.ts';
import { field, listAt, textAt } from './read.ts';

/** Lengths count UTF-16 units, the strictest way to count. */
function length(value: unknown, name: string, low: number, high: number, path: string[]): Refusal | null {
  const text = textAt(value, ...path);
  if (text === undefined) return low > 0 ? refuse(131008, `${name} is required.`) : null;
  if (text.length < low || text.length > high)
    return refuse(131009, `${name} length invalid. Min length: ${low}, Max length: ${high}`);
  return null;
}

const first = (checks: (Refusal | null)[]): Refusal | null => checks.find((c) => c !== null) ?? null;

/** Whether a value comes twice; ids and titles may not. */
function twice(values: (string | undefined)[], name: string): Refusal | null {
  return new Set(values).size < values.length ? refuse(131009, `Duplicated ${name}.`) : null;
}

function checkText(body: unknown): Refusal | null {
  const text = textAt(body, 'text', 'body');
  if (!text) return refuse(131008, "Parameter 'text.body' is required.");
  return text.length > 4096 ? refuse(100, "Param text['body'] must be at most 4096 characters long.") : null;
}

function checkButtons(interactive: unknown): Refusal | null {
  const buttons = listAt(interactive, 'action', 'buttons');
  if (!buttons) return refuse(131008, 'Buttons are required.');
  if (buttons.length < 1 || buttons.length > 3)
    return refuse(131009, 'Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3');
  const replies = buttons.map((b) => field(b, 'reply'));
  return first([
    ...buttons.map((b) =>
      textAt(b, 'type') === 'reply' ? null : refuse(131009, 'Button type must be reply.'),
    ),
    ...replies.map((r) => length(r, 'Button title', 1, 20, ['title'])),
    ...replies.map((r) => length(r, 'Button id', 1, 256, ['id'])),
    twice(
      replies.map((r) => textAt(r, 'id')),
      'button id',
    ),
    twice(
      replies.map((r) => textAt(r, 'title')),
      'button title',
    ),
  ]);
}

function checkRows(interactive: unknown): Refusal | null {
  const sections = listAt(interactive, 'action', 'sections');
  if (!sections || sections.length < 1) return refuse(131008, 'Sections are required.');
  if (sections.length > 10) return refuse(131009, 'Max allowed sections: 10');
  const rows = sections.flatMap((s) => listAt(s, 'rows') ?? []);
  // Ten in total, over all sections: the limit most often read wrongly.
  if (rows.length < 1 || rows.length > 10)
    return refuse(131009, 'Total row count exceed max allowed count: 10, and at least 1 is required');
  return first([
    length(interactive, 'List button', 1, 20, ['action', 'button']),
    ...sections.map((s) => length(s, 'Section title', sections.length > 1 ? 1 : 0, 24, ['title'])),
    ...rows.map((r) => length(r, 'Row title', 1, 24, ['title'])),
    ...rows.map((r) => length(r, 'Row id', 1, 200, ['id'])),
    ...rows.map((r) => length(r, 'Row description', 0, 72, ['description'])),
    twice(
      rows.map((r) => textAt(r, 'id')),
      'row id',
    ),
  ]);
}

function checkInteractive(body: unknown): Refusal | null {
  const interactive = field(body, 'interactive');
  const type = textAt(interactive, 'type');
  const header = textAt(interactive, 'header', 'type');
  if (type !== 'button' && type !== 'list')
    return ['cta_url', 'location_request_message', 'contact_request', 'flow'].includes(type ?? '')
      ? length(interactive, 'Body text', 1, 1024, ['body', 'text'])
      : refuse(131009, 'Interactive type is not valid.');
  if (type === 'list' && header !== undefined && header !== 'text')
    return refuse(131009, 'Header of a list must be text.');
  return first([
    length(interactive, 'Body text', 1, type === 'list' ? 4096 : 1024, ['body', 'text']),
    length(interactive, 'Header text', header === 'text' ? 1 : 0, 60, ['header', 'text']),
    length(interactive, 'Footer text', 0, 60, ['footer', 'text']),
    type === 'list' ? checkRows(interactive) : checkButtons(interactive),
  ]);
}

function checkMedia(body: unknown, type: string): Refusal | null {
  const media = field(body, type);
  const id = textAt(media, 'id');
  const link = textAt(media, 'link');
  if (!id === !link) return refuse(131008, `Exactly one of '${type}.id' and '${type}.link' is required.`);
  if (type === 'audio' && textAt(media, 'caption')) return refuse(131009, 'Audio takes no caption.');
  return first([
    length(media, 'Caption', 0, 1024, ['caption']),
    length(media, 'File name', 0, 240, ['filename']),
  ]);
}

function checkReaction(body: unknown): Refusal | null {
  if (!textAt(body, 'reaction', 'message_id')) return refuse(131008, 'reaction.message_id is required.');
  return textAt(body, 'reaction', 'emoji') === undefined
    ? refuse(131008, 'reaction.emoji is required.')
    : null;
}

function checkLocation(body: unknown): Refusal | null {
  const ok = ['latitude', 'longitude'].every((k) =>
    Number.isFinite(Number(field(body, 'location', k) ?? NaN)),
  );
  return ok ? null : refuse(131009, 'location.latitude and location.longitude are required numbers.');
}

/** What Meta would refuse in a message before it looks at who gets it; null when nothing. */
export function checkMessage(body: unknown): Refusal | null {
  const callback = textAt(body, 'biz_opaque_callback_data');
  if (callback && callback.length > 512) return refuse(131009, 'biz_opaque_callback_data is too long: 512.');
  if (field(body, 'context') !== undefined && !textAt(body, 'context', 'message_id'))
    return refuse(131009, 'context.message_id is not valid.');
  const type = textAt(body, 'type') ?? 'text';
  if (type === 'text') return checkText(body);
  if (type === 'interactive') return checkInteractive(body);
  if (type === 'reaction') return checkReaction(body);
  if (type === 'location') return checkLocation(body);
  if (type === 'template') return null;
  if (['image', 'document', 'audio', 'video', 'sticker'].includes(type)) return checkMedia(body, type);
  return refuse(131051, 'Message type is not supported.');
}
