import { createServer } from 'node:http';
import { wamid } from './people.ts';

/** A Graph on loopback that takes every message at once and says who was written to. */
export interface Graph {
  url: string;
  /** Called as a message to this phone arrives, with the id it gets. Read marks are none. */
  onMessage: (phone: string, id: string) => void;
  /** Milliseconds until an answer leaves: how far away this Graph is. */
  far: number;
  /** All that was posted, read marks too. */
  calls: number;
  close(): void;
}

export async function fakeGraph(): Promise<Graph> {
  const graph: Graph = {
    url: '',
    onMessage: () => {},
    far: 0,
    calls: 0,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      graph.calls += 1;
      const body = JSON.parse(text || '{}') as { to?: string; status?: string };
      const id = wamid();
      const answer = body.status
        ? '{"success":true}'
        : JSON.stringify({
            messaging_product: 'whatsapp',
            contacts: [{ input: body.to, wa_id: body.to }],
            messages: [{ id }],
          });
      const say = () =>
        response
          .writeHead(200, {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(answer),
          })
          .end(answer);
      if (graph.far) setTimeout(say, graph.far);
      else say();
      if (!body.status) graph.onMessage(String(body.to).replace('+', ''), id);
    });
  });
  server.keepAliveTimeout = 65_000;
  const port = await new Promise<number>((ready) =>
    server.listen(0, '127.0.0.1', () => ready((server.address() as { port: number }).port)),
  );
  graph.url = `http://127.0.0.1:${port}`;
  return graph;
}
