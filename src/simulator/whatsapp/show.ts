import type { SimMessage } from '../contract.ts';
import type { Files } from '../files.ts';
import { field, listAt, textAt } from './read.ts';
import type { Filled } from './templates.ts';
import type { Stored } from './people.ts';

type Shown = Pick<Stored, 'kind' | 'text' | 'footer' | 'options' | 'open' | 'file' | 'tapped' | 'category'>;
type Option = SimMessage['options'][number];

const plain: Shown = {
  kind: 'text',
  text: '',
  footer: null,
  options: [],
  open: null,
  file: null,
  tapped: null,
  category: 'service',
};

function option(value: unknown): Option {
  return {
    id: textAt(value, 'id') ?? '',
    title: textAt(value, 'title') ?? '',
    description: textAt(value, 'description') ?? null,
  };
}

function interactive(body: unknown): Shown {
  const it = field(body, 'interactive');
  const header = textAt(it, 'header', 'text');
  const text = [header && `*${header}*`, textAt(it, 'body', 'text')].filter(Boolean).join('\n');
  const shown = { ...plain, text, footer: textAt(it, 'footer', 'text') ?? null };
  if (textAt(it, 'type') === 'button') {
    const options = (listAt(it, 'action', 'buttons') ?? []).map((b) => option(field(b, 'reply')));
    return { ...shown, kind: 'buttons', options, tapped: 'button_reply' };
  }
  if (textAt(it, 'type') === 'list') {
    const rows = (listAt(it, 'action', 'sections') ?? []).flatMap((s) => listAt(s, 'rows') ?? []);
    const open = textAt(it, 'action', 'button') ?? null;
    return { ...shown, kind: 'list', options: rows.map(option), open, tapped: 'list_reply' };
  }
  return { ...shown, kind: 'other' };
}

function media(body: unknown, type: string, files: Files): Shown {
  const kept = files.get(textAt(body, type, 'id') ?? '');
  const name = textAt(body, type, 'filename') ?? kept?.name ?? null;
  const file = kept ? { id: kept.id, name, mime: kept.mime, bytes: kept.bytes.length } : null;
  const kind = type === 'image' || type === 'document' || type === 'audio' ? type : 'other';
  return { ...plain, kind, text: textAt(body, type, 'caption') ?? '', file };
}

/** What the person sees of a message that the service sent. */
export function show(body: unknown, files: Files, filled: Filled | null): Shown {
  const type = textAt(body, 'type') ?? 'text';
  if (filled) {
    const options = filled.buttons.map((b) => ({ ...b, description: null }));
    return { ...plain, kind: 'template', text: filled.text, options, tapped: 'button', category: 'utility' };
  }
  if (type === 'text') return { ...plain, text: textAt(body, 'text', 'body') ?? '' };
  if (type === 'interactive') return interactive(body);
  if (type === 'location') return { ...plain, kind: 'other', text: textAt(body, 'location', 'name') ?? '' };
  return media(body, type, files);
}
