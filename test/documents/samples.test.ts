import fs from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { TODAY } from './paper.ts';
import { createReader } from '../../src/documents/reader.ts';

const at = (file: string) => new URL(`../../samples/${file}`, import.meta.url);
const truth = JSON.parse(fs.readFileSync(at('truth.json'), 'utf8')) as Record<
  string,
  { type: string; ok: boolean; facts: Record<string, string | number> }
>;

const reader = createReader({
  processes: 1,
  timeoutMs: 60_000,
  memoryMb: 1500,
  typesFolder: new URL('../../flows/documents', import.meta.url).pathname,
});
afterAll(() => reader.close());

test.each(Object.entries(truth))(
  '%s is read as it was written',
  async (file, { type, ok, facts }) => {
    const reading = await reader.read(fs.readFileSync(at(file)), { today: TODAY });
    expect({ type: reading.type, ok: reading.quality.ok }).toEqual({ type, ok });
    const read = Object.fromEntries(reading.facts.map((f) => [f.path, f.normal]));
    expect(read).toMatchObject(facts);
    for (const fact of reading.facts) {
      const { width, height } = reading.pages[fact.page - 1]!;
      const [x, y, w, h] = fact.box;
      expect(x >= -2 && y >= -2 && x + w <= width + 2 && y + h <= height + 2).toBe(true);
    }
  },
  90_000,
);

test('a photo of one pixel is no page', async () => {
  const one = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const reading = await reader.read(one, { today: TODAY });
  expect(reading).toMatchObject({
    type: 'unsure',
    facts: [],
    quality: { ok: false, faults: ['small'] },
  });
}, 60_000);
