import { Router } from 'express';
import { factsOf } from '../db/cases.ts';
import { printedPages } from '../db/covers.ts';
import { looked, pageFor } from './access.ts';
import type { Deps } from './deps.ts';
import { maskedPages } from './masked.ts';
import { conflict, notFound } from './problems.ts';
import { seatOf } from './session.ts';
import { veilOf } from './veil.ts';

/**
 * `GET /api/pages/:document/:number`: one upright page as WebP. Who reviews gets it with the patient's identity painted
 * over; `?as=reviewer` shows it so to everybody.
 */
export function pages(deps: Deps): Router {
  const masked = maskedPages(deps.cover);
  return Router().get('/api/pages/:document/:number', async (request, response) => {
    const seat = seatOf(response);
    const { one, page, document, number } = await pageFor(deps, seat, request.params);
    const bytes = await deps.files.get(deps.db, one.key, page.file);
    const bare = seat.policy.identity() && request.query['as'] !== 'reviewer';
    const shown = bare ? bytes : await veiled(bytes);
    await looked(deps, seat, 'page.viewed', `page/${document}/${number}`);
    response.set({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' }).send(shown);

    async function veiled(whole: Buffer): Promise<Buffer> {
      const [printed] = await printedPages(deps.db, deps.vault, one, { document, number });
      if (!printed) throw notFound();
      const veil = veilOf(printed, await factsOf(deps.db, deps.vault, one), page);
      if (!veil.open && !seat.policy.identity())
        throw conflict('Somebody at the desk must look at this page first.');
      return masked(whole, page.width, veil);
    }
  });
}
