import fs from 'node:fs';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { openImage, sniff } from '../../src/documents/open.ts';
import type { Raster } from '../../src/documents/raster.ts';

/** A sheet of 60 by 80 whose quarters are red, green, blue and grey: where they come to lie tells how it was turned. */
const [WIDE, HIGH] = [60, 80];
const RED = [220, 40, 40];
const [GREEN, BLUE, GREY] = [
  [40, 200, 60],
  [40, 60, 220],
  [120, 120, 120],
];
const quarters = [RED, GREEN, BLUE, GREY] as const;
const sheet = Buffer.alloc(WIDE * HIGH * 3);
for (let i = 0; i < WIDE * HIGH; i++)
  sheet.set(quarters[(i % WIDE < WIDE / 2 ? 0 : 1) + (i < (WIDE * HIGH) / 2 ? 0 : 2)]!, i * 3);
const picture = (): Sharp => sharp(sheet, { raw: { width: WIDE, height: HIGH, channels: 3 } });

/** What stands in the middle of each quarter, by the name of the colour it is nearest to. */
function seen({ width, height, data }: Raster): string {
  const names = ['red', 'green', 'blue', 'grey'];
  const places = [
    [1, 1],
    [3, 1],
    [1, 3],
    [3, 3],
  ] as const;
  const nearest = places.map(([x, y]) => {
    const at = (Math.floor((height * y) / 4) * width + Math.floor((width * x) / 4)) * 3;
    const off = quarters.map((colour) => colour.reduce((sum, v, c) => sum + Math.abs(v - data[at + c]!), 0));
    return names[off.indexOf(Math.min(...off))];
  });
  return nearest.join(' ');
}

async function opened(bytes: Uint8Array): Promise<Raster> {
  const { mime, failure } = await sniff(bytes);
  if (failure) throw new Error(failure);
  const got = await openImage(bytes, mime);
  if (typeof got === 'string') throw new Error(got);
  expect(got.image.data).toHaveLength(got.image.width * got.image.height * 3);
  return got.image;
}

/** How a camera stores what its note says must be turned: one step after the other. */
const STORED: Record<number, readonly ((image: Sharp) => Sharp)[]> = {
  1: [],
  2: [(s) => s.flop()],
  3: [(s) => s.rotate(180)],
  4: [(s) => s.flip()],
  5: [(s) => s.rotate(90), (s) => s.flop()],
  6: [(s) => s.rotate(270)],
  7: [(s) => s.rotate(90), (s) => s.flip()],
  8: [(s) => s.rotate(90)],
};

async function stored(orientation: number): Promise<Buffer> {
  let png = await picture().png().toBuffer();
  for (const step of STORED[orientation]!) png = await step(sharp(png)).png().toBuffer();
  return sharp(png).jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'a photo whose camera noted orientation %i stands upright',
  async (note) => {
    const image = await opened(await stored(note));
    expect([image.width, image.height]).toEqual([WIDE, HIGH]);
    expect(seen(image)).toBe('red green blue grey');
  },
);

const kinds: [what: string, make: () => Promise<Uint8Array>][] = [
  ['a JPEG in the colours of a press (CMYK)', () => picture().toColourspace('cmyk').jpeg().toBuffer()],
  ['a TIFF of sixteen bits', () => picture().toColourspace('rgb16').tiff().toBuffer()],
  ['a PNG of sixteen bits', () => picture().toColourspace('rgb16').png().toBuffer()],
  ['a PNG with a palette', () => picture().png({ palette: true }).toBuffer()],
  ['a PNG that can be seen through', () => picture().ensureAlpha(0.999).png().toBuffer()],
  ['a progressive JPEG', () => picture().jpeg({ progressive: true, quality: 95 }).toBuffer()],
  ['a progressive JPEG whose note is torn', () => torn()],
  ['a GIF', () => picture().gif().toBuffer()],
  ['a WebP that moves', () => moving('webp')],
  ['a GIF that moves', () => moving('gif')],
  [
    'a JPEG with a ZIP behind it',
    async () =>
      Buffer.concat([
        await picture().jpeg({ quality: 95 }).toBuffer(),
        Buffer.from('504b0304', 'hex'),
        Buffer.alloc(99),
      ]),
  ],
];

test.each(kinds)('%s opens as the sheet it is', async (_what, make) => {
  expect(seen(await opened(await make()))).toBe('red green blue grey');
});

test('grey that can be seen through lies on white', async () => {
  const half = {
    create: { width: 40, height: 40, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
  };
  const { data } = await opened(await sharp(half).toColourspace('b-w').png().toBuffer());
  expect([data[0], data[1], data[2]].every((v) => v! > 120 && v! < 135)).toBe(true);
});

/** The first picture is the sheet, the others are black; shown one after the other. */
async function moving(kind: 'webp' | 'gif'): Promise<Buffer> {
  const black = await sharp(Buffer.alloc(sheet.length), { raw: { width: WIDE, height: HIGH, channels: 3 } })
    .png()
    .toBuffer();
  const first = await picture().png().toBuffer();
  const film = sharp([first, ...Array.from({ length: 50 }, () => black)], { join: { animated: true } });
  return kind === 'webp' ? film.webp({ lossless: true }).toBuffer() : film.gif().toBuffer();
}

async function torn(): Promise<Buffer> {
  const bytes = await picture()
    .jpeg({ progressive: true, quality: 95 })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const at = bytes.indexOf('Exif\0\0', 0, 'latin1');
  bytes.fill(0xff, at + 6, at + 30);
  return bytes;
}

test('an iPhone’s photo that claims to be as large as a field is not opened', async () => {
  const bytes = fs.readFileSync(new URL('../../samples/sushila-lab.heic', import.meta.url));
  for (let at = bytes.indexOf('ispe'); at >= 0; at = bytes.indexOf('ispe', at + 4)) {
    bytes.writeUInt32BE(60_000, at + 8);
    bytes.writeUInt32BE(60_000, at + 12);
  }
  expect(['too_big', 'damaged']).toContain(await openImage(bytes, 'image/heic'));
});
