import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Findings, lacks, type Written } from '../../src/cases/opinion.ts';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { CaseView, ChatMessage, DeskSide, OpinionView } from '../../src/http/contract.ts';
import { drawnPage, meena, talk } from './family.ts';
import { queue } from './waiting.ts';
import { besideChange, deskList, handBack, quietSide, readyReplies } from './fake-desk.ts';
import { changePapers, setAside } from './fake-papers.ts';
import { demoAnswer } from './fake-phones.ts';

const dist = join(import.meta.dirname, '../../console/dist');
const MIME: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** As strict as the real one, so that a test sees what it would block. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'self'";

/** The desk's routes with one family behind them, for tests of the console that need no database. */
export interface FakeService {
  url: string;
  case: CaseView;
  chat: ChatMessage[];
  side: DeskSide;
  /** Every change that was asked for: path and body. */
  asked: { path: string; body: Record<string, unknown> }[];
  /** Answers the next change with this instead. */
  refuseNext: { status: number; body: unknown } | null;
  /** Tells every open page that something changed. */
  announce(): void;
  /** Breaks every live stream, as a restart would. */
  cut(): void;
  close(): Promise<void>;
}

const HELD = { voice: 'staff', holder: { id: 'coordinator', name: 'Asha Nair' } };

const json = (res: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}) =>
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

async function bodyOf(req: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString() || '{}') as Record<string, unknown>;
}

export async function startFakeService(): Promise<FakeService> {
  const live = new Set<ServerResponse>();
  const service: FakeService = {
    url: '',
    case: meena(),
    chat: talk(),
    side: quietSide(),
    asked: [],
    refuseNext: null,
    announce: () =>
      live.forEach((res) =>
        res.write(`event: changed\ndata: {"conversation":"talk-meena","case":"case-meena"}\n\n`),
      ),
    cut: () => live.forEach((res) => res.destroy()),
    close: () => (service.cut(), new Promise((resolve) => server.close(() => resolve()))),
  };
  const server: Server = createServer((req, res) => void answer(service, live, req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return service;
}

async function answer(
  service: FakeService,
  live: Set<ServerResponse>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const path = new URL(req.url!, 'http://x').pathname;
  const signedIn =
    req.headers.authorization?.startsWith('Bearer token-') || req.headers.cookie?.includes('seat=');
  const role =
    /(?:token-|seat=)(\w+)/.exec(`${req.headers.authorization} ${req.headers.cookie}`)?.[1] ?? 'coordinator';
  if (path === '/demo/live') return listen(live, res);
  if (path === '/demo/files/photo')
    return void res.writeHead(200, { 'content-type': 'image/svg+xml' }).end(drawnPage([]));
  if (path.startsWith('/demo/'))
    return void json(res, demoAnswer(path, await bodyOf(req).catch(() => ({})), service.asked));
  if (!path.startsWith('/api/')) return file(path, res);
  if (path === '/api/demo-users')
    return void json(
      res,
      ['coordinator', 'reviewer'].map((seat) => ({
        email: `${seat}@example.org`,
        password: 'demo',
        name: seat === 'reviewer' ? 'Dr. Kavita Rao' : 'Asha Nair',
        role: seat,
      })),
    );
  if (path === '/api/auth/sign-in/email') {
    const { email, password } = await bodyOf(req);
    if (password !== 'demo')
      return void json(res, { code: 'INVALID', message: 'Invalid email or password' }, 401);
    const seat = String(email).split('@')[0]!;
    return void json(res, { user: {} }, 200, {
      'set-auth-token': `token-${seat}`,
      'set-cookie': `seat=${seat}; HttpOnly; Path=/`,
    });
  }
  if (!signedIn) return void json(res, { code: 'not_allowed', message: 'Sign in first.' }, 401);
  if (req.method === 'POST') return change(service, path, await bodyOf(req), req, res);
  if (path === '/api/me')
    return void json(res, {
      id: role,
      name: role === 'reviewer' ? 'Dr. Kavita Rao' : 'Asha Nair',
      role,
      demo: true,
      qualification: role === 'reviewer' ? 'MD, DM' : '',
      registration: '',
    });
  if (path === '/api/queue')
    return void json(res, { rows: queue(), next: null, counts: { waiting: 2, mine: 1, mentions: 0 } });
  if (path === '/api/desk') return void json(res, deskList);
  if (path === '/api/conversations/talk-meena/desk') return void json(res, service.side);
  if (path === '/api/conversations/talk-meena/replies') return void json(res, readyReplies);
  if (path === '/api/conversations/talk-meena/hand-back') return void json(res, handBack);
  if (path === '/api/cases/case-meena')
    return void json(res, { ...service.case, mayWrite: role === 'reviewer' && service.case.mayWrite });
  if (path === '/api/conversations/talk-meena/messages') return void json(res, service.chat);
  if (path.startsWith('/api/pages/')) {
    const lines = service.case.facts.flatMap(({ from }) =>
      from.kind === 'page' && path.includes(from.document) ? [from] : [],
    );
    return void res.writeHead(200, { 'content-type': 'image/svg+xml' }).end(drawnPage(lines));
  }
  if (path !== '/api/live') return void json(res, { code: 'not_found', message: 'Not here.' }, 404);
  listen(live, res);
}

function listen(live: Set<ServerResponse>, res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
  live.add(res);
  res.on('close', () => live.delete(res));
}

function change(
  service: FakeService,
  path: string,
  body: Record<string, unknown>,
  req: IncomingMessage,
  res: ServerResponse,
): void {
  service.asked.push({ path, body });
  if (req.headers['x-requested-with'] !== 'doosri-rai')
    return void json(res, { code: 'not_allowed', message: 'Header missing.' }, 403);
  // What a page does by itself is not what the next refusal is meant for.
  if (service.refuseNext && !/\/(viewing|seen|composer|cost|look)$/.test(path)) {
    const { status, body: problem } = service.refuseNext;
    service.refuseNext = null;
    return void json(res, problem, status);
  }
  const view = service.case;
  const beside = besideChange(service, path, body);
  if (beside) return void json(res, beside);
  // Any word of a person takes the voice.
  if (path.endsWith('/say') || path.endsWith('/take')) Object.assign(view, HELD);
  if (path.endsWith('/hand-back')) Object.assign(view, { voice: 'bot', holder: null });
  if (path.endsWith('/say') && !service.chat.some(({ id }) => id === body.id))
    service.chat.push({
      id: String(body.id),
      from: 'staff',
      by: 'Asha Nair',
      at: '2026-11-24T05:00:00Z',
      text: String(body.text),
      options: [],
      media: [],
      state: 'queued',
      failure: null,
    });
  if (path.endsWith('/status')) view.status = body.to as CaseView['status'];
  if (path.endsWith('/close')) view.tasks = [];
  if (path.endsWith('/facts')) learn(view, body);
  changePapers(view, path, body);
  if (path.endsWith('/opinion'))
    view.opinions = [...view.opinions.filter(({ signedAt }) => signedAt), draft(view, body)];
  if (path.endsWith('/sign'))
    Object.assign(view.opinions.at(-1)!, {
      signedAt: '2026-11-24T06:00:00Z',
      caseHash: 'ab12cd34',
      code: '7K4M-9Q2T-XB3C',
      since: { facts: ['f9'], papers: [] },
      pdf: '/api/opinions/o1/pdf',
      delivered: 'sent',
    });
  service.announce();
  if (path.endsWith('/read')) return void json(res, { ok: true, lacks: {} });
  json(res, { ok: true, ...(path.endsWith('/opinion') ? { lacks: view.opinions.at(-1)!.lacks } : {}) });
}

function learn(view: CaseView, body: Record<string, unknown>): void {
  if (body.rejects) return setAside(view, body);
  const old = view.facts.find(({ id }) => id === (body.corrects ?? body.confirms));
  if (!old) return;
  old.current = false;
  const by = { kind: 'staff', id: 'Asha Nair', at: '2026-11-24T05:00:00Z' } as const;
  view.facts.push({
    ...old,
    id: `${old.id}'`,
    value: String(body.value),
    accepted: true,
    current: true,
    doubt: undefined,
    corrects: old.id,
    confirmed: by,
  });
}

const draft = (view: CaseView, body: Record<string, unknown>): OpinionView => ({
  id: 'o1',
  version: view.opinions.filter(({ signedAt }) => signedAt).length + 1,
  findings: Findings.parse(body.findings),
  summary: String(body.summary),
  answers: answersOf(view, body),
  doctor: 'Dr. Kavita Rao',
  qualification: String(body.qualification ?? 'MD, DM'),
  registration: String(body.registration ?? ''),
  lacks: lacks(writtenOf(view, body), view.questions),
  signedAt: null,
  since: null,
  code: null,
  caseHash: null,
  delivered: 'no',
  pdf: null,
});

/** The rules are those of the service. */
function writtenOf(view: CaseView, body: Record<string, unknown>): Written {
  const { summary, qualification, registration } = body as Record<string, string>;
  return {
    findings: Findings.parse(body.findings),
    summary: summary ?? '',
    answers: answersOf(view, body),
    qualification: qualification ?? '',
    registration: registration ?? '',
  };
}

const answersOf = (view: CaseView, body: Record<string, unknown>) =>
  (body.answers as { path: string; answer: string }[]).map((given) => ({
    ...given,
    question: view.questions.find(({ path }) => path === given.path)?.text ?? '',
  }));

function file(path: string, res: ServerResponse): void {
  const inside = normalize(path.replace(/^\/console/, '')).replace(/^(\.\.[/\\])+/, '');
  const name =
    path === '/' ? 'demo.html' : inside === '/' || inside === '.' || inside === '' ? 'index.html' : inside;
  try {
    res
      .writeHead(200, {
        'content-type': MIME[extname(name)] ?? 'application/octet-stream',
        'content-security-policy': POLICY,
      })
      .end(readFileSync(join(dist, name)));
  } catch {
    res.writeHead(404).end();
  }
}
