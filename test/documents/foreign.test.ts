import { afterAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { draw, pixels, PLAIN_PRINT } from '../../samples/draw.ts';
import { ADVICE } from '../../samples/treatments.ts';
import { createReader } from '../../src/documents/reader.ts';
import { TODAY } from './paper.ts';

const reader = createReader({
  processes: 1,
  timeoutMs: 60_000,
  memoryMb: 1500,
  typesFolder: new URL('../../flows/documents', import.meta.url).pathname,
});
afterAll(() => reader.close());

/** A prescription whose advice is in another script than Latin. */
async function printed(advice: readonly string[]): Promise<Buffer> {
  const { pdf } = await draw(
    {
      name: 'x',
      house: ['Sahyadri Clinic', advice[0]!],
      title: 'PRESCRIPTION',
      header: [
        ['Patient Name', 'Mrs. Leela Pawar', 'Age / Sex', '61 Years / Female'],
        ['UHID', 'SC-40172', 'Report Date', '04/08/2026'],
      ],
      parts: [
        {
          head: 'Rx',
          columns: [0, 200, 300, 400],
          rows: ['Letrozole 2.5', 'Calcium 500', 'Ondansetron 8', 'Omeprazole 20'].map((m) => [
            `Tab. ${m} mg`,
            '1-0-0',
            '30 days',
          ]),
        },
        { head: 'Advice', text: 'Next visit after 4 weeks with CBC and LFT.' },
        ...advice.slice(1).map((text) => ({ text })),
      ],
      foot: [],
    },
    { ...PLAIN_PRINT, bar: true },
  );
  const { width, height, data } = await pixels(pdf);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 75 })
    .toBuffer();
}

test.each(['hindi', 'marathi', 'bengali', 'tamil', 'telugu'])(
  'lines in %s are read, and what is printed in English beside them',
  async (language) => {
    const [, ...advice] = ADVICE[language]!;
    const reading = await reader.read(await printed(advice), { today: TODAY });
    const text = reading.pages[0]!.text;
    const words = advice.join(' ').split(' ');
    const read = words.filter((word) => text.includes(word));
    expect(read.length / words.length).toBeGreaterThanOrEqual(0.85);
    expect(text.replace(/\s/g, '')).toContain('Tab.Letrozole2.5mg1-0-0');
    expect(reading.facts.find((f) => f.path === 'patient.name')).toMatchObject({
      value: expect.stringContaining('Leela Pawar'),
      accepted: true,
    });
    // Read by one reader only: whatever is taken from such a line waits for a person.
    for (const fact of reading.facts) if (/[^\p{ASCII}]/u.test(fact.value)) expect(fact.accepted).toBe(false);
  },
  60_000,
);
