import { papersAfter, renamePage, type DrawnPaper } from '../db/pages.ts';
import type { World } from './world.ts';

type Needs = Pick<World, 'db' | 'vault' | 'files' | 'reader' | 'log'>;

/**
 * Draws the pages again whose pictures are not in the store, each from its original, which is only read. Returns how many
 * were drawn, and how many cannot be: their original is gone too, or does not open any more.
 */
export async function redrawLost(world: Needs): Promise<{ drawn: number; lost: number }> {
  let [drawn, lost, seq] = [0, 0, '0'];
  for (;;) {
    const papers = await papersAfter(world.db, world.vault, seq);
    if (!papers.length) return { drawn, lost };
    for (const paper of papers) {
      const missing = await missingOf(world, paper);
      const made = missing.length ? await redraw(world, paper, missing) : 0;
      drawn += made;
      lost += missing.length - made;
    }
    seq = papers.at(-1)!.seq;
  }
}

async function missingOf({ files }: Needs, { pages }: DrawnPaper) {
  const there = await Promise.all(pages.map((page) => files.has(page.file)));
  return pages.filter((_, i) => !there[i]);
}

async function redraw({ db, files, reader, log }: Needs, paper: DrawnPaper, missing: DrawnPaper['pages']) {
  try {
    const images = await reader.redraw(await files.get(db, paper.caseKey, paper.file), paper.pages);
    let made = 0;
    for (const page of missing) {
      const image = images[paper.pages.indexOf(page)];
      if (!image) continue;
      const name = await files.put(db, paper.case, paper.caseKey, image);
      if (name !== page.file) await renamePage(db, paper.id, page.number, name);
      made++;
    }
    return made;
  } catch (error) {
    log('redraw_failed', {
      document: paper.id,
      failure: (error as { code?: string }).code ?? (error as Error).name,
    });
    return 0;
  }
}
