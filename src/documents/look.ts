import { glanceAt } from './glance.ts';
import { loadModels } from './models.ts';
import { marked } from './mark.ts';
import type { Models } from './models.ts';
import { openImage, sniff } from './open.ts';
import { faultsOf, measure } from './quality.ts';
import type { Sight } from './reading.ts';

/** What opens at once; others are only read. */
const QUICK = new Set(['image/jpeg', 'image/png', 'image/webp']);
/** So many pixels a side tell enough. */
const LONGEST = 2000;

let models: Promise<Models> | undefined;

/** Looks at one photo for a moment: what is wrong with it, and where. Meant for a process of its own. */
export async function lookAt(bytes: Uint8Array): Promise<Sight> {
  const { mime, failure } = await sniff(bytes);
  if (failure || !QUICK.has(mime)) return { faults: [] };
  const opened = await openImage(bytes, mime, 0, LONGEST);
  if (typeof opened === 'string') return { faults: [] };
  const glance = await glanceAt(await (models ??= loadModels()), opened.image);
  const seen = await measure(glance);
  const faults = faultsOf(seen);
  return faults[0] ? { faults, picture: await marked(glance, seen, faults[0]) } : { faults };
}
