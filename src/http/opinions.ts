import { Router } from 'express';
import { z } from 'zod';
import { Findings, lacks } from '../cases/opinion.ts';
import { record } from '../db/audit.ts';
import { findPdf, lockCase, opinionsOf, saveDraft } from '../db/opinions.ts';
import { caseFor, looked } from './access.ts';
import type { Deps } from './deps.ts';
import { bodyAs, idFrom, maybe } from './input.ts';
import { knownOf } from './known.ts';
import { conflict, notFound, Refused } from './problems.ts';
import { allow, seatOf } from './session.ts';
import { sign } from './sign.ts';
import { isOpenToWriting, waitsForReads, writesElsewhere } from './writing.ts';

const Draft = z.object({
  findings: Findings.prefault({}),
  summary: maybe(20_000),
  answers: z.array(z.object({ path: z.string().max(80), answer: maybe(8_000) })).max(50),
  qualification: maybe(200).optional(),
  registration: maybe(100).optional(),
});

const Sign = z.object({ version: z.number().int().positive() });

/** Writing an opinion, signing it, and its PDF. */
export function opinions(deps: Deps): Router {
  const router = Router();

  router.post('/api/cases/:id/opinion', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'write');
    const asked = bodyAs(Draft, request.body);
    if (!isOpenToWriting(one.status)) throw conflict('No opinion can be written while the case is here.');
    const { questions, reviewers } = await knownOf(deps, one);
    const wait = waitsForReads(seat, reviewers);
    if (wait) throw conflict(wait);
    const text = {
      findings: asked.findings,
      summary: asked.summary,
      answers: answersTo(questions, asked.answers),
      doctor: seat.name,
      qualification: asked.qualification ?? seat.qualification,
      registration: asked.registration ?? seat.registration,
    };
    const at = deps.now();
    const version = await deps.db.transaction().execute(async (tx) => {
      await lockCase(tx, one.id);
      const newest = (await opinionsOf(tx, deps.vault, one)).at(-1);
      if (newest && writesElsewhere(seat, newest))
        throw conflict(`${newest.doctor} is writing an opinion on this case.`);
      const saved = await saveDraft(tx, deps.vault, one, newest, seat.id, text, at);
      const object = `case/${one.id}`;
      await record(tx, { actor: seat.id, act: 'opinion.saved', object, detail: `version ${saved}`, at });
      return saved;
    });
    deps.changed.emit({ conversation: one.conversation, case: one.id });
    response.json({ ok: true, version, lacks: lacks(text, questions) });
  });

  router.post('/api/cases/:id/opinion/sign', async (request, response) => {
    const seat = seatOf(response);
    const one = await caseFor(deps, seat, request.params.id);
    allow(seat, 'write');
    const { version } = bodyAs(Sign, request.body);
    response.json(await sign(deps, seat, one, version));
  });

  router.get('/api/opinions/:id/pdf', async (request, response) => {
    const seat = seatOf(response);
    const id = idFrom(request.params.id);
    const found = await findPdf(deps.db, id);
    if (!found?.file) throw notFound();
    const one = await caseFor(deps, seat, found.case_id);
    const bytes = await deps.files.get(deps.db, one.key, found.file);
    await looked(deps, seat, 'opinion.viewed', `opinion/${id}`);
    response.set({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="request-${one.reference}.pdf"`,
      'x-content-type-options': 'nosniff',
    });
    response.send(bytes);
  });

  return router;
}

/** Every question of the family with what was answered so far. @throws Refused for an answer to no question. */
export function answersTo(
  questions: readonly { path: string; text: string }[],
  answers: readonly { path: string; answer: string }[],
): { path: string; question: string; answer: string }[] {
  const strange = answers.findIndex(({ path }) => !questions.some((question) => question.path === path));
  if (strange >= 0)
    throw new Refused(422, {
      code: 'invalid',
      message: 'A question changed meanwhile. Please reload the page.',
      fields: { [`answers.${strange}`]: 'The family does not ask this any more.' },
    });
  return questions.map(({ path, text }) => ({
    path,
    question: text,
    answer: answers.find((answer) => answer.path === path)?.answer ?? '',
  }));
}
