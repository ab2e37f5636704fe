import { Router } from 'express';
import { findOriginal } from '../db/papers.ts';
import { caseFor, looked } from './access.ts';
import type { Deps } from './deps.ts';
import { idFrom } from './input.ts';
import { notFound } from './problems.ts';
import { seatOf } from './session.ts';

/** What a browser plays; never the type of a page that could run. */
const PLAYED = /^(?:audio|video)\/[\w.+-]+/;

/**
 * `GET /api/sounds/:document`: a voice note or a film as it came, whole or the part that a player asks for. A film shows who
 * somebody is.
 */
export function sounds(deps: Deps): Router {
  return Router().get('/api/sounds/:document', async (request, response) => {
    const seat = seatOf(response);
    const document = idFrom(request.params.document);
    const sound = await findOriginal(deps.db, document);
    const type = PLAYED.exec(sound?.mime ?? '')?.[0];
    if (!sound || !type) throw notFound();
    const one = await caseFor(deps, seat, sound.case_id);
    if (type.startsWith('video/') && !seat.policy.identity()) throw notFound();
    const bytes = await deps.files.get(deps.db, one.key, sound.file);
    await looked(deps, seat, 'sound.heard', `document/${document}`);
    response.set({ 'content-type': type, 'x-content-type-options': 'nosniff', 'accept-ranges': 'bytes' });
    const ranges = request.range(bytes.length);
    const part =
      Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
    if (!part) return void response.send(bytes);
    response.set('content-range', `bytes ${part.start}-${part.end}/${bytes.length}`);
    response.status(206).send(Buffer.from(bytes.subarray(part.start, part.end + 1)));
  });
}
