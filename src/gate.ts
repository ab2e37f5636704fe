import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net';

/** A door in front of another server. */
export interface Gate {
  /** The address of that server, by way of the door. */
  url: string;
  /** Those inside are thrown out, and nobody new comes in. */
  shut(): void;
  open(): void;
  close(): void;
}

const USUAL: Record<string, number> = { 'redis:': 6379, 'postgres:': 5432, 'postgresql:': 5432 };

/** Puts a door on loopback in front of the server at `url`: it can die for us where one may not kill it. */
export async function gate(url: string): Promise<Gate> {
  const target = new URL(url);
  const inside = new Set<Socket>();
  let isShut = false;
  const server = createServer((guest) => {
    guest.on('error', () => {});
    if (isShut) return void guest.destroy();
    const host = dial(Number(target.port) || USUAL[target.protocol]!, target.hostname);
    for (const [one, other] of [
      [guest, host],
      [host, guest],
    ] as const) {
      inside.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        inside.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  const empty = () => {
    for (const socket of inside) socket.destroy();
  };
  return {
    url: through.href,
    shut() {
      isShut = true;
      empty();
    },
    open: () => void (isShut = false),
    close() {
      empty();
      server.close();
    },
  };
}
