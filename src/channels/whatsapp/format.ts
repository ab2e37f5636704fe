import type { Alias, Failure, Option, Outbound } from '../channel.ts';
import { templateValue } from '../template-value.ts';
import { failure } from './failures.ts';

/** The body of one `POST /messages`, or why WhatsApp would not take it. */
export type Formatted = { body: object } | { failure: Failure };

/** Limits of the Cloud API, in UTF-16 units. A longer text is refused, never cut. */
const LIMITS = {
  text: 4096,
  caption: 1024,
  buttons: { body: 1024, count: 3, title: 20, id: 256 },
  list: { body: 4096, count: 10, title: 24, id: 200, description: 72, open: 20 },
  footer: 60,
} as const;

const IMAGES = new Set(['image/jpeg', 'image/png']);
const IMAGE_BYTES = 5 * 1024 * 1024;
const DOCUMENT_BYTES = 100 * 1024 * 1024;
const DOCUMENTS =
  /^(text\/plain|application\/(pdf|msword|vnd\.(ms-(excel|powerpoint)|openxmlformats-officedocument\.(wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.presentation))))$/;

/** What a file is sent as: photos small enough as images, papers as documents; undefined when not at all. */
export function fileKind(mime: string, bytes: number): 'image' | 'document' | 'too_big' | 'file_type' {
  if (IMAGES.has(mime)) return bytes <= IMAGE_BYTES ? 'image' : 'too_big';
  if (!DOCUMENTS.test(mime)) return 'file_type';
  return bytes <= DOCUMENT_BYTES ? 'document' : 'too_big';
}

/**
 * The exact request for a message. `id` is our outbox id, which Meta hands back in receipts;
 * `media` the id of the uploaded file, for `file`.
 */
export function format(message: Outbound, to: Alias, id: string, media = ''): Formatted {
  if (message.kind === 'seen') {
    const typing = { typing_indicator: { type: 'text' } };
    return { body: { messaging_product: 'whatsapp', status: 'read', message_id: message.of, ...typing } };
  }
  const part = payload(message, media);
  if ('failure' in part) return part;
  const replyTo = message.kind === 'template' ? undefined : message.replyTo;
  return {
    body: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      // With both given Meta takes `to`; a person who shows no phone is named by id.
      ...(to.kind === 'phone' ? { to: to.value } : { recipient: to.value }),
      ...(replyTo ? { context: { message_id: replyTo } } : {}),
      biz_opaque_callback_data: id,
      ...part.body,
    },
  };
}

type Payload = Exclude<Outbound, { kind: 'seen' }>;

function payload(message: Payload, media: string): Formatted {
  switch (message.kind) {
    case 'text':
      return text(message.text);
    case 'choice':
      return buttons(message) ?? list(message) ?? text(numbered(message));
    case 'file':
      return file(message, media);
    case 'template':
      return template(message);
  }
}

function text(body: string): Formatted {
  if (body.trim() === '') return { failure: failure('empty') };
  if (body.length > LIMITS.text) return { failure: failure('too_long') };
  return { body: { type: 'text', text: { body, preview_url: false } } };
}

type Choice = Extract<Outbound, { kind: 'choice' }>;

/** Text and footer: a hint that is too long for the footer stands below the text. */
function framed(message: Choice, longest: number): { body: object; footer?: object } | undefined {
  const below = message.hint && message.hint.length > LIMITS.footer;
  const said = below ? `${message.text}\n\n${message.hint}` : message.text;
  if (said.trim() === '' || said.length > longest) return;
  const footer = message.hint && !below ? { footer: { text: message.hint } } : {};
  return { body: { text: said }, ...footer };
}

const distinct = (values: string[]): boolean => new Set(values).size === values.length;

const fits = (options: Option[], limit: { count: number; title: number; id: number }): boolean =>
  options.length >= 1 &&
  options.length <= limit.count &&
  options.every(({ id, title }) => id && title && id.length <= limit.id && title.length <= limit.title) &&
  distinct(options.map(({ id }) => id));

/** Reply buttons. They cannot show a description, so options that have one go into a list. */
function buttons(message: Choice): Formatted | undefined {
  const { options } = message;
  const frame = framed(message, LIMITS.buttons.body);
  if (!frame || !fits(options, LIMITS.buttons) || options.some(({ description }) => description)) return;
  if (!distinct(options.map(({ title }) => title))) return;
  const replies = options.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
  return {
    body: { type: 'interactive', interactive: { type: 'button', ...frame, action: { buttons: replies } } },
  };
}

function list(message: Choice): Formatted | undefined {
  const { options, open } = message;
  const frame = framed(message, LIMITS.list.body);
  if (!frame || !fits(options, LIMITS.list) || !open || open.length > LIMITS.list.open) return;
  if (options.some(({ description }) => (description ?? '').length > LIMITS.list.description)) return;
  const rows = options.map(({ id, title, description }) => ({
    id,
    title,
    ...(description ? { description } : {}),
  }));
  const action = { button: open, sections: [{ rows }] };
  return { body: { type: 'interactive', interactive: { type: 'list', ...frame, action } } };
}

/** A question as plain text with numbered lines, for what fits neither buttons nor a list. */
function numbered({ text: question, options, hint }: Choice): string {
  const lines = options.map(
    ({ title, description }, i) => `${i + 1}. ${title}${description ? ` – ${description}` : ''}`,
  );
  return [question, lines.join('\n'), hint].filter(Boolean).join('\n\n');
}

function file(message: Extract<Outbound, { kind: 'file' }>, id: string): Formatted {
  const { file: sent, caption } = message;
  if (caption.length > LIMITS.caption) return { failure: failure('too_long') };
  const type = fileKind(sent.mime, sent.bytes.byteLength);
  if (type === 'too_big' || type === 'file_type') return { failure: failure(type) };
  const named = type === 'document' ? { filename: sent.name } : {};
  return { body: { type, [type]: { id, ...named, ...(caption ? { caption } : {}) } } };
}

function template(message: Extract<Outbound, { kind: 'template' }>): Formatted {
  const { name, language, parameters, payloads = [] } = message;
  if (parameters.some((parameter) => parameter.trim() === '')) return { failure: failure('empty') };
  const body = {
    type: 'body',
    parameters: parameters.map((raw) => ({ type: 'text', text: templateValue(raw) })),
  };
  const replies = payloads.map((payload, index) => ({
    type: 'button',
    sub_type: 'quick_reply',
    index: String(index),
    parameters: [{ type: 'payload', payload }],
  }));
  const components = [...(parameters.length > 0 ? [body] : []), ...replies];
  const filled = { name, language: { code: language }, ...(components.length > 0 ? { components } : {}) };
  return { body: { type: 'template', template: filled } };
}
