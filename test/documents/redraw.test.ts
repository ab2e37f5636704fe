import { afterAll, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { createReader } from '../../src/documents/reader.ts';
import { TODAY } from './paper.ts';

const reader = createReader({
  processes: 1,
  timeoutMs: 90_000,
  memoryMb: 1500,
  typesFolder: new URL('../../flows/documents', import.meta.url).pathname,
});
afterAll(() => reader.close());

const samples = join(import.meta.dirname, '../../samples');
const grey = (image: Uint8Array) => sharp(image).greyscale().raw().toBuffer();

/** How far two pictures of the same size are apart, of 255, in the mean. */
async function apart(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [one, other] = await Promise.all([grey(a), grey(b)]);
  expect(other).toHaveLength(one.length);
  return one.reduce((sum, tone, i) => sum + Math.abs(tone - other[i]!), 0) / one.length;
}

test('the page of a photo that lay on its side and leant is drawn again as it was, so that its boxes still fit', async () => {
  const phone = await readFile(join(samples, 'sushila-lab-phone.jpg'));
  const photo = await sharp(phone).resize(1200).rotate(-82, { background: '#604834' }).jpeg().toBuffer();
  const { pages } = await reader.read(photo, { today: TODAY });
  expect(pages[0]!.rotation).toBe(270);
  const [again] = await reader.redraw(photo, pages);
  expect(await apart(pages[0]!.image, again!)).toBeLessThan(4);
}, 180_000);

test('every page of a PDF is drawn again, and of what does not open none', async () => {
  const pdf = await readFile(join(samples, 'sushila-histopathology.pdf'));
  const { pages } = await reader.read(pdf, { today: TODAY });
  const again = await reader.redraw(pdf, pages);
  expect(again).toHaveLength(pages.length);
  expect(await apart(pages[0]!.image, again[0]!)).toBeLessThan(1);
  expect(await reader.redraw(pdf.subarray(0, 900), pages)).toEqual([]);
}, 180_000);
