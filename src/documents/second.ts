import type { Raster } from './raster.ts';
import { startLibrary } from './tesseract-library.ts';
import { findProgram, startProgram } from './tesseract-program.ts';

/** What stands on a line, and how sure the reader is as a whole, 0 to 1. */
export interface Said {
  text: string;
  sure: number;
}

/** A reader built in another way than the first: Tesseract, outside of this thread. */
export interface Second {
  /** Lines of dark print on light paper, some 36 pixels high, in one language (a Tesseract code). Answers keep the order. */
  read(lines: readonly Raster[], language?: string): Promise<Said[]>;
}

/** The system's own Tesseract where it has the language, being faster and smaller; npm's otherwise. Throws where neither starts. */
export async function startSecond(program: string | undefined = findProgram()): Promise<Second> {
  const own = program === undefined ? undefined : await startProgram(program);
  const library = startLibrary();
  if (!own?.languages.has('eng')) await library.read([]);
  return {
    read: async (lines, language = 'eng') =>
      own?.languages.has(language) ? own.read(lines, language) : library.read(lines, language),
  };
}
