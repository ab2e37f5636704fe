import type { Request, Response } from 'express';

const MOST = 100;

export interface Live {
  join(req: Request, res: Response): void;
  say(event: string, data: unknown): void;
  close(): void;
}

/** Server-sent events for the demo screen. */
export function createLive(): Live {
  const open = new Set<Response>();
  return {
    join(req, res) {
      if (open.size >= MOST) return void res.status(503).end();
      res.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
      });
      res.write(': welcome\n\n');
      open.add(res);
      req.on('close', () => open.delete(res));
    },
    say(event, data) {
      for (const res of open) res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    close() {
      for (const res of open) res.end();
      open.clear();
    },
  };
}
