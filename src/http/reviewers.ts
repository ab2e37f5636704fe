import { Router } from 'express';
import { z } from 'zod';
import { Findings } from '../cases/opinion.ts';
import { record } from '../db/audit.ts';
import type { CaseRow } from '../db/cases.ts';
import type { Tx } from '../db/connect.ts';
import { lockCase, lockTalk } from '../db/opinions.ts';
import { handIn, readsFor, saveRead } from '../db/reads.ts';
import { canReview, nameReviewers, reviewersOf } from '../db/reviewers.ts';
import { agree, askSecond } from '../db/second.ts';
import { caseFor } from './access.ts';
import type { Deps } from './deps.ts';
import { bodyAs, maybe } from './input.ts';
import { knownOf, knownWithin } from './known.ts';
import { answersTo } from './opinions.ts';
import { conflict, notFound, Refused } from './problems.ts';
import { TOLD } from './ready.ts';
import { eyesOf, isBoard, lacksOfRead, secondOf } from './reviewing.ts';
import { allow, seatOf, type Seat } from './session.ts';
import { isOpenToWriting } from './writing.ts';

const MOST = 3;

const Reviewers = z.object({ reviewers: z.array(z.string().max(64)).max(MOST) });
const FirstRead = z.object({
  findings: Findings.prefault({}),
  answers: z.array(z.object({ path: z.string().max(80), answer: maybe(8_000) })).max(50),
});
const Second = z.object({ wanted: z.boolean() });
const Agree = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) });

const FINAL = () => conflict('You have handed in your reading already. It stays as it is.');

/** Several reviewers of one case: who they are, what each reads apart, and the second reader who agrees before a signature. */
export function reviewers(deps: Deps): Router {
  const { db, vault, now } = deps;
  const router = Router();
  /** One change of who reviews and what they said, with its line of the audit. */
  const change = async (seat: Seat, one: CaseRow, act: string, does: (tx: Tx, at: Date) => Promise<void>) => {
    const at = now();
    await db.transaction().execute(async (tx) => {
      await lockCase(tx, one.id);
      await does(tx, at);
      await record(tx, { actor: seat.id, act, object: `case/${one.id}`, at });
    });
    deps.changed.emit({ conversation: one.conversation, case: one.id });
  };

  router.post('/api/cases/:id/reviewers', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'appoint');
    const wanted = [...new Set(bodyAs(Reviewers, request.body).reviewers)];
    if ((await canReview(db, wanted)).length !== wanted.length) throw notFound();
    await change(seat, one, 'case.reviewers', async (tx, at) => {
      const before = await reviewersOf(tx, one.id);
      const left = before.find(({ id, handedInAt }) => handedInAt !== null && !wanted.includes(id));
      if (left) throw conflict(`${left.name} has handed in a reading. It cannot be left out any more.`);
      await nameReviewers(tx, one.id, wanted, seat.id, at);
    });
    response.json({ ok: true });
  });

  router.post('/api/cases/:id/read', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    const asked = bodyAs(FirstRead, request.body);
    const all = await readerOf(deps, seat, one);
    const text = {
      findings: asked.findings,
      answers: answersTo(all.questions, asked.answers),
      doctor: seat.name,
      qualification: seat.qualification,
      registration: seat.registration,
    };
    await change(seat, one, 'read.saved', async (tx, at) => {
      if (!(await saveRead(tx, vault, one, seat.id, text, at))) throw FINAL();
    });
    response.json({ ok: true, lacks: lacksOfRead(text, all.questions) });
  });

  router.post('/api/cases/:id/read/hand-in', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    const all = await readerOf(deps, seat, one);
    await change(seat, one, 'read.handed_in', async (tx, at) => {
      const own = (await readsFor(tx, vault, one, eyesOf(seat))).find(({ reader }) => reader === seat.id);
      if (!own) throw conflict('Write your reading first.');
      const open = Object.entries(lacksOfRead(own, all.questions));
      const fields = Object.fromEntries(open.map(([field, lack]) => [field, TOLD[lack]]));
      if (open.length)
        throw new Refused(409, { code: 'conflict', message: 'Something is still empty.', fields });
      if (!(await handIn(tx, own, at))) throw FINAL();
    });
    response.json({ ok: true });
  });

  router.post('/api/cases/:id/second', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'write');
    const { wanted } = bodyAs(Second, request.body);
    // Whoever writes cannot free himself of it.
    if (!wanted && seat.role !== 'lead') throw conflict('Only a lead takes a second reader away.');
    await change(seat, one, wanted ? 'second.asked' : 'second.taken_back', (tx, at) =>
      askSecond(tx, one.id, wanted, seat.id, at),
    );
    response.json({ ok: true });
  });

  router.post('/api/cases/:id/opinion/agree', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'write');
    const { hash } = bodyAs(Agree, request.body);
    // What one may not see yet one cannot agree to.
    const seen = (await knownOf(deps, one, eyesOf(seat))).opinions.at(-1);
    if (!seen || seen.signedAt) throw conflict('There is no draft to agree to.');
    if (seen.author === seat.id)
      throw conflict('A second reader is somebody else than the one who wrote it.');
    await change(seat, one, 'opinion.agreed', async (tx, at) => {
      await lockTalk(tx, one.id);
      const all = await knownWithin(tx, deps, one);
      const draft = all.opinions.at(-1);
      if (!draft || secondOf(deps, all, draft).hash !== hash)
        throw conflict('The case or the words have changed meanwhile. Please read them again.');
      await agree(tx, one.id, draft.id, seat.id, hash, at);
    });
    response.json({ ok: true });
  });

  return router;
}

/** The case to a reviewer who still reads it apart. @throws Refused when that is over, or not for this seat. */
async function readerOf(deps: Deps, seat: Seat, one: CaseRow) {
  allow(seat, 'write');
  const all = await knownOf(deps, one, eyesOf(seat));
  const given = all.reviewers.find(({ id }) => id === seat.id);
  if (!given || !isBoard(all)) throw conflict('This case was not given to you to read apart.');
  if (given.handedInAt) throw FINAL();
  if (!isOpenToWriting(one.status)) throw conflict('No opinion can be written while the case is here.');
  return all;
}
