import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import { bare } from './whatsapp/media.ts';
import type { Live } from './live.ts';
import { NotPossible } from './options.ts';
import type { Simulator } from './simulator.ts';
import type { World } from './world.ts';

/** Shown inside the page; everything else is offered as a download, because a sender chooses the type. */
const SHOWN = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  'audio/ogg',
  'audio/mpeg',
  'video/mp4',
];

/** A text field of a hostile JSON body. */
function said(req: Request, name: string, most = 4096): string {
  const value = (req.body as Record<string, unknown> | undefined)?.[name];
  if (typeof value !== 'string' || value.length === 0 || value.length > most)
    throw new NotPossible('invalid', `${name} must be a text of 1 to ${most} characters.`);
  return value;
}

const query = (req: Request, name: string) => {
  const value = req.query[name];
  return typeof value === 'string' && value ? value.slice(0, 1024) : undefined;
};

function sendFile(world: World, req: Request, res: Response) {
  const file = world.files.get(String(req.params['id']));
  if (!file) return void res.status(404).json({ code: 'not_found', message: 'That file is no longer kept.' });
  const shown = SHOWN.includes(bare(file.mime));
  res.setHeader('content-type', shown ? bare(file.mime) : 'application/octet-stream');
  res.setHeader('content-disposition', shown ? 'inline' : 'attachment');
  res.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('cache-control', 'private, max-age=3600');
  res.end(file.bytes);
}

/** The routes of `contract.ts`: the demo screen's hands on the phones. Mounted by the service, never in production. */
export function controlRouter(sim: Simulator, world: World, live: Live): Router {
  const router = express.Router();
  const json = express.json({ limit: '64kb' });
  const phone = (req: Request) => String(req.params['phone']);
  const hand = (req: Request) => sim.whatsapp(phone(req));

  router.get('/whatsapp/:phone', (req, res) => void res.json(sim.chat(phone(req))));
  router.post('/whatsapp/:phone/text', json, (req, res) => {
    const replyTo = (req.body as { replyTo?: unknown } | undefined)?.replyTo
      ? said(req, 'replyTo')
      : undefined;
    res.json({ id: hand(req).text(said(req, 'text'), { replyTo }) });
  });
  router.post('/whatsapp/:phone/tap', json, (req, res) => {
    res.json({ id: hand(req).tap(said(req, 'message'), said(req, 'option')) });
  });
  router.post('/whatsapp/:phone/media', express.raw({ limit: '101mb', type: () => true }), (req, res) => {
    if (!Buffer.isBuffer(req.body) || req.body.length === 0)
      throw new NotPossible('invalid', 'The file is empty.');
    const mime = (req.get('content-type') ?? 'application/octet-stream').slice(0, 200);
    const voice = query(req, 'voice') === '1';
    const file = { bytes: req.body, mime, name: query(req, 'name'), caption: query(req, 'caption'), voice };
    res.json({ id: hand(req).media(file) });
  });
  router.post('/whatsapp/:phone/react', json, (req, res) => {
    const emoji = (req.body as { emoji?: unknown } | undefined)?.emoji === '' ? '' : said(req, 'emoji', 32);
    res.json({ id: hand(req).react(said(req, 'message'), emoji) });
  });
  router.post('/whatsapp/:phone/read', (req, res) => {
    hand(req).open();
    res.json({ ok: true });
  });
  router.get('/sms/:phone', (req, res) => void res.json(sim.texts(phone(req))));
  router.post('/sms/:phone/text', json, (req, res) => {
    res.json({ id: sim.sms(phone(req)).text(said(req, 'text', 1600)) });
  });
  router.post('/behave', json, (req, res) => void res.json(sim.behave(req.body)));
  router.get('/files/:id', (req, res) => sendFile(world, req, res));
  router.get('/live', (req, res) => live.join(req, res));

  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (!(error instanceof NotPossible)) return next(error);
    const status = error.code.startsWith('no_such') ? 404 : 400;
    res.status(status).json({ code: error.code, message: error.message });
  });
  return router;
}
