import type { Flow, Step } from '../../engine/flow.ts';
import { chips, escaped, paragraph, rect, stacked, widthOf, wrapped, type Piece } from './drawing.ts';
import { english, notes, paperOf, spoken } from './english.ts';

const WIDTH = 1760;
const EDGE = 40;
const COLUMNS = 4;
const GAP = 26;
const PAD = 16;
const BOX = (WIDTH - 2 * EDGE - 2 * PAD - (COLUMNS - 1) * GAP) / COLUMNS;
const INNER = BOX - 2 * PAD;
/** Lines of one question; no question is longer. */
const MOST_LINES = 40;

const INK = { text: '#1d2b2a', quiet: '#5c6b69', line: '#c9d5d2', only: '#8a5a00', red: '#a3261c' };
const CHIP = { option: '#e3efec', back: '#fdf0d5', person: '#e4e4f7', red: '#fbe3e0' };
const BANDS = ['#f3f8f6', '#f7f6f1'];

/** The whole conversation as one picture (SVG): parts as bands, questions as boxes in the order they are asked. */
export function pictureOf(flow: Flow, parts: ReadonlyMap<number, string>): string {
  const numbers = [...new Set(flow.steps.map(({ part }) => part))].sort((a, b) => a - b);
  const bands = numbers.map((part, i) => {
    const steps = flow.steps.filter((step) => step.part === part);
    const title = `Part ${part}${parts.has(part) ? `: ${parts.get(part)}` : ''}`;
    return band(
      title,
      steps.map((step) => box(flow, step)),
      BANDS[i % 2]!,
      true,
    );
  });
  const rest = [
    band('At any time: an emergency', emergencies(flow), '#fdf1ef', false),
    band('At any time, beside the questions', asides(flow), '#f2f2fa', false),
  ];
  const head = header(flow);
  const all = stacked([head, ...bands, ...rest], 22);
  const height = Math.ceil(all.height + 2 * EDGE);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="Noto Sans, Noto Sans Devanagari, DejaVu Sans, Arial, Noto Color Emoji, sans-serif">`,
    `<title>The conversation, version ${escaped(flow.version)}</title>`,
    rect(0, 0, WIDTH, height, 0, '#ffffff'),
    all.at(EDGE, EDGE),
    '</svg>\n',
  ].join('\n');
}

function header(flow: Flow): Piece {
  const about =
    'Asked one at a time, from left to right and from top to bottom. A box with “Only when” is passed over by everybody else; the numbers there are those of earlier questions. What is known from a paper or an earlier answer is not asked. Typing PERSON, BACK, CHANGE, HELP or STOP works everywhere.';
  return stacked(
    [
      paragraph(
        [`The conversation: ${flow.steps.length} questions, version ${flow.version}`],
        30,
        INK.text,
        700,
      ),
      paragraph(wrapped(about, WIDTH - 2 * EDGE, 17), 17, INK.quiet),
      chips(
        [
          { text: 'an answer', fill: CHIP.option, ink: INK.text },
          { text: 'an answer that leads back to a question', fill: CHIP.back, ink: INK.only },
          { text: 'calls a person', fill: CHIP.person, ink: INK.text },
          { text: 'a red flag: help at once, the questions wait', fill: CHIP.red, ink: INK.red },
        ],
        WIDTH,
        15,
      ),
    ],
    12,
  );
}

/** A part of the conversation: its boxes in rows, each row as high as its highest box. */
function band(title: string, boxes: readonly Piece[], fill: string, arrows: boolean): Piece {
  const rows = Array.from({ length: Math.ceil(boxes.length / COLUMNS) }, (_, i) =>
    boxes.slice(i * COLUMNS, (i + 1) * COLUMNS),
  );
  const heights = rows.map((row) => Math.max(...row.map(({ height }) => height)));
  const top = 50;
  const height = top + heights.reduce((sum, one) => sum + one + GAP, 0) - GAP + PAD;
  return {
    height,
    at(x, y) {
      let line = y + top;
      const drawn = rows.map((row, r) => {
        const here = row.map((one, i) => {
          const left = x + PAD + i * (BOX + GAP);
          const last = r === rows.length - 1 && i === row.length - 1;
          return (
            one.at(left, line) + (arrows && !last && i < COLUMNS - 1 ? arrow(left + BOX + 4, line + 26) : '')
          );
        });
        line += heights[r]! + GAP;
        return here.join('');
      });
      return (
        rect(x, y, WIDTH - 2 * EDGE, height, 14, fill) +
        paragraph([title], 21, INK.text, 700).at(x + PAD, y + 10) +
        drawn.join('\n')
      );
    },
  };
}

function arrow(x: number, y: number): string {
  const tip = x + GAP - 8;
  return `<path d="M${x} ${y}H${tip}m-5 -5l5 5l-5 5" fill="none" stroke="${INK.quiet}" stroke-width="1.5"/>`;
}

function framed(content: Piece, stroke: string): Piece {
  return {
    height: content.height + 2 * PAD - 4,
    at: (x, y) =>
      rect(x, y, BOX, content.height + 2 * PAD - 4, 10, '#ffffff', stroke) + content.at(x + PAD, y + PAD - 2),
  };
}

/** One question. */
function box(flow: Flow, step: Step): Piece {
  const number = flow.steps.indexOf(step) + 1;
  const only = step.only.map((condition) => spoken(flow, condition)).join(', and ');
  const unless = step.unless.map((path) => paperOf(flow, path)).join(' or ');
  const title = `${number}  ${english(flow, `steps.${step.name}.short`) || step.name.replace(/_/g, ' ')}`;
  return framed(
    stacked(
      [
        paragraph(wrapped(title, INNER, 15), 15, INK.quiet, 700),
        paragraph(only ? wrapped(`Only when ${only}`, INNER, 14) : [], 14, INK.only, 600),
        paragraph(unless ? wrapped(`Not when a paper tells: ${unless}`, INNER, 14) : [], 14, INK.only, 600),
        paragraph(wrapped(english(flow, `steps.${step.name}.ask`), INNER, 16, MOST_LINES), 16, INK.text),
        chips(options(flow, step), INNER, 14),
        paragraph(wrapped(notes(flow, step).join(' · '), INNER, 13), 13, INK.quiet),
      ],
      8,
    ),
    only || unless ? '#d9b25f' : INK.line,
  );
}

function options(flow: Flow, step: Step): { text: string; fill: string; ink: string }[] {
  const fixed = { consent: ['agree', 'refuse'], documents: ['all_sent', 'later', 'none'] };
  const ids = step.kind === 'consent' || step.kind === 'documents' ? fixed[step.kind] : step.options;
  return ids.map((id) => {
    const label = english(flow, `steps.${step.name}.options.${id}`) || id;
    const target = step.reopen[id];
    if (target)
      return {
        text: fitted(`${label} ↩ ${flow.steps.findIndex(({ name }) => name === target) + 1}`),
        fill: CHIP.back,
        ink: INK.only,
      };
    if (step.flags && flow.flags.some(({ flag }) => flag === id))
      return { text: fitted(label), fill: CHIP.red, ink: INK.red };
    return { text: fitted(label), fill: id === 'person' ? CHIP.person : CHIP.option, ink: INK.text };
  });
}

function fitted(label: string): string {
  let text = label;
  while (widthOf(text, 14) > INNER - 20) text = `${text.slice(0, -2)}…`;
  return text;
}

/** Each level of alarm once: what raises it, what is said, the ways out. */
function emergencies(flow: Flow): Piece[] {
  const levels = [...new Set(flow.flags.map(({ level }) => level))];
  const names = { emergency: 'Call 112 or 108 now', today: 'A doctor today', distress: 'A mind in distress' };
  return levels.map((level) => {
    const flags = flow.flags.filter((one) => one.level === level).map(({ flag }) => flag.replace(/_/g, ' '));
    const ways = choices(flow, `asides.hold_${level}.options.`);
    return framed(
      stacked(
        [
          paragraph([names[level]], 16, INK.red, 700),
          paragraph(wrapped(`Said or tapped: ${flags.join(', ')}`, INNER, 14), 14, INK.red),
          paragraph(wrapped(english(flow, `emergency.${level}`), INNER, 16, MOST_LINES), 16, INK.text),
          chips(ways, INNER, 14),
        ],
        8,
      ),
      '#e3a59f',
    );
  });
}

/** Small questions that are asked beside the flow, each once. */
function asides(flow: Flow): Piece[] {
  const keys = flow.words.keys('en');
  const names = [...new Set(keys.flatMap((key) => /^asides\.(\w+)\./.exec(key)?.[1] ?? []))];
  return names
    .filter((name) => !name.startsWith('hold_'))
    .map((name) =>
      framed(
        stacked(
          [
            paragraph([name.replace(/_/g, ' ')], 15, INK.quiet, 700),
            paragraph(wrapped(english(flow, `asides.${name}.ask`), INNER, 16, MOST_LINES), 16, INK.text),
            chips(choices(flow, `asides.${name}.options.`), INNER, 14),
          ],
          8,
        ),
        INK.line,
      ),
    );
}

function choices(flow: Flow, start: string): { text: string; fill: string; ink: string }[] {
  const keys = flow.words.keys('en').filter((key) => key.startsWith(start));
  return keys.map((key) => ({
    text: fitted(english(flow, key)),
    fill: key.endsWith('.person') || key.endsWith('.call') ? CHIP.person : CHIP.option,
    ink: INK.text,
  }));
}
