import { expect, test } from '@jest/globals';
import { coversOf, isOpen, type CoverAct } from '../../src/cases/covers.ts';
import type { Box } from '../../src/cases/facts.ts';
import { identityBoxes, withoutNames, type PrintedLine } from '../../src/cases/identity.ts';

/** A line as it is read: pieces are parted by two blanks, and each letter is ten pixels wide. */
function line(text: string, row = 0): PrintedLine {
  let x = 0;
  const cells = text.split(/ {2,}/).map((piece) => {
    const box: Box = [x, row * 30, piece.length * 10, 20];
    x += piece.length * 10 + 40;
    return { text: piece, box };
  });
  return { text: cells.map((cell) => cell.text).join(' '), box: [0, row * 30, x, 20], cells };
}

/** The letters of a line that stay to be read, with what is covered left blank. */
function left(lines: PrintedLine[], names: string[] = []): string[] {
  const boxes = identityBoxes(lines, [], names);
  const hidden = (x: number, y: number) =>
    boxes.some(([bx, by, w, h]) => x >= bx && x <= bx + w && y >= by && y <= by + h);
  return lines.map(({ cells }) =>
    cells!
      .map(({ text, box: [x, y] }) =>
        [...text].map((c, i) => (hidden(x + i * 10 + 5, y + 10) ? '' : c)).join(''),
      )
      .join('  '),
  );
}

test.each<[printed: string, gone: string[], stays: string[]]>([
  ['Patient Name : Sushila Devi  Age / Sex : 54 Y / F', ['Sushila', 'Devi'], ['54 Y / F']],
  ['Name: Ramesh Kumar  Ref. By : Dr. S. Rao', ['Ramesh'], ['Dr. S. Rao']],
  ['UHID No : SGT-00912/26  Collected on: 12/09/2026', ['00912'], ['12/09/2026']],
  ['S/O Mohan Lal  Sample : Blood', ['Mohan'], ['Blood']],
  ['Mobile : 98123 45678  Report Date : 14/09/2026', ['98123', '45678'], ['14/09/2026']],
  ['Aadhaar  2345 6789 0123', ['6789'], []],
  ['ABHA 91-2345-6789-0123', ['2345-6789'], []],
  ['DOB : 03/04/1972  Sex : F', ['1972'], ['F']],
  ['write to sushila@abdm', ['sushila'], ['write']],
  ['नाम : सुशीला देवी', ['सुशीला'], []],
  ['Platelets  85000  15000-40000', [], ['85000', '15000-40000']],
  ['The patient was addressed by the name of the procedure', [], ['addressed', 'procedure']],
  ['Biopsy No : H-1234/26', [], ['H-1234/26']],
])('of “%s” nothing is left that names a person', (printed, gone, stays) => {
  const [seen] = left([line(printed)]);
  for (const word of gone) expect(seen).not.toContain(word);
  for (const word of stays) expect(seen).toContain(word);
});

test('a known name is covered wherever it stands, also with one letter misread', () => {
  const foot = line('Sushi1a Devi was seen today. SUSHILA  Page 2 of 2');
  expect(left([foot, line('Sushlla came', 1)], ['Smt Sushila Devi'])[0]).not.toMatch(/SUSHILA|Devi/);
  expect(left([foot, line('Sushlla came', 1)], ['Smt Sushila Devi'])[1]).not.toContain('Sushlla');
  expect(withoutNames('Sushila is my mother', ['Sushila Devi'])).toBe('••• is my mother');
});

test('an address goes on in the lines below it, and a value may stand under its label', () => {
  const lines = [
    line('Address : 12 Station Road,'),
    line('          Wardha 442001', 1),
    line('Histopathology report', 4),
  ];
  lines[1]!.cells!.forEach((cell) => Object.assign(cell, { box: [110, 30, 130, 20] }));
  const seen = left(lines);
  expect(seen[0]).not.toContain('Station');
  expect(seen[1]).not.toContain('Wardha');
  expect(seen[2]).toBe('Histopathology report');
  expect(left([line('Patient Name'), line('Meena Bai', 1)])[1]).not.toContain('Meena');
});

test('what people say of a cover counts, the newest word last', () => {
  const [a, b]: Box[] = [
    [1, 1, 9, 9],
    [5, 5, 9, 9],
  ];
  const acts: CoverAct[] = [
    { do: 'cover', box: b! },
    { do: 'uncover', box: a! },
  ];
  expect(coversOf([a!], acts)).toEqual([{ box: b, by: 'staff' }]);
  expect(coversOf([a!], [...acts, { do: 'cover', box: a! }])).toHaveLength(2);
});

test('a page opens by itself only where it was read well and is a report', () => {
  const page = { type: 'lab', faults: [] as string[], lines: 20, covers: 2 };
  expect(isOpen(page, [])).toBe(true);
  for (const shut of [
    { lines: 0 },
    { type: 'other' },
    { type: 'unsure' },
    { faults: ['blurred'], covers: 0 },
  ]) {
    expect(isOpen({ ...page, ...shut }, [])).toBe(false);
    expect(isOpen({ ...page, ...shut }, [{ do: 'clear' }])).toBe(true);
  }
});
