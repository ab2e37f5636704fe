import { Agent, request as plain } from 'node:http';
import { Agent as SafeAgent, request as safe } from 'node:https';

/** Posts text and resolves with the answer, whatever its status. Redirects are not followed. Rejects without one in time. */
export type Post = (url: string, headers: Record<string, string>, body: string) => Promise<Response>;

/** An idle connection is closed before the other side thinks of it, so that no message leaves on one that is gone. */
const IDLE_MS = 4_000;
/** More than any answer we understand. */
const MOST_BYTES = 1_000_001;

/**
 * Posting over kept-alive connections. `fetch` does the same for three times the CPU, and each turn posts twice. What
 * comes back is as much of a `Response` as readers of small JSON need.
 */
export function poster(timeoutMs: number): Post {
  const options = { keepAlive: true, timeout: IDLE_MS, maxSockets: 512 };
  const [agent, safeAgent] = [new Agent(options), new SafeAgent(options)];
  return (address, headers, body) =>
    new Promise((done, fail) => {
      const url = new URL(address);
      const isSafe = url.protocol === 'https:';
      const asked = (isSafe ? safe : plain)(url, {
        agent: isSafe ? safeAgent : agent,
        method: 'POST',
        timeout: timeoutMs,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      const late = setTimeout(() => asked.destroy(timedOut()), timeoutMs);
      asked.on('response', (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        const end = () => {
          clearTimeout(late);
          const status = response.statusCode ?? 0;
          const get = (name: string) => {
            const value = response.headers[name.toLowerCase()];
            return Array.isArray(value) ? value.join(', ') : (value ?? null);
          };
          const answer = { ok: status >= 200 && status < 300, status, headers: { get }, body: parts };
          done(answer as unknown as Response);
        };
        response.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size < MOST_BYTES) return;
          response.removeAllListeners('end');
          end();
          asked.destroy();
        });
        response.on('end', end);
        response.on('error', fail);
      });
      asked.on('timeout', () => asked.destroy(timedOut()));
      asked.on('error', (error) => {
        clearTimeout(late);
        fail(error);
      });
      asked.end(body);
    });
}

function timedOut(): Error {
  return Object.assign(new Error('no answer in time'), { name: 'TimeoutError' });
}
