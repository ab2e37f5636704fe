import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const assets = join(root, 'console/dist/assets');

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'src/commands/build.ts')], { cwd: root });
}, 120_000);

/** A script and all it needs before it runs; what is fetched later does not count. */
function needed(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const code = readFileSync(join(assets, name), 'utf8');
  for (const [, other] of code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
    needed(other!, found);
  return found;
}

const scriptOf = (start: string) =>
  readdirSync(assets).find((name) => name.startsWith(`${start}-`) && name.endsWith('.js'))!;

test('a doctor’s phone loads less than 200 kB of script before it shows the case', () => {
  const all = new Set([...needed(scriptOf('index')), ...needed(scriptOf('Case'))]);
  expect(all.size).toBeGreaterThan(4);
  const bytes = [...all].map((name) => gzipSync(readFileSync(join(assets, name))).length);
  const sum = bytes.reduce((a, b) => a + b, 0);
  process.stdout.write(`first load of a case: ${Math.round(sum / 1000)} kB of script, gzipped\n`);
  expect(sum).toBeLessThan(200_000);
});
