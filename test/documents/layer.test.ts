import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import { cellsOf, goodLayer } from '../../src/documents/layer.ts';
import { openPdf } from '../../src/documents/pdf.ts';
import type { Glyph } from '../../src/documents/pdf.ts';
import { hasChromium } from '../console/browser.ts';

const HINDI =
  'मरीज का नाम: सुशीला देवी, आयु ५४ वर्ष। डॉक्टर ने स्तन की गाँठ की जाँच के लिए ऊतक विकृति विज्ञान विभाग में नमूना भेजा। ' +
  'निष्कर्ष: दाहिने स्तन में इनवेसिव डक्टल कार्सिनोमा, श्रेणी दो। लसीका ग्रंथियों में रोग की पुष्टि नहीं हुई।';
const BENGALI =
  'রোগীর নাম: সুশীলা দেবী। স্তনের টিউমারের পরীক্ষার ফলাফল: ইনভেসিভ ডাক্টাল কার্সিনোমা। বিভাগ ও তারিখ লেখা আছে।';
const ENGLISH = 'Haemoglobin 10.4 g/dL, platelets 245 thousand, creatinine 0.8 mg/dL. '.repeat(6);

/** A layer whose words are whole: every character beside the one before it. */
const whole = (text: string): Glyph[] =>
  [...text].map((char, n) => ({ char, left: 10 * n, right: 10 * n + 10, top: 0, bottom: 20 }));
const torn = (text: string): Glyph[] => whole(text.replace(/[ािीो]/g, '$& '));

test('words torn after each of their vowel signs are no layer to trust; whole ones are', () => {
  expect(goodLayer(whole(HINDI))).toBe(true);
  expect(goodLayer(torn(HINDI))).toBe(false);
  // What is mostly in English keeps its figures as they were typed.
  expect(goodLayer(torn(HINDI + ENGLISH))).toBe(true);
  expect(goodLayer(torn(`${HINDI} ${BENGALI.replace(/[াী]/g, '$& ')}`))).toBe(true);
});

(hasChromium() ? test : test.skip)(
  'a report in Hindi that a browser printed is read as a picture',
  async () => {
    const font = readFileSync(
      createRequire(import.meta.url).resolve(
        '@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-400-normal.woff2',
      ),
    ).toString('base64');
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const page = await browser.newPage();
    await page.setContent(
      `<style>@font-face{font-family:H;src:url(data:font/woff2;base64,${font})}body{font-family:H}</style><p>${HINDI}</p>`,
    );
    await page.evaluate('document.fonts.ready');
    const pdf = await openPdf(await page.pdf());
    await browser.close();
    if (typeof pdf === 'string') throw new Error(pdf);
    const glyphs = pdf.glyphs(0);
    pdf.close();
    expect(cellsOf(glyphs)[0]!.text).not.toContain('मरीज का नाम');
    expect(goodLayer(glyphs)).toBe(false);
  },
  60_000,
);
