import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { printed, tiff } from './greymap.ts';
import type { Raster } from './raster.ts';
import type { Said } from './second.ts';

const run = promisify(execFile);

const PLACES = ['/usr/bin/tesseract', '/usr/local/bin/tesseract', '/opt/homebrew/bin/tesseract'];
/** Lines of one page are read well within this. */
const TIMEOUT_MS = 30_000;
/** One thread, as everything else here: cores are shared out by the pool. */
const HOW = { timeout: TIMEOUT_MS, killSignal: 'SIGKILL', env: { OMP_THREAD_LIMIT: '1' } } as const;

/** Where this system's Tesseract is, if it has one. A reading process has no PATH. */
export const findProgram = (): string | undefined => PLACES.find((place) => fs.existsSync(place));

/** The program, once for all lines of a call. Pictures go through a pipe: nothing that was photographed touches a disk. */
export async function startProgram(program: string) {
  const listed = await run(program, ['--list-langs'], HOW).then(
    ({ stdout, stderr }) => `${stdout}\n${stderr}`,
    () => '',
  );
  return {
    languages: new Set(listed.split(/\s+/)),
    async read(lines: readonly Raster[], language: string): Promise<Said[]> {
      if (lines.length === 0) return [];
      const said = run(
        program,
        [
          'stdin',
          'stdout',
          '-l',
          language,
          '--psm',
          '7',
          '--dpi',
          '150',
          '-c',
          'debug_file=/dev/null',
          'tsv',
        ],
        { ...HOW, maxBuffer: 1 << 24 },
      );
      said.child.stdin!.on('error', () => undefined).end(tiff(lines.map(printed)));
      return linesOf((await said).stdout, lines.length);
    },
  };
}

/** Words of the table that Tesseract prints, by the page they stand on. */
function linesOf(table: string, pages: number): Said[] {
  const words = Array.from({ length: pages }, (): { text: string; sure: number }[] => []);
  for (const row of table.split('\n')) {
    const [level, page, , , , , , , , , sure, text] = row.split('\t');
    if (level === '5' && text) words[Number(page) - 1]?.push({ text, sure: Number(sure) / 100 });
  }
  return words.map((line) => ({
    text: line.map((w) => w.text).join(' '),
    sure: line.reduce((s, w) => s + w.sure, 0) / (line.length || 1),
  }));
}
