import type { Fact } from '../cases/facts.ts';
import { STATUSES } from '../cases/status.ts';
import { factsOf, findCase } from '../db/cases.ts';
import { opinionsOf } from '../db/opinions.ts';
import { papersOf } from '../db/papers.ts';
import { tallyOf } from '../db/tally.ts';
import { phonesOf } from '../demo.ts';
import type { Service } from '../main.ts';
import type { StoryEnd } from '../simulator/play.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** What happened, for `npm run demo -- --json` and for the end of the printed story. */
export interface Told {
  json: {
    ok: boolean;
    conversation: { inbound: number; outbound: number; duplicates: number; lost: number };
    documents: { type: string; pages: number; facts: number }[];
    case: { id: string; status: string; facts: { path: string; value: string; from: string }[] };
    opinion: { delivered: boolean; pdfBytes: number };
    sms: { to: string; segments: number; text: string }[];
    ms: number;
  };
  facts: Fact[];
  /** Why it is not ok, in one sentence; empty when it is. */
  why: string;
}

/** Compares what the phones saw with what the database knows, and both with what the story should end in. */
export async function account(
  { world }: Service,
  simulator: Simulator,
  end: StoryEnd,
  ms: number,
): Promise<Told> {
  const { db, vault } = world;
  const { patient, son } = phonesOf(0);
  const chat = simulator.chat(patient).messages;
  const sms = simulator.texts(son).filter((one) => one.from === 'service');
  const id = end.ended === 'done' ? end.case : await newestCase(world);
  const one = id ? await findCase(db, id, STATUSES) : undefined;
  const facts = one ? await factsOf(db, vault, one) : [];
  const papers = one ? await papersOf(db, vault, one) : [];
  const opinions = one ? await opinionsOf(db, vault, one) : [];
  const tally = one ? await tallyOf(db, one.conversation) : { inbound: 0, outbound: 0, unsent: 0 };
  const theirs = chat.filter((message) => message.from === 'person').length;
  const ours = chat.length - theirs;
  const pdf = chat.findLast(
    (message) => message.from === 'service' && message.file?.mime === 'application/pdf',
  );
  const json: Told['json'] = {
    ok: false,
    conversation: {
      inbound: theirs,
      outbound: ours,
      duplicates: Math.max(0, ours - tally.outbound) + Math.max(0, tally.inbound - theirs),
      lost: Math.max(0, theirs - tally.inbound) + Math.max(0, tally.outbound - ours) + tally.unsent,
    },
    documents: papers.map((paper) => ({
      type: paper.type,
      pages: paper.pages.length,
      facts: facts.filter((fact) => fact.from.kind === 'page' && fact.from.document === paper.id).length,
    })),
    case: {
      id: one?.id ?? '',
      status: one?.status ?? '',
      facts: facts.map(({ path, value, from }) => ({ path, value, from: originOf(from) })),
    },
    opinion: {
      delivered: pdf !== undefined && opinions.some((opinion) => opinion.signedAt !== null),
      pdfBytes: pdf?.file?.bytes ?? 0,
    },
    sms: sms.map(({ segments, text }) => ({ to: son, segments, text })),
    ms,
  };
  const why = wrong(json, end);
  return { json: { ...json, ok: why === '' }, facts, why };
}

function wrong(json: Told['json'], end: StoryEnd): string {
  if (end.ended !== 'done')
    return end.ended === 'stuck' ? `The story is stuck: ${end.why}` : 'The story was stopped.';
  const { duplicates, lost } = json.conversation;
  if (duplicates + lost) return `${duplicates} messages doubled, ${lost} lost.`;
  if (!json.opinion.delivered) return 'The opinion did not arrive.';
  if (!json.documents.some((one) => one.facts > 0)) return 'No fact was read from a paper.';
  return json.sms.length ? '' : 'The son got no SMS.';
}

/** A fact's origin in one word and the place: `message <id>` or `page <document>/<page> [box]`. */
function originOf(from: Fact['from']): string {
  if (from.kind === 'message') return `message ${from.message}`;
  if (from.kind === 'page')
    return `page ${from.document}/${from.page} [${from.box.map(Math.round).join(',')}]`;
  return `staff ${from.user}`;
}

async function newestCase({ db }: Service['world']): Promise<string | undefined> {
  const row = await db
    .selectFrom('cases')
    .select('id')
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}
