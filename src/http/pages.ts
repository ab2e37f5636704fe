import { Router } from 'express';
import { findPage } from '../db/papers.ts';
import { caseFor, looked } from './access.ts';
import type { Deps } from './deps.ts';
import { idFrom } from './input.ts';
import { notFound } from './problems.ts';
import { seatOf } from './session.ts';

/** `GET /api/pages/:document/:number`: one upright page as WebP. */
export function pages(deps: Deps): Router {
  return Router().get('/api/pages/:document/:number', async (request, response) => {
    const seat = seatOf(response);
    const document = idFrom(request.params.document);
    if (!/^[1-9]\d{0,3}$/.test(request.params.number)) throw notFound();
    const page = await findPage(deps.db, document, Number(request.params.number));
    if (!page) throw notFound();
    const one = await caseFor(deps, seat, page.case_id);
    const bytes = await deps.files.get(deps.db, one.key, page.file);
    await looked(deps, seat, 'page.viewed', `page/${document}/${request.params.number}`);
    response.set({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' }).send(bytes);
  });
}
