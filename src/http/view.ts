import { leavesOf, standingActs } from '../cases/arrange.ts';
import { asksOf } from '../cases/asks.ts';
import { conflictsIn } from '../cases/conflicts.ts';
import { weightOf } from '../cases/doubts.ts';
import type { Fact } from '../cases/facts.ts';
import { isRejection, rejections, standing } from '../cases/rejected.ts';
import { isIdentity, withoutNames } from '../cases/identity.ts';
import { lacks, noFindings } from '../cases/opinion.ts';
import type { Report } from '../cases/report.ts';
import { movesFrom, refusal } from '../cases/status.ts';
import type { Status } from '../cases/status.ts';
import { timelineOf } from '../cases/timeline.ts';
import type { CaseRow } from '../db/cases.ts';
import { deliveryOf } from '../db/desk.ts';
import { newsOf } from '../db/marks.ts';
import type { Opinion } from '../db/opinions.ts';
import type { Paper } from '../db/papers.ts';
import { openRetakes } from '../db/retakes.ts';
import { spelled } from '../opinions/code.ts';
import type { CaseView, DocumentView, OpinionView, ReportView } from './contract.ts';
import type { Deps } from './deps.ts';
import { agreed, isOtherPerson, type Known } from './known.ts';
import { shownTo } from './policies.ts';
import { reviewOf } from './reviewing.ts';
import type { Seat } from './session.ts';
import { whyStopped } from './stopped.ts';
import { namesIn, veilsOf, type Veil } from './veil.ts';
import { mayWrite } from './writing.ts';

/** WhatsApp lets a business write freely for 24 hours after the person wrote; the sending stops five minutes early. */
const WINDOW = 86_100_000;

/** The case as this seat may see it. */
export async function viewOf(deps: Deps, seat: Seat, one: CaseRow, all: Known): Promise<CaseView> {
  const current = new Set(Object.values(all.known.current).map((fact) => fact.id));
  const [gone, asked] = [rejections(all.facts), await openRetakes(deps.db, one.id)];
  const veils = await veilsOf(deps, deps.db, one, all.facts, all.papers);
  const names = namesIn(all.facts);
  const show = shownTo(seat.policy, names);
  // What is drawn from the facts is drawn from what this seat reads of them.
  const seen = standing(all.facts)
    .filter((fact) => seat.policy.identity() || !isIdentity(fact))
    .map((fact) => shownFact(fact, show, seat.policy.identity() ? [] : names));
  const words = new Map(conflictsIn(standing(all.facts)).map((conflict) => [conflict.topic, conflict.seen]));
  return {
    id: one.id,
    reference: one.reference,
    conversation: one.conversation,
    status: one.status,
    statusSince: one.statusSince.toISOString(),
    moves: movesNow(seat, one.status, all),
    mayWrite: mayWrite(seat, one.status, all),
    ...windowOf(one, deps.now()),
    language: one.language,
    voice: one.voice,
    holder: one.voice === 'staff' ? one.holder : null,
    facts: all.facts
      .filter((fact) => !isRejection(fact) && (seat.policy.identity() || !isIdentity(fact)))
      .map((fact) => ({
        ...shownFact(fact, show, seat.policy.identity() ? [] : names),
        current: current.has(fact.id),
        ...(gone.has(fact.id) ? { rejected: gone.get(fact.id)! } : {}),
        ...(fact.accepted ? {} : { weight: weightOf(fact) }),
      })),
    veiled: !seat.policy.identity(),
    documents: all.papers.map((paper) => ({
      ...documentView(seat, paper, veils),
      ofOther: otherOf(paper, all.facts, gone),
      held: all.held.has(paper.id) ? firstHeld(paper, all.facts) : null,
      retake: asked.get(paper.id) ?? null,
    })),
    reports: all.reports.map((report) => reportView(report, all)),
    arrangement: arrangementView(all),
    timeline: timelineOf(seen, daysOf(all.reports)),
    asks: asksOf(all.known).map((one) => ({ ...one, text: show(one.text) })),
    conflicts: conflictsIn(seen).map((one) => ({ ...one, seen: words.get(one.topic) ?? null })),
    newest: { fact: all.facts.at(-1)?.id ?? null, paper: all.papers.at(-1)?.id ?? null },
    news: await newsOf(deps.db, seat.id, one.id),
    review: await reviewOf(deps, seat, one, all),
    missing: all.missing,
    gate: all.gate,
    questions: all.questions.map(({ path, text }) => ({ path, text: show(text) })),
    tasks: all.tasks.map((task) => ({
      ...task,
      note: noteOf(task, one, show),
      at: task.at.toISOString(),
    })),
    opinions: await Promise.all(all.opinions.map((opinion) => opinionView(deps, one, all, opinion, show))),
    consents: all.consents.map((consent) => ({ ...consent, at: consent.at.toISOString() })),
  };
}

/** A fact as this seat reads it: in what is printed only names are left out, for its numbers are results. */
function shownFact(fact: Fact, show: (text: string) => string, names: readonly string[]): Fact {
  const { from, value } = fact;
  if (from.kind === 'message') return { ...fact, value: show(value) };
  if (!names.length) return fact;
  const bare = { ...fact, value: withoutNames(value, names) };
  return from.kind === 'page' ? { ...bare, from: { ...from, words: withoutNames(from.words, names) } } : bare;
}

/** What stands beside a task. Of what was stopped the code is known: it is told in a sentence. */
function noteOf(
  { what, note }: Known['tasks'][number],
  { channel }: CaseRow,
  show: (text: string) => string,
): string | null {
  if (note === null) return null;
  return what === 'parked' ? whyStopped(note, channel) : show(note);
}

/** Until when words go out freely, and whether they wait now. */
export function windowOf(
  { channel, lastInboundAt }: CaseRow,
  now: Date,
): Pick<CaseView, 'windowEnds' | 'wordsWait'> {
  if (channel !== 'whatsapp' || !lastInboundAt) return { windowEnds: null, wordsWait: false };
  const ends = new Date(lastInboundAt.getTime() + WINDOW);
  return { windowEnds: ends.toISOString(), wordsWait: ends <= now };
}

/** The moves that would be accepted now. Signing is no move: it has a form of its own. */
export function movesNow(seat: Seat, from: Status, all: Known): Status[] {
  const moves = seat.policy
    .moves()
    .flatMap((by) => movesFrom(from, by).filter((to) => whyNot(by, from, to, all) === null));
  return [...new Set(moves)].filter((to) => to !== 'signed' && to !== from);
}

/** Why a move is refused, as a code of the status table; null when it may be made. */
export function whyNot(
  by: Parameters<typeof refusal>[2],
  from: Status,
  to: Status,
  all: Known,
): string | null {
  return refusal(from, to, by, {
    consent: agreed(all.consents, 'service'),
    identity: !isOtherPerson(all.tasks),
    gate: all.gate,
    signed: all.opinions.some((opinion) => opinion.signedAt),
  });
}

/** The fact by which somebody said that this paper is of another person. */
function otherOf({ id }: Paper, facts: readonly Fact[], gone: ReadonlyMap<string, string>): string | null {
  const said = facts.find(
    (fact) => fact.from.kind === 'page' && fact.from.document === id && gone.get(fact.id) === 'other_person',
  );
  return said?.id ?? null;
}

/** A fact of a paper that is kept apart: by it the paper can be set aside for good. */
const firstHeld = ({ id }: Paper, facts: readonly Fact[]): string | null =>
  facts.find(({ from, doubt }) => from.kind === 'page' && from.document === id && doubt === 'other_person')
    ?.id ?? null;

function documentView(
  seat: Seat,
  paper: Paper,
  veils: ReadonlyMap<string, Veil>,
): Omit<DocumentView, 'ofOther' | 'held' | 'retake'> {
  const { message: _message, file, at, pages, fileName, ...rest } = paper;
  const all = seat.policy.identity();
  return {
    ...rest,
    // A file is often called after its patient.
    fileName: all ? fileName : null,
    original: all && file ? `/api/originals/${paper.id}` : null,
    at: at.toISOString(),
    pages: pages.map((page) => {
      const { covers = [], open = false, version = 0 } = veils.get(`${paper.id}/${page.number}`) ?? {};
      const image = `/api/pages/${paper.id}/${page.number}?v=${version}`;
      return { ...page, image: all || open ? image : null, covers: all ? covers : [], open };
    }),
  };
}

/** The day of each paper, from whichever page of its report bears it. */
const daysOf = (reports: readonly Report[]): Map<string, string> =>
  new Map(reports.flatMap(({ at, pages }) => (at ? pages.flatMap(({ id }) => (id ? [[id, at]] : [])) : [])));

function reportView(report: Report, { papers, groups }: Known): ReportView {
  const { type, at, missing, edition, together } = report;
  const pages = [...leavesOf(report.pages, papers, groups)];
  return {
    type,
    at: at ?? null,
    pages,
    arranged: together !== undefined,
    missing,
    edition: edition ?? null,
  };
}

function arrangementView({ arranged }: Known): CaseView['arrangement'] {
  const last = standingActs(arranged).at(-1) as Known['arranged'][number] | undefined;
  return {
    seen: arranged.at(-1)?.id ?? null,
    undo: last ? { id: last.id, by: last.by, at: last.at.toISOString() } : null,
  };
}

async function opinionView(
  deps: Deps,
  one: CaseRow,
  all: Known,
  opinion: Opinion,
  show: (text: string) => string,
): Promise<OpinionView> {
  const { id, version, summary, answers, doctor, qualification, registration, file, signedAt } = opinion;
  const findings = opinion.findings ?? noFindings();
  const state =
    file && signedAt
      ? await deliveryOf(deps.db, deps.vault, one, { file, outboxId: opinion.outboxId, signedAt })
      : undefined;
  return {
    id,
    version,
    findings,
    summary,
    answers: answers.map((given) => ({ ...given, question: show(given.question) })),
    doctor,
    qualification,
    registration,
    lacks: signedAt ? {} : lacks({ ...opinion, findings }, all.questions),
    signedAt: signedAt?.toISOString() ?? null,
    since: opinion.code ? sinceSigned(all, opinion) : null,
    code: opinion.code && spelled(opinion.code),
    caseHash: opinion.caseHash,
    delivered: DELIVERED[state ?? ''] ?? 'no',
    pdf: file ? `/api/opinions/${id}/pdf` : null,
  };
}

/** What came after the signature: nobody may think that the doctor knew it. */
function sinceSigned({ facts, papers }: Known, { seen }: Opinion): NonNullable<OpinionView['since']> {
  const after = (all: readonly { id: string }[], last: string | null) =>
    all.slice(all.findIndex(({ id }) => id === last) + 1).map(({ id }) => id);
  return { facts: after(facts, seen.fact), papers: after(papers, seen.paper) };
}

/** How far the message with the PDF got, in the words of the contract. */
const DELIVERED: Record<string, OpinionView['delivered']> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  parked: 'failed',
};
