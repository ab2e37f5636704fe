import fs from 'node:fs';
import path from 'node:path';
import { papers } from './set.ts';

/** `node samples/fresh.ts FOLDER [SEED] [COUNT]`: writes invented reports, with `manifest.json` saying what stands on them. */
const [folder = 'fresh', seed = '1', count = '12'] = process.argv.slice(2);
fs.mkdirSync(folder, { recursive: true });
const items: unknown[] = [];
for await (const { bytes, ...item } of papers(Number(seed), Number(count))) {
  fs.writeFileSync(path.join(folder, item.file), bytes);
  items.push(item);
}
fs.writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ set: 'fresh', seed, items }, null, 1));
