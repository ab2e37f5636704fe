import type { Fact } from '../cases/facts.ts';
import type { Paper } from '../cases/paper.ts';
import { printOf } from '../cases/print.ts';
import type { Status } from '../cases/status.ts';
import type { Flow } from '../engine/flow.ts';
import type { State } from '../engine/state.ts';
import type { Media, Numbered, ReadDocument } from '../engine/types.ts';
import { phone, type Happening, type Phone, type Seat } from './seats.ts';

/** A conversation that is played line by line. The clock moves only by `~` lines. */
export interface Play {
  /** What was said and done after this line, as transcript lines. */
  line(text: string): string[];
  state(): State;
}

const STAFF_VERBS =
  /^! (?:taken|said|handed back|waved|status|signed|asks|fact|family|heard|renamed|complaint|arranged|closed)\b/;

/** Whether a transcript line is something that happens, not something that was answered. */
export function isInput(line: string): boolean {
  return /^[>=~]/.test(line) || STAFF_VERBS.test(line);
}

/** Plays a whole transcript: keeps its comments and inputs, and writes anew all that was answered. */
export function playScript(flow: Flow, script: string): string {
  const play = begin(flow);
  const out: string[] = [];
  for (const line of script.split('\n').map((one) => one.trimEnd())) {
    if (line.startsWith('#')) out.push(line);
    else if (isInput(line)) out.push('', line, ...play.line(line));
  }
  return `${out.join('\n').trim()}\n`;
}

/** A conversation at its beginning. 24 November 2026, ten in the morning in India. */
export function begin(flow: Flow, at = '2026-11-24T04:30:00.000Z'): Play {
  let now = Date.parse(at);
  const all = phone(flow);
  const happen = (seat: Seat, event: Happening) => all.happen(seat, event, now).flatMap(show);
  const fire = (until: number): string[] => {
    const out: string[] = [];
    for (let i = 0; i < 50; i += 1) {
      const waiting = all.seats.flatMap((seat) => [...seat.timers].map(([key, due]) => ({ seat, key, due })));
      const [next] = waiting.sort((a, b) => a.due - b.due);
      if (!next || next.due > until) break;
      next.seat.timers.delete(next.key);
      now = Math.max(now, next.due);
      out.push(...happen(next.seat, { kind: 'timer', key: next.key }));
    }
    now = Math.max(now, until);
    return out;
  };
  return {
    state: () => all.now().state,
    line(text) {
      if (text.startsWith('~')) {
        const what = text.slice(1).trim();
        const due = all.now().timers.get(what);
        return fire(due ?? now + duration(what));
      }
      const count = all.count();
      const event = eventOf(text, count + 1, (i) => `e${count - i}`);
      return happen(seatOf(all, event), event);
    },
  };
}

/** Where an event belongs: a read page where it was asked for; what begins with a reference to that request; all else to the one that speaks. */
function seatOf(all: Phone, event: Happening): Seat {
  const own = event['kind'] === 'photo_faulty' ? String(event['media']) : undefined;
  const media = own ?? (event['document'] as ReadDocument | undefined)?.media;
  const read = media && all.seats.find(({ files }) => files.has(media));
  if (read) return read;
  const [, reference, choice] = /^([A-Z0-9]{6})\/(.*)/.exec(String(event['choice'] ?? '')) ?? [];
  const seat = all.seats.find((one) => one.reference === reference);
  if (!seat) return all.now();
  event['choice'] = choice;
  all.turnTo(seat);
  return seat;
}

function duration(text: string): number {
  const [, n = '0', unit = 's'] = /^(\d+) ?([smhd])/.exec(text) ?? [];
  return Number(n) * { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 's'];
}

const PICTURE = { hash: 'f'.repeat(64), name: 'photo.jpg', mime: 'image/jpeg' };

/** The event of one transcript line. */
function eventOf(line: string, count: number, ago: (messages: number) => string): Record<string, unknown> {
  const rest = line.slice(1).trim();
  const [, seen, faults = ''] = /^(\S+) looks (.*)/.exec(rest) ?? [];
  if (line.startsWith('=') && seen)
    return { kind: 'photo_faulty', media: seen, faults: faults.split(/\W+/), picture: PICTURE };
  if (line.startsWith('=')) return { kind: 'document_read', document: documentOf(rest, count) };
  const [, back, heard = ''] = /^heard (\d+): (.*)/.exec(rest) ?? [];
  if (line.startsWith('!') && back)
    return { kind: 'voice_read', of: ago(Number(back) - 1), media: 'v', text: heard };
  const [, asks, paper, fault] = /^(.+) asks for (\S+) again: (\w+)$/.exec(rest) ?? [];
  if (line.startsWith('!') && asks)
    return { kind: 'retake_asked', by: staff(asks), document: paper, fault, picture: PICTURE };
  const [, waves] = /^waved by (.+)/.exec(rest) ?? [];
  // Of the message just before.
  if (line.startsWith('!') && waves) return { kind: 'waved', by: staff(waves), upTo: ago(0) };
  if (line.startsWith('!')) return staffEvent(rest, count);
  const message = { kind: 'message', shape: 'text', text: rest, media: [] as Media[] };
  const [, verb, what = ''] = /^\((\w+) ?(.*?)\)/.exec(rest) ?? [];
  const caption = verb ? rest.slice(rest.indexOf(')') + 1).trim() : '';
  switch (verb) {
    case 'photo':
      return {
        ...message,
        shape: 'media',
        text: caption,
        media: [{ id: what, type: 'image', mime: 'image/jpeg' }],
      };
    case 'file':
      return {
        ...message,
        shape: 'media',
        text: caption,
        media: [{ id: what, type: 'document', fileName: `${what}.pdf` }],
      };
    case 'voice':
      return { ...message, shape: 'media', text: '', media: [{ id: what || `v${count}`, type: 'audio' }] };
    case 'sticker':
      return { ...message, shape: 'media', text: '', media: [{ id: `s${count}`, type: 'sticker' }] };
    case 'tap':
      return { ...message, shape: 'choice', text: what, choice: what };
    case 'contact':
      return { ...message, shape: 'contact', text: '', contacts: [{ name: 'Contact', phones: [what] }] };
    case 'location':
      return { ...message, shape: 'location', text: '', location: { latitude: 25.6, longitude: 85.1 } };
    case 'quote':
      return { ...message, text: caption, asked: what };
    case 'edit':
      return { ...message, shape: 'edit', text: caption, about: ago(Number(what) - 1) };
    case 'revoke':
      return { ...message, shape: 'revoke', text: '', about: ago(Number(what || 1) - 1) };
    case 'reaction':
    case 'unsupported':
      return { ...message, shape: verb, text: '' };
    default:
      return message;
  }
}

/** `p1 histopathology | blurred | patient.name Sunita Devi | ihc.her2 3+ ?two_readings | words … | failure encrypted | duplicate` */
function documentOf(line: string, count: number): ReadDocument {
  const [head = '', ...parts] = line.split('|').map((part) => part.trim());
  const [media = '', type = 'other'] = head.split(/\s+/);
  const document: ReadDocument = { id: `d-${media}`, media, type, pages: 1, faults: [], facts: [] };
  for (const [i, part] of parts.entries()) {
    const [word = '', ...values] = part.split(/\s+/);
    if (word === 'failure') document.failure = values[0] ?? 'crashed';
    else if (word === 'duplicate') document.duplicateOf = 'd-earlier';
    else if (word === 'words') document.print = printOf([values.join(' ')]);
    else if (word.includes('.')) document.facts.push(factOf(`f${count}-${i}`, media, word, values.join(' ')));
    else document.faults.push(word);
  }
  return document;
}

function factOf(id: string, media: string, path: string, value: string): Fact {
  // `ihc.her2 3+ ?two_readings` is a value that was hard to read.
  const [, said = value, doubt] = /^(.*?)\s*\?(\w+)$/.exec(value) ?? [];
  if (doubt) return { ...factOf(id, media, path, said), sure: 0.7, accepted: false, doubt };
  const number = Number(value);
  const normal = value && Number.isFinite(number) ? { normal: number } : {};
  const from = { kind: 'page', document: `d-${media}`, page: 1, box: [0, 0, 1, 1], words: value } as const;
  return { id, path, value, ...normal, at: '2026-11-24T04:30:00.000Z', from, sure: 0.98, accepted: true };
}

const staff = (name: string) => ({ id: name.toLowerCase().replace(/\W+/g, '-'), name });

function staffEvent(rest: string, count: number): Record<string, unknown> {
  const by = staff;
  const [, taken] = /^taken by (.+)/.exec(rest) ?? [];
  if (taken) return { kind: 'taken', by: by(taken) };
  const [, back, added] = /^handed back by ([^:]+)(?:: (.*))?/.exec(rest) ?? [];
  if (back) return { kind: 'handed_back', by: by(back), ...(added ? { summary: added } : {}) };
  const [, who, text] = /^said ([^:]+): (.*)/.exec(rest) ?? [];
  if (who) return { kind: 'said', by: by(who), text };
  const [, to, reason] = /^status (\w+)(?:: (.*))?/.exec(rest) ?? [];
  if (to)
    return { kind: 'status_changed', to: to as Status, by: by('Asha Nair'), ...(reason ? { reason } : {}) };
  const [, arranged] = /^arranged: ?(.*)/.exec(rest) ?? [];
  if (arranged !== undefined)
    return { kind: 'papers_arranged', by: by('Asha Nair'), papers: arranged.split(',').map(paperOf) };
  const [, done] = /^closed (\w+)/.exec(rest) ?? [];
  if (done) return { kind: 'task_closed', what: done, by: by('Asha Nair') };
  const [, lead, answer] = /^complaint closed by ([^:]+)(?:: (.*))?/.exec(rest) ?? [];
  if (lead) return { kind: 'complaint_closed', by: by(lead), ...(answer ? { answer } : {}) };
  if (rest === 'renamed') return { kind: 'renamed' };
  if (rest.startsWith('family')) return { kind: 'family_opted', out: rest.includes('stop') };
  const [, first, n, asker, question] = /^asks( first)?(?: (\d+))? ([^:]+): (.*)/.exec(rest) ?? [];
  if (asker && question)
    return {
      kind: 'question_asked',
      by: by(asker),
      text: question,
      ...(first ? { hold: true } : {}),
      ...(n ? { n: Number(n) } : {}),
    };
  const [, path, value] = /^fact (\S+) (.*)/.exec(rest) ?? [];
  if (path && value)
    return { kind: 'fact_added', fact: factOf(`s${count}`, 'desk', path, value), by: by('Asha Nair') };
  const [doctor = '', qualification = '', registration = '', summary = '', ...answers] = rest
    .replace(/^signed /, '')
    .split(' | ');
  const file = { hash: 'f'.repeat(64), name: 'request-K7M2QX.pdf', mime: 'application/pdf', bytes: 1 };
  const pairs = answers
    .map((one) => one.split(' => '))
    .map(([question = '', answer = '']) => ({ question, answer }));
  const opinion = { id: `o${count}`, doctor, qualification, registration, summary, answers: pairs, file };
  return { kind: 'opinion_signed', opinion, by: by(doctor) };
}

/** `p1 histopathology 1/3 @a`: page one of three, which the desk put together with all others that bear `a`. */
function paperOf(text: string): Paper {
  const [media = '', type = 'other', ...more] = text.trim().split(/\s+/);
  const [page, of] =
    more
      .find((one) => one.includes('/'))
      ?.split('/')
      .map(Number) ?? [];
  const together = more.find((one) => one.startsWith('@'));
  return {
    id: `d-${media}`,
    type,
    ...(page && of ? { page, of } : {}),
    ...(together ? { together } : {}),
  };
}

/** One effect as transcript lines. Those that only keep the house are not shown. */
function show(effect: Numbered): string[] {
  switch (effect.kind) {
    case 'send': {
      const { message, voice } = effect;
      const who = voice === 'staff' ? '< [staff] ' : '< ';
      if (message.kind === 'crop') return [`${who}(a place on ${message.document}) ${message.caption}`];
      if (message.kind === 'file') return [`${who}(file ${message.file.name}) ${message.caption}`];
      const lines = `${who}${message.text}`.split('\n').map((line, i) => (i ? `  ${line}`.trimEnd() : line));
      if (message.kind === 'text') return lines;
      const options = message.options.map(({ title }, i) => `${i + 1} ${title}`).join(' | ');
      return [...lines, `  [${options}]`, `  (${message.hint ?? ''})`];
    }
    case 'family':
      return [`! sms ${effect.to} ${effect.text}`];
    case 'permit':
      return [`! permit ${effect.phone} ${effect.given ? 'given' : 'taken back'}`];
    case 'consent':
      return [
        `! consent ${effect.purpose} ${effect.given ? 'given' : 'refused'} by ${effect.speaker}, ${effect.language}, ${effect.version}`,
      ];
    case 'learn':
      return [
        `! learn ${effect.fact.path} = ${effect.fact.value}${effect.fact.corrects ? ' (corrects)' : ''}${effect.fact.doubt ? ` (not accepted: ${effect.fact.doubt})` : ''}`,
      ];
    case 'read':
      return [
        `! read ${effect.media.id}${effect.keepOnly ? ', by people only' : ''}${effect.again ? ' once more' : ''}${effect.password ? ', with its password' : ''}`,
      ];
    case 'copy':
      return [`! ${effect.document} is a worse photo of ${effect.of}`];
    case 'retaken':
      return [`! a photo came for ${effect.document}`];
    case 'blot':
      return ['! the words of this message are blotted out'];
    case 'open':
      return ['! one more request'];
    case 'switch':
      return [`! the phone speaks in ${effect.to}`];
    case 'forward':
      return [`! ${effect.of.length} for ${effect.to === 'own' ? 'this request' : effect.to}`];
    case 'status':
      return [`! case ${effect.to}`];
    case 'task':
      return [`! task ${effect.what}${effect.note ? ` (${effect.note})` : ''}`];
    case 'settle':
      return [`! settled ${effect.what}`];
    case 'withdraw':
      return ['! unsent messages taken back'];
    case 'voice':
      return [`! voice ${effect.to}`];
    default:
      return [];
  }
}
