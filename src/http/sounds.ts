import { Router } from 'express';
import { findSound } from '../db/papers.ts';
import { caseFor, looked } from './access.ts';
import type { Deps } from './deps.ts';
import { idFrom } from './input.ts';
import { notFound } from './problems.ts';
import { seatOf } from './session.ts';

/** `GET /api/sounds/:document`: a voice note as it came, whole or the part that a player asks for. */
export function sounds(deps: Deps): Router {
  return Router().get('/api/sounds/:document', async (request, response) => {
    const seat = seatOf(response);
    const document = idFrom(request.params.document);
    const sound = await findSound(deps.db, document);
    if (!sound) throw notFound();
    const one = await caseFor(deps, seat, sound.case_id);
    const bytes = await deps.files.get(deps.db, one.key, sound.file);
    await looked(deps, seat, 'sound.heard', `document/${document}`);
    // Only what a browser plays; never the type of a page that could run.
    const type = /^audio\/[\w.+-]+/.exec(sound.mime)?.[0] ?? 'audio/ogg';
    response.set({ 'content-type': type, 'x-content-type-options': 'nosniff', 'accept-ranges': 'bytes' });
    const ranges = request.range(bytes.length);
    const part =
      Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
    if (!part) return void response.send(bytes);
    response.set('content-range', `bytes ${part.start}-${part.end}/${bytes.length}`);
    response.status(206).send(Buffer.from(bytes.subarray(part.start, part.end + 1)));
  });
}
