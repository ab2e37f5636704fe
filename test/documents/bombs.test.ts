import { deflateSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { createReader } from '../../src/documents/reader.ts';
import { TODAY } from './paper.ts';

const SECONDS = 5;
const reader = createReader({
  processes: 1,
  timeoutMs: SECONDS * 1000,
  memoryMb: 700,
  typesFolder: new URL('../../flows/documents', import.meta.url).pathname,
});
afterAll(() => reader.close());

type Part = { head: string; body?: Buffer };

/** A PDF of numbered parts; the third is its only page. */
function pdf(parts: readonly Part[]): Buffer {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const places: number[] = [];
  const size = () => chunks.reduce((n, c) => n + c.length, 0);
  parts.forEach(({ head, body }, i) => {
    places.push(size());
    const length = body ? head.replace('LENGTH', String(body.length)) : head;
    chunks.push(Buffer.from(`${i + 1} 0 obj\n${length}\n`));
    if (body) chunks.push(Buffer.from('stream\n'), body, Buffer.from('\nendstream\n'));
    chunks.push(Buffer.from('endobj\n'));
  });
  const start = size();
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${rows}`;
  chunks.push(
    Buffer.from(`${table}trailer <</Size ${parts.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`),
  );
  return Buffer.concat(chunks);
}

const page = (resources: string): Part[] => [
  { head: '<</Type/Catalog/Pages 2 0 R>>' },
  { head: '<</Type/Pages/Kids[3 0 R]/Count 1>>' },
  { head: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<${resources}>>>>` },
];
const flate = (body: Buffer, filter = '/FlateDecode'): Part => ({
  head: `<</Length LENGTH/Filter ${filter}>>`,
  body,
});
const ZEROES = Buffer.alloc(300_000_000, ' ');

const bombs: [what: string, make: () => Uint8Array][] = [
  ['a page of 300 MB of blanks, packed', () => pdf([...page(''), flate(deflateSync(ZEROES))])],
  [
    'the same packed twice, in a few hundred bytes',
    () => pdf([...page(''), flate(deflateSync(deflateSync(ZEROES)), '[/FlateDecode/FlateDecode]')]),
  ],
  [
    'forms that draw forms, ten times each, twelve deep',
    () => {
      const form = (n: number): Part => ({
        head: `<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Length LENGTH/Resources<</XObject<</F ${n} 0 R>>>>>>`,
        body: Buffer.from(n > 16 ? '0 0 1 1 re f' : '/F Do '.repeat(10)),
      });
      const forms = Array.from({ length: 12 }, (_, i) => form(i + 6));
      return pdf([
        ...page('/XObject<</F 5 0 R>>'),
        flate(deflateSync(Buffer.from('/F Do'))),
        ...forms,
        form(17),
      ]);
    },
  ],
  [
    'a picture of 900 million pixels',
    () =>
      pdf([
        ...page('/XObject<</I 5 0 R>>'),
        flate(deflateSync(Buffer.from('595 0 0 842 0 0 cm /I Do'))),
        {
          head: '<</Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 1/Length LENGTH/Filter/FlateDecode>>',
          body: deflateSync(Buffer.alloc(112_500_000)),
        },
      ]),
  ],
  ['a ZIP that swells', () => zipSync({ 'page.jpg': new Uint8Array(60_000_000) })],
  [
    'a ZIP of too many',
    () => zipSync(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.png`, strToU8('x')]))),
  ],
];

test.each(bombs)(
  '%s ends, and the next paper is read',
  async (_what, make) => {
    const bomb = make();
    const begun = performance.now();
    const reading = await reader.read(bomb, { today: TODAY });
    // It may have been drawn in time as what it is, an empty page; it was not waited for.
    expect(performance.now() - begun).toBeLessThan((2 * SECONDS + 6) * 1000);
    expect(reading.facts).toEqual([]);
    const next = await reader.read(
      pdf(page('').concat(flate(deflateSync(Buffer.from(' '))))).subarray(0, 90),
      {
        today: TODAY,
      },
    );
    expect(next.failure).toBe('damaged');
  },
  60_000,
);
