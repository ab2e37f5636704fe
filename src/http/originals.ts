import { Router } from 'express';
import { findOriginal } from '../db/papers.ts';
import { caseFor, looked } from './access.ts';
import type { Deps } from './deps.ts';
import { idFrom } from './input.ts';
import { notFound } from './problems.ts';
import { seatOf } from './session.ts';

/** How a file is called on the disk of who saves it: by what it is, never by the name it came with. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/dicom': 'dcm',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tif',
  'image/heic': 'heic',
  'video/mp4': 'mp4',
  'audio/ogg': 'ogg',
};

/**
 * `GET /api/originals/:document`: a file as it came, to be saved: what no page could be made of is looked at elsewhere. Nothing
 * is covered on it, so whoever reviews cannot have it.
 */
export function originals(deps: Deps): Router {
  return Router().get('/api/originals/:document', async (request, response) => {
    const seat = seatOf(response);
    const document = idFrom(request.params.document);
    const original = await findOriginal(deps.db, document);
    if (!original || !seat.policy.identity()) throw notFound();
    const one = await caseFor(deps, seat, original.case_id);
    const bytes = await deps.files.get(deps.db, one.key, original.file);
    await looked(deps, seat, 'original.saved', `document/${document}`);
    response
      .set({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${one.reference}-${document.slice(-6)}.${ENDINGS[original.mime] ?? 'bin'}"`,
        'content-security-policy': 'sandbox',
        'x-content-type-options': 'nosniff',
      })
      .send(bytes);
  });
}
