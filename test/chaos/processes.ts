import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const NODE = join(root, 'node_modules/.bin/node');

/** Real processes of the service that can be killed at any moment and started again. */
export interface Processes {
  /** Starts the process of this name, or starts it again. Resolves with its address once it is ready. */
  start(name: string): Promise<string>;
  /** SIGKILL: the process learns nothing of it. Resolves when it is gone. */
  kill(name: string): Promise<void>;
  running(name: string): boolean;
  close(): Promise<void>;
}

/** What runs under a name: the program with its arguments, and its environment. */
export type Program = { file: string; args?: string[]; env: Record<string, string> };

export async function processes(programs: Record<string, Program>): Promise<Processes> {
  const folder = await mkdtemp(join(tmpdir(), 'doosri-chaos-'));
  const children = new Map<string, ChildProcess>();

  const start = (name: string) => {
    const { file, args = [], env } = programs[name]!;
    const child = spawn(NODE, [join(root, file), ...args], {
      // Nothing of the test's own environment; the papers are shared, as they are in a real house.
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, ...env },
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.set(name, child);
    let told = '';
    let wrong = '';
    child.stderr!.on('data', (part: Buffer) => (wrong = (wrong + part.toString()).slice(-2_000)));
    return new Promise<string>((ready, failed) => {
      child.stdout!.on('data', (part: Buffer) => {
        told = (told + part.toString()).slice(-4_000);
        const url = /Ready .*at (http\S+)/.exec(told)?.[1];
        if (url) ready(url);
      });
      // Killed before it was ready: that is what the test does.
      child.once('exit', (code, signal) =>
        signal ? ready('') : failed(new Error(`${name} ended with ${code}: ${wrong}`)),
      );
    });
  };
  const running = (name: string) => {
    const child = children.get(name);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  };
  const kill = async (name: string) => {
    const child = children.get(name);
    if (!child || !running(name)) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  };
  return {
    start,
    kill,
    running,
    async close() {
      await Promise.all([...children.keys()].map(kill));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
