import { connect, type Socket } from 'node:net';

/**
 * A client of one address over kept-alive connections, as lean as can be: what the load costs is not on the bill of whoever
 * is measured. It understands only what our contestants answer: a status line, a length or chunks.
 */
export interface Wire {
  /** Posts and resolves with the status. Rejects when the connection breaks. */
  post(path: string, headers: string, body: Buffer): Promise<number>;
  close(): void;
}

interface Line {
  socket: Socket;
  got: string;
  done?: (status: number) => void;
  fail?: (error: Error) => void;
}

export function wire(base: string): Wire {
  const { hostname, port } = new URL(base);
  const idle: Line[] = [];
  const all = new Set<Line>();

  const open = (): Line => {
    const line: Line = { socket: connect(Number(port), hostname), got: '' };
    line.socket.setNoDelay(true);
    line.socket.on('data', (part: Buffer) => hear(line, part));
    const broken = (error?: Error) => {
      all.delete(line);
      if (idle.includes(line)) idle.splice(idle.indexOf(line), 1);
      line.fail?.(error ?? new Error('the connection was closed'));
    };
    line.socket.on('error', broken);
    line.socket.on('close', () => broken());
    all.add(line);
    return line;
  };
  const hear = (line: Line, part: Buffer) => {
    line.got += part.toString('latin1');
    const status = statusOf(line.got);
    if (status === undefined) return;
    const { done } = line;
    line.got = '';
    line.done = line.fail = undefined;
    idle.push(line);
    done?.(status);
  };

  return {
    post: (path, headers, body) =>
      new Promise((done, fail) => {
        const line = idle.pop() ?? open();
        line.done = done;
        line.fail = fail;
        const head = `POST ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-length: ${body.length}\r\n${headers}\r\n`;
        line.socket.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
      }),
    close() {
      for (const { socket } of all) socket.destroy();
    },
  };
}

/** The status once the answer is whole. */
function statusOf(got: string): number | undefined {
  const head = got.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(got.slice(0, head + 2));
  const whole = length ? got.length >= head + 4 + Number(length[1]) : got.endsWith('0\r\n\r\n');
  return whole ? Number(got.slice(9, 12)) : undefined;
}
