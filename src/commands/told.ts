import type { Paper } from '../cases/paper.ts';
import type { Event, Media, ReadDocument } from '../engine/types.ts';
import { REFERENCES } from './seats.ts';

/** Everything a transcript line can tell by a word in brackets. */
const FILES: Record<Media['type'], string> = {
  image: 'photo',
  document: 'file',
  video: 'file',
  audio: 'voice',
  sticker: 'sticker',
};

/**
 * What happened to a phone as the input lines of a transcript, which `begin` plays again. Files are p1, p2 … in the order
 * in which they came; the phone's own `references` become those of the played phone. Left out is what the play does by
 * itself (requests opened and turned to, messages handed from one to another) or cannot do (a second phone that joins).
 */
export function told(events: readonly Event[], references: readonly string[] = []): string[] {
  const files = new Map<string, string>();
  // The desk names a paper, the conversation the file it came as.
  const papers = new Map<string, string>();
  const name = (id: string) => {
    const file = papers.get(id) ?? id;
    return files.get(file) ?? files.set(file, `p${files.size + 1}`).get(file)!;
  };
  const lines: string[] = [];
  const places = new Map<string, number>();
  for (const event of events) {
    if (event.kind === 'document_read') papers.set(event.document.id, event.document.media);
    const ago = (of: string | undefined) => lines.length - (places.get(of ?? '') ?? lines.length - 1);
    const all = linesOf(event, name, ago).map((line) => flat(renamed(line, references)));
    if (all.length) places.set(event.id, lines.length);
    lines.push(...all);
  }
  return lines;
}

type Name = (id: string) => string;
type Ago = (of: string | undefined) => number;

function linesOf(event: Event, name: Name, ago: Ago): string[] {
  switch (event.kind) {
    case 'message':
      return event.sure ? [] : messageLines(event, name, ago);
    case 'document_read':
      return [readLine(event.document, name)];
    case 'photo_faulty':
      return [`= ${name(event.media)} looks ${event.faults.join(', ')}`];
    case 'retake_asked':
      return [`! ${event.by.name} asks for d-${name(event.document)} again: ${event.fault}`];
    case 'papers_arranged':
      return [`! arranged: ${event.papers.map((paper) => paperLine(paper, name)).join(', ')}`];
    case 'task_closed':
      return [`! closed ${event.what}`];
    case 'voice_read':
      return [`! heard ${ago(event.of)}: ${event.text}`];
    case 'renamed':
      return ['! renamed'];
    case 'timer':
      return [`~ ${event.key}`];
    case 'taken':
      return [`! taken by ${event.by.name}`];
    case 'handed_back':
      return [`! handed back by ${event.by.name}${event.summary ? `: ${event.summary}` : ''}`];
    case 'said':
      return [`! said ${event.by.name}: ${event.text}`];
    case 'waved':
      return [`! waved by ${event.by.name}`];
    case 'status_changed':
      return [`! status ${event.to}${event.reason ? `: ${event.reason}` : ''}`];
    case 'fact_added':
      return [`! fact ${event.fact.path} ${event.fact.value}`];
    case 'question_asked':
      return [
        `! asks${event.hold ? ' first' : ''}${event.n ? ` ${event.n}` : ''} ${event.by.name}: ${event.text}`,
      ];
    case 'opinion_signed': {
      const { doctor, qualification, registration, summary, answers } = event.opinion;
      const pairs = answers.map(({ question, answer }) => `${question} => ${answer}`);
      return [`! signed ${[doctor, qualification, registration, summary, ...pairs].map(whole).join(' | ')}`];
    }
    case 'family_opted':
      return [`! family ${event.out ? 'stop' : 'start'}`];
    default:
      return [];
  }
}

function messageLines(event: Event & { kind: 'message' }, name: Name, ago: Ago): string[] {
  const { shape, text } = event;
  if (event.media.length)
    return event.media.map(({ id, type }, i) =>
      `> (${FILES[type]} ${name(id)}) ${i === 0 ? text : ''}`.trimEnd(),
    );
  if (event.choice) return [`> (tap ${event.choice})`];
  if (event.contacts?.length) return [`> (contact ${event.contacts[0]!.phones[0] ?? ''})`];
  if (shape === 'edit') return [`> (edit ${ago(event.about)}) ${text}`];
  if (shape === 'revoke') return [`> (revoke ${ago(event.about)})`];
  if (shape === 'location' || shape === 'reaction' || shape === 'unsupported') return [`> (${shape})`];
  if (event.asked) return [`> (quote ${event.asked}) ${text}`];
  return [`> ${text}`];
}

/** Facts of a page by which a person could be found, and which no question needs. */
const TRACES = new Set(['report.id', 'report.facility', 'patient.hospital_id']);

/** What a page said, as far as it counts: a value in doubt is not played. */
function readLine(document: ReadDocument, name: Name): string {
  const facts = document.facts.filter(({ path, accepted }) => accepted && !TRACES.has(path));
  return [
    `= ${name(document.media)} ${document.type}`,
    ...document.faults,
    ...(document.failure ? [`failure ${document.failure}`] : []),
    ...(document.duplicateOf ? ['duplicate'] : []),
    ...facts.map(({ path, value }) => `${path} ${whole(value)}`),
  ].join(' | ');
}

/** A paper as the desk put it; who lies together is told by the act that put it there, under a short name. */
const paperLine = ({ id, type, page, of, together }: Paper, name: Name): string =>
  [
    name(id ?? ''),
    type,
    ...(of ? [`${page}/${of}`] : []),
    ...(together ? [`@${together.replace(/\W/g, '').slice(-6)}`] : []),
  ].join(' ');

/** Bars part what stands in a line, so none stands inside of a part. */
const whole = (text: string) => text.replace(/\s*\|\s*/g, ', ');
/** A line stays one. */
const flat = (line: string) => line.replace(/\s*\n\s*/g, ' ').trimEnd();
const renamed = (line: string, references: readonly string[]) =>
  references.reduce((text, one, i) => text.replaceAll(one, REFERENCES[i] ?? one), line);
