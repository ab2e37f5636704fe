import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const report = join(root, 'samples/sushila-histopathology.pdf');
let folder: string;

/** What people have in a folder beside their reports. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-'));
  mkdirSync(join(folder, 'scans.jpg'));
  copyFileSync(report, join(folder, 'scans.jpg', 'माँ की रिपोर्ट 😊 (2).pdf'));
  // No ending, a line's end in the name, a link that leads round in a circle.
  copyFileSync(report, join(folder, 'no ending'));
  copyFileSync(report, join(folder, 'a\nb.pdf'));
  symlinkSync('.', join(folder, 'round'));
  symlinkSync('/nowhere/at/all.png', join(folder, 'z-broken.png'));
  writeFileSync(join(folder, 'notes.txt'), 'Ask the doctor about diet.');
  writeFileSync(join(folder, 'empty.jpg'), '');
  writeFileSync(join(folder, '.hidden.jpg'), 'x');
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe.jpg')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/commands/read.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { stdout, stderr, status };
}
/** The keys of an object, as the contract names them. */
const keys = (value: object) => Object.keys(value).join(' ');

test('a folder as people have it: each paper once, the odd ones told of, and what is no paper left out by name', () => {
  const { stdout, stderr, status } = read('--json', folder);
  const all = JSON.parse(stdout) as Record<string, any>[];
  expect(all.map(({ file, type, quality }) => [basename(file), type, quality])).toEqual([
    ['a\nb.pdf', 'histopathology', { ok: true, faults: [] }],
    ['empty.jpg', 'unsure', { ok: false, faults: ['empty'] }],
    ['no ending', 'histopathology', { ok: true, faults: [] }],
    ['माँ की रिपोर्ट 😊 (2).pdf', 'histopathology', { ok: true, faults: [] }],
    ['z-broken.png', 'unsure', { ok: false, faults: ['empty'] }],
  ]);
  expect(stderr).toContain('z-broken.png cannot be opened: ENOENT');
  expect(stderr).toMatch(/Left out, for these are no papers: .*notes\.txt, .*pipe\.jpg/);
  expect(status).toBe(1);

  const [one] = all;
  expect(keys(one!)).toBe('file type typeConfidence quality pages facts ms');
  expect(keys(one!['pages'][0])).toBe('width height rotation text lines');
  expect(keys(one!['pages'][0].lines[0])).toBe('text box confidence');
  for (const fact of one!['facts'])
    expect(keys(fact)).toBe('path label value normal unit page box confidence accepted doubt');
}, 120_000);

test('for people it is a table, in which no name moves the cursor', () => {
  const { stdout, status } = read(join(folder, 'a\nb.pdf'));
  expect(status).toBe(0);
  const lines = stdout.split('\n');
  expect(lines[0]).toBe(`${folder}/a·b.pdf`);
  expect(lines[1]).toMatch(/^ {2}histopathology \(\d+ %\), 1 page, \d+ ms, good enough$/);
  expect(stdout).toMatch(/^ {4}pathology\.nodes +2\/14 positive/m);
}, 60_000);

test('a file that is not there, and none at all', () => {
  const missing = read(join(folder, 'gone.pdf'));
  expect([missing.status, missing.stderr]).toEqual([1, `${folder}/gone.pdf cannot be opened: ENOENT\n`]);
  const none = read();
  expect(none.status).toBe(2);
  expect(none.stderr).toMatch(/^Usage:/);
  expect(read('--json', join(folder, 'notes.txt')).status).toBe(0);
}, 60_000);
