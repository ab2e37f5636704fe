import express from 'express';
import type { NextFunction, Request, Response as Answer, Router } from 'express';
import type { Trouble } from '../trouble.ts';
import { accept, markRead } from './accept.ts';
import type { Desk } from './accept.ts';
import { errorBody, httpStatus, refuse } from './errors.ts';
import type { Refusal } from './errors.ts';
import { bare, checkUpload } from './media.ts';
import type { Links } from './media.ts';
import { textAt } from './read.ts';

type Result = { answer: object } | Refusal;

/** Errors of the provider's own that a good day does not have; each is worth another try. */
const BAD_DAYS = [131000, 131016, 2, 130429, 'html'] as const;

/** The Graph API as far as the service uses it: messages, media, and the download host. */
export function graphApi(desk: Desk, links: Links, trouble: Trouble): Router {
  const { account, world } = desk;
  const router = express.Router();

  const respond = (res: Answer, result: Result) => {
    if (res.locals['fate'] === 'hang') return trouble.hold(res);
    if ('answer' in result) return void res.json(result.answer);
    res.status(httpStatus(result.code)).json(errorBody(result, 'A' + world.random.hex(20)));
  };

  const allowed = (req: Request, res: Answer, next: NextFunction) => {
    if (req.get('authorization') === `Bearer ${account.accessToken}`) return next();
    const why = refuse(190, 'Invalid OAuth access token - Cannot parse access token');
    res.status(401).json(errorBody(why, 'A' + world.random.hex(20)));
  };

  const luck = (_req: Request, res: Answer, next: NextFunction) => {
    res.locals['fate'] = trouble.fate();
    if (res.locals['fate'] !== 'fail') return next();
    const bad = world.random.pick(BAD_DAYS);
    if (bad === 'html')
      return void res.status(502).type('html').send('<html><body>502 Bad Gateway</body></html>');
    respond(res, refuse(bad, 'Please try again later.'));
  };

  const ours = (req: Request, res: Answer, next: NextFunction) => {
    if (req.params['id'] === account.phoneNumberId) return next();
    respond(res, refuse(33, `Object with ID '${req.params['id']}' does not exist.`));
  };

  router.get('/whatsapp_business/attachments/', allowed, luck, (req, res) => {
    const file = world.files.get(links.open(req.query) ?? '');
    if (res.locals['fate'] === 'hang') return trouble.hold(res);
    if (!file || world.behaviour().expireMedia) return void res.status(404).json({ error: 'Not found' });
    res.setHeader('content-type', file.mime);
    res.end(file.bytes);
  });

  const version = '/:version';
  router.param('version', (_req, res, next, value: string) => {
    if (/^v\d{1,3}\.\d$/.test(value)) return next();
    res.status(400).json(errorBody(refuse(100, 'Unknown version.'), 'A' + world.random.hex(20)));
  });

  router.post(
    `${version}/:id/messages`,
    allowed,
    luck,
    ours,
    express.json({ limit: '256kb', type: () => true }),
    (req, res) => {
      respond(res, textAt(req.body, 'status') === 'read' ? markRead(req.body, desk) : accept(req.body, desk));
    },
  );

  router.post(
    `${version}/:id/media`,
    allowed,
    luck,
    ours,
    express.raw({ limit: '101mb', type: () => true }),
    async (req, res) => respond(res, await upload(req, desk)),
  );

  router.get(`${version}/:id`, allowed, luck, (req, res) => {
    respond(res, describe(String(req.params['id']), desk, links));
  });

  router.delete(`${version}/:id`, allowed, luck, (req, res) => {
    const gone = world.files.drop(String(req.params['id']));
    respond(res, gone ? { answer: { success: true } } : missing(String(req.params['id'])));
  });

  return router;
}

const missing = (id: string) =>
  refuse(100, `Unsupported request. Object with ID '${id}' does not exist or cannot be loaded.`);

/** A file's URL for the next minutes. The hash comes in hex or base64 and the size as text or number: both were seen. */
function describe(id: string, { world }: Desk, links: Links): Result {
  const file = world.behaviour().expireMedia ? undefined : world.files.get(id);
  if (!file) return missing(id);
  const hex = Buffer.from(file.sha256, 'base64').toString('hex');
  return {
    answer: {
      messaging_product: 'whatsapp',
      url: links.make(id),
      mime_type: file.mime,
      sha256: world.random.chance(0.5) ? hex : file.sha256,
      file_size: world.random.chance(0.5) ? String(file.bytes.length) : file.bytes.length,
      id,
    },
  };
}

/** Reads the multipart form of an upload. */
async function upload(req: Request, { world }: Desk): Promise<Result> {
  const type = req.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return refuse(100, 'The request must be multipart/form-data.');
  const form = await new Response(req.body, { headers: { 'content-type': type } })
    .formData()
    .catch(() => null);
  const file = form?.get('file');
  if (form?.get('messaging_product') !== 'whatsapp')
    return refuse(100, 'messaging_product must be whatsapp.');
  if (!(file instanceof File)) return refuse(131008, 'file is required.');
  const mime = bare(file.type || String(form.get('type') ?? ''));
  const wrong = checkUpload(mime, file.size);
  if (wrong) return wrong;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = world.files.add({ bytes, mime, name: file.name, uploaded: true });
  return { answer: { id: kept.id } };
}
