import { chromium } from 'playwright-core';
import sharp from 'sharp';
import type { Raster } from '../src/documents/raster.ts';
import type { Dice } from './dice.ts';
import type { Report } from './reports.ts';

/** Sheets set by a browser: other letters and layouts than those of `draw`. Needs a Chromium on the machine. */
export interface Press {
  sheet(report: Report, dice: Dice): Promise<{ page: Raster; lines: string[] }>;
  close(): Promise<void>;
}

const LETTERS = [
  "'Liberation Serif'",
  "'Liberation Sans'",
  "'Liberation Sans Narrow'",
  "'DejaVu Sans'",
  "'DejaVu Serif'",
  "'DejaVu Sans Mono'",
];

/** Starts the browser. */
export async function press(executablePath = '/usr/bin/chromium'): Promise<Press> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const tab = await browser.newPage({ viewport: { width: 827, height: 1170 }, deviceScaleFactor: 2 });
  return {
    async sheet(report, dice) {
      await tab.setContent(html(report, dice));
      const png = await tab.screenshot({ clip: { x: 0, y: 0, width: 827, height: 1170 } });
      const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      const lines = (await tab.innerText('body')).split('\n').map((line) => line.trim());
      return { page: { width: info.width, height: info.height, data }, lines: lines.filter(Boolean) };
    },
    close: () => browser.close(),
  };
}

function html({ house, title, header, parts, foot }: Report, dice: Dice): string {
  const colour = dice.pick(['#1a3f6f', '#7a1f2b', '#1e5c3a', '#222']);
  const lined = dice.chance(50) ? 'border:1px solid #777' : 'border-bottom:1px dotted #bbb';
  const size = dice.between(12.5, 16);
  const two = dice.chance(40);
  const band = dice.chance(40)
    ? `background:${colour};color:#fff;padding:10px 16px`
    : `color:${colour};border-bottom:3px double ${colour}`;
  const cell = (text: string) => `<td>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</td>`;
  const rows = two
    ? header.flatMap(([a, b, c, d]) => [
        [a, b],
        [c, d],
      ])
    : header;
  const body = parts.map((part) => {
    const head = part.head ? `<h3>${part.head}</h3>` : '';
    if ('text' in part) return `${head}<p>${part.text.replaceAll('<', '&lt;')}</p>`;
    return `${head}<table class=l>${part.rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`;
  });
  return `<style>
    body{margin:0;padding:${dice.whole(28, 60)}px;background:#fff;font:${size}px/1.45 ${dice.pick(LETTERS)};color:#111}
    .h{${band};text-align:${dice.pick(['left', 'center', 'right'])}} .h b{font-size:1.7em}
    h2{font-size:1.25em;text-align:center;letter-spacing:${dice.pick([0, 1, 2])}px} h3{font-size:1em;margin:.8em 0 .2em;color:${colour}}
    p{margin:.2em 0;text-align:${dice.pick(['left', 'justify'])}} table{width:100%;border-collapse:collapse} td{padding:2px 6px} .l td{${lined}}
    </style><div class=h><b>${house[0]}</b>${house
      .slice(1)
      .map((line) => `<div>${line}</div>`)
      .join('')}</div>
    <h2>${title}</h2><table>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>
    ${body.join('')}<p style="margin-top:2em">${foot.join('<br>')}</p>`;
}
