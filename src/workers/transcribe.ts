import { spawn } from 'node:child_process';

/** Turns sound into words. Undefined when it cannot: a person listens anyway. Never throws. */
export type Transcribe = (
  sound: Uint8Array,
  about: { mime: string; language: string },
) => Promise<string | undefined>;

/** A voice note of two minutes on a slow machine. */
const PATIENCE_MS = 90_000;
const MOST_TEXT = 20_000;

/**
 * Listens by a program of the operator's: sound comes in at its standard input, words leave at its standard output.
 * It is told the language and the type of the sound as its last two arguments, and gets no environment of ours.
 */
export function transcribeBy(command: string, patience = PATIENCE_MS): Transcribe {
  const [program, ...given] = command.trim().split(/\s+/);
  return (sound, { mime, language }) =>
    new Promise((done) => {
      const child = spawn(program!, [...given, language, mime], {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: {},
        timeout: patience,
        killSignal: 'SIGKILL',
      });
      const parts: Buffer[] = [];
      child.stdout.on('data', (part: Buffer) => parts.push(part));
      child.once('error', () => done(undefined));
      child.once('close', (code) => {
        const text = Buffer.concat(parts).toString('utf8').trim().slice(0, MOST_TEXT);
        done(code === 0 && text ? text : undefined);
      });
      // A program that ends without listening is no fault of the sound.
      child.stdin.on('error', () => undefined);
      child.stdin.end(sound);
    });
}
