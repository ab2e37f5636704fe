import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import type { Health } from './contract.ts';

export interface ServerParts {
  webhooks: Router;
  desk: express.RequestHandler;
  /** The demo's routes, outside production. */
  demo?: Router;
  /** Folder of the built console. */
  pages: string;
  health(): Promise<Health>;
  metrics(): Promise<{ type: string; text: string }>;
  /** Behind one proxy that sets `x-forwarded-for`. */
  proxied: boolean;
  log(event: string, detail?: Record<string, string | number | boolean | null>): void;
}

/** All routes in their order: health, providers, desk, demo, pages. One handler for what nobody expected. */
export function createApp(parts: ServerParts): express.Express {
  const app = express();
  app.disable('x-powered-by');
  // Keys such as `hub.mode` must stay flat.
  app.set('query parser', 'simple');
  if (parts.proxied) app.set('trust proxy', 1);
  app.use(safeHeaders(parts.demo !== undefined));
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.get('/readyz', async (_request, response) => {
    const health = await parts.health();
    response.status(health.ok ? 200 : 503).json(health);
  });
  app.get('/metrics', async (_request, response) => {
    const { type, text } = await parts.metrics();
    response.type(type).send(text);
  });
  app.use(parts.webhooks);
  app.use(parts.desk);
  if (parts.demo) app.use('/demo', parts.demo);
  pages(app, parts);
  app.use(
    (_request, response) => void response.status(404).type('text/plain').send('There is nothing here.'),
  );
  app.use(
    (
      error: Error & { status?: number; code?: string },
      _request: Request,
      response: Response,
      next: NextFunction,
    ) => {
      if (response.headersSent) return next(error);
      const status = error.status && error.status < 500 ? error.status : 500;
      // The name only: a message may quote what a person wrote.
      if (status === 500) parts.log('request_failed', { failure: error.code ?? error.name });
      response
        .status(status)
        .type('text/plain')
        .send(status === 413 ? 'Too large.' : 'That did not work.');
    },
  );
  return app;
}

/** Nothing but our own files runs in our pages. Only the demo screen puts our own desk into a frame. */
function safeHeaders(demo: boolean): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Mantine sets its sizes as style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: demo ? ["'self'", 'blob:'] : ["'none'"],
        frameAncestors: demo ? ["'self'"] : ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
      },
    },
    frameguard: { action: demo ? 'sameorigin' : 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
}

function pages(app: express.Express, { pages: folder, demo }: ServerParts): void {
  const page = (name: string) => (_request: Request, response: Response) => {
    const file = join(folder, name);
    if (existsSync(file)) response.set('cache-control', 'no-cache').sendFile(file);
    else response.status(503).type('text/plain').send('The pages are not built. Run npm start.');
  };
  app.use(
    '/console/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  // What keeps the desk's files in the browser; it must never be old itself.
  app.get('/console/offline.js', page('offline.js'));
  app.get('/console{/*rest}', page('index.html'));
  if (demo) app.get('/', page('demo.html'));
  else app.get('/', (_request, response) => void response.redirect('/console'));
}

/** Listens, and resolves with the port it got. What `first` takes, the app never sees. @throws when the port is taken. */
export function listen(
  app: express.Express,
  port: number,
  first: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    if (!first(request, response)) app(request, response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : port });
    });
  });
}
