import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { printed, tiff } from '../../src/documents/greymap.ts';
import type { Raster } from '../../src/documents/raster.ts';
import { startProgram } from '../../src/documents/tesseract-program.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'doosri-second-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A bar on paper: ink and paper of a given shade. */
function line(ink: number, paper: number, width = 60): Raster {
  const data = new Uint8Array(width * 36 * 3).fill(paper);
  for (let y = 14; y < 20; y++) data.fill(ink, (y * width + 10) * 3, (y * width + width - 10) * 3);
  return { width, height: 36, data };
}

test('a line goes to the second reader dark on white, also when it was printed white on a dark bar', () => {
  const [usual, turned] = [printed(line(40, 200)), printed(line(240, 60))];
  const at = (x: number, y: number) => y * usual.width + x;
  for (const { data } of [usual, turned]) {
    expect(data[at(40, 28)]).toBeLessThan(30);
    expect(data[at(40, 40)]).toBeGreaterThan(225);
  }
});

test('lines of different widths go through the pipe as pages of one picture', async () => {
  const pages = [line(0, 255, 60), line(0, 255, 91), line(0, 255, 300)].map(printed);
  const picture = tiff(pages);
  expect((await sharp(picture).metadata()).pages).toBe(3);
  for (const [page, { width, height, data }] of pages.entries()) {
    const { info, data: pixels } = await sharp(picture, { page }).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width, height });
    expect(pixels.every((v, i) => v === data[Math.floor(i / info.channels)])).toBe(true);
  }
});

/** Stands in for the system's program: answers for each page of the picture with a word, and none for the second. */
const PROGRAM = `#!${process.execPath}
if (process.argv.includes('--list-langs')) {
  console.log('List of available languages (2):\\neng\\nhin');
  process.exit();
}
const chunks = [];
process.stdin.on('data', (c) => chunks.push(c)).on('end', () => {
  const picture = Buffer.concat(chunks);
  let [at, page] = [picture.readUInt32LE(4), 0];
  console.log('level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext');
  while (at !== 0) {
    page++;
    console.log(['1', page, 0, 0, 0, 0, 0, 0, 9, 9, -1, ''].join('\\t'));
    if (page !== 2)
      for (const word of ['Page', page]) console.log(['5', page, 1, 1, 1, 1, 0, 0, 9, 9, '90.0', word].join('\\t'));
    at = picture.readUInt32LE(at + 2 + picture.readUInt16LE(at) * 12);
  }
});
`;

test('the answers of the program keep the order of the lines, a line without words being empty', async () => {
  const program = path.join(folder, 'tesseract');
  fs.writeFileSync(program, PROGRAM, { mode: 0o755 });
  const second = await startProgram(program);
  expect(second.languages.has('hin')).toBe(true);
  expect(await second.read([line(0, 255), line(0, 255), line(0, 255)], 'eng')).toEqual([
    { text: 'Page 1', sure: 0.9 },
    { text: '', sure: 0 },
    { text: 'Page 3', sure: 0.9 },
  ]);
});

test('a program that does not start has no language', async () => {
  expect((await startProgram(path.join(folder, 'none'))).languages.has('eng')).toBe(false);
});
