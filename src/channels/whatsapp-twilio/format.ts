import type { Alias, Failure, Option, Outbound } from '../channel.ts';
import { failure } from '../sms/failures.ts';
import { templateValue } from '../template-value.ts';

/** Twilio's limits, in UTF-16 units: of a free text, and of a question with buttons or a list. */
const LIMITS = { text: 1600, body: 1024, button: 20, row: 24, about: 72, open: 20 } as const;

/** What a message is at Twilio: plain words, a Content to be made, or a template that was approved; with values by number. */
export type Form =
  | { body: string }
  | { make: Content; variables: Record<string, string> }
  | { contentSid: string; variables: Record<string, string> };

/** The types of a Content, as `POST /v1/Content` takes them. */
export type Content = Record<string, object>;

/** The address of a person as Twilio writes it. */
export function addressOf({ kind, value }: Alias): string | undefined {
  return kind === 'parent_id' ? undefined : `whatsapp:${value}`;
}

/** The form of a message, or why it has none. `contents` holds the ids of approved templates by `name:language`. */
export function format(
  message: Exclude<Outbound, { kind: 'seen' }>,
  contents: Readonly<Record<string, string>>,
): Form | { failure: Failure } {
  switch (message.kind) {
    case 'text':
      return plain(message.text);
    case 'choice':
      return question(message) ?? plain(numbered(message));
    case 'file':
      // Twilio fetches files from a public address; a paper of a patient has none.
      return { failure: failure('no_files') };
    case 'template': {
      const contentSid = contents[`${message.name}:${message.language}`];
      if (message.parameters.some((value) => value.trim() === '')) return { failure: failure('empty') };
      const values = message.parameters.map((value, i) => [String(i + 1), templateValue(value)]);
      const variables = Object.fromEntries(values) as Record<string, string>;
      return contentSid ? { contentSid, variables } : { failure: failure('no_content') };
    }
  }
}

function plain(text: string): Form | { failure: Failure } {
  if (text.trim() === '') return { failure: failure('empty') };
  return text.length > LIMITS.text ? { failure: failure('too_long') } : { body: text };
}

type Choice = Extract<Outbound, { kind: 'choice' }>;

/** Buttons up to three, a list up to ten; nothing where a part does not fit. */
function question(message: Choice): Form | undefined {
  const { options, open } = message;
  const body = [message.text, message.hint].filter(Boolean).join('\n\n');
  if (!body.trim() || body.length > LIMITS.body || !options.length || options.length > 10) return undefined;
  const alone = (most: number) => options.every(({ title }) => title && title.length <= most);
  const { variables, place, lines } = places();
  if (options.length <= 3 && alone(LIMITS.button) && options.every((one) => !one.description)) {
    const quick = {
      body: lines(body),
      actions: options.map(({ id, title }) => ({ id: place(id), title: place(title) })),
    };
    return { make: { 'twilio/quick-reply': quick }, variables };
  }
  const short = options.every((one) => (one.description ?? '').length <= LIMITS.about);
  if (!alone(LIMITS.row) || !short || !open || open.length > LIMITS.open) return undefined;
  const list = {
    body: lines(body),
    button: place(open),
    items: options.map(({ id, title, description }) => ({
      id: place(id),
      item: place(title),
      ...(description ? { description: place(description) } : {}),
    })),
  };
  return { make: { 'twilio/list-picker': list }, variables };
}

/**
 * A Content is stored at Twilio for good. So it holds a shape alone, with a place for each line, and the words of a person
 * go with the message only. A value may hold no line break (21656), so that each line has its own.
 */
function places() {
  const variables: Record<string, string> = {};
  const place = (text: string): string => {
    const n = Object.keys(variables).length + 1;
    variables[n] = templateValue(text);
    return `{{${n}}}`;
  };
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => (line.trim() ? place(line.trim()) : ''))
      .join('\n');
  return { variables, place, lines };
}

function numbered({ text, options, hint }: Choice): string {
  const lines = options.map(({ title }: Option, i) => `${i + 1}. ${title}`);
  return [text, lines.join('\n'), hint].filter(Boolean).join('\n\n');
}
