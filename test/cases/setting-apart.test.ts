import { expect, test } from '@jest/globals';
import { groupsOf, leavesOf, sheetsIn, standingActs, type Arrangement } from '../../src/cases/arrange.ts';
import { caseOf } from '../../src/cases/case.ts';
import type { Fact } from '../../src/cases/facts.ts';
import { othersPapers, rejections, standing } from '../../src/cases/rejected.ts';
import { reportsOf } from '../../src/cases/report.ts';

let clock = 0;
const fact = (
  path: string,
  value: string,
  more: Partial<Fact> & { on?: string; page?: number } = {},
): Fact => {
  clock += 1;
  const { on = 'd1', page = 1, ...rest } = more;
  return {
    id: `f${clock}`,
    path,
    value,
    at: new Date(Date.UTC(2026, 10, 24, 0, clock)).toISOString(),
    from: { kind: 'page', document: on, page, box: [0, 0, 9, 9], words: value },
    accepted: true,
    ...rest,
  };
};
const setAside = (about: Fact, doubt = 'rejected'): Fact => {
  const { id, at } = fact(about.path, about.value);
  const confirmed = { kind: 'staff' as const, id: 'asha', at };
  return { ...about, id, at, accepted: false, doubt, corrects: about.id, confirmed };
};

test('what the desk set aside does not count, an older word does, and a later yes brings it back', () => {
  const older = fact('ihc.her2', '1+');
  const read = fact('ihc.her2', '3+', { on: 'd2' });
  const no = setAside(read);
  expect(caseOf([older, read]).current['ihc.her2']!.value).toBe('3+');
  expect(caseOf([older, read, no]).current['ihc.her2']).toBe(older);
  // Nothing is lost: it stands in the history.
  expect(caseOf([older, read, no]).history['ihc.her2']).toHaveLength(3);
  expect(caseOf([read, no]).current['ihc.her2']).toBeUndefined();
  const yes = { ...fact('ihc.her2', '3+', { on: 'd2' }), corrects: read.id };
  expect(caseOf([older, read, no, yes]).current['ihc.her2']).toBe(yes);
  expect(rejections([read, no, yes]).size).toBe(0);
});

test('with a fact of another person goes all that stands on its paper, and nothing of other papers', () => {
  const own = fact('lab.haemoglobin', '10.2');
  const theirs = [fact('lab.haemoglobin', '14', { on: 'd2' }), fact('lab.platelets', '2', { on: 'd2' })];
  const all = [own, ...theirs, setAside(theirs[1]!, 'other_person')];
  expect([...othersPapers(all)]).toEqual(['d2']);
  expect(standing(all)).toEqual([own]);
  expect(Object.keys(caseOf(all).current)).toEqual(['lab.haemoglobin']);
});

test('what a correction had changed does not come back when the correction is set aside', () => {
  const read = fact('stage.pT', 'T2');
  const corrected = { ...fact('stage.pT', 'T3'), corrects: read.id };
  expect(caseOf([read, corrected, setAside(corrected)]).current['stage.pT']).toBeUndefined();
});

const files = [
  { id: 'd1', type: 'lab', pages: [{ number: 1 }, { number: 2 }] },
  { id: 'd2', type: 'lab', pages: [{ number: 1 }] },
];
const at = (document: string, page = 1) => ({ document, page });
const facts = [
  fact('report.id', 'A 1'),
  fact('report.id', 'B 2', { on: 'd2' }),
  fact('lab.sodium', '139', { page: 2 }),
];
const shelves = (acts: Arrangement[]) => {
  const groups = groupsOf(acts);
  const sheets = files.flatMap((file) => sheetsIn(file, facts, groups));
  return reportsOf(sheets).map(({ pages }) =>
    leavesOf(pages, files, groups).map(({ document, page }) => `${document}/${page}`),
  );
};

test('papers are put together, parted and ordered over what the machine finds, and each act can be taken back', () => {
  expect(shelves([])).toEqual([['d1/1', 'd1/2'], ['d2/1']]);
  const together = { id: 'a1', groups: [[at('d2'), at('d1', 2)]] };
  // Two numbers are printed there, and people have said that it is one document all the same.
  expect(shelves([together])).toEqual([['d1/1'], ['d2/1', 'd1/2']]);
  const order = { id: 'a2', groups: [[at('d1', 2), at('d2')]] };
  expect(shelves([together, order])).toEqual([['d1/1'], ['d1/2', 'd2/1']]);
  const apart = { id: 'a3', groups: [[at('d1', 2)]] };
  expect(shelves([together, order, apart])).toEqual([['d1/1'], ['d1/2'], ['d2/1']]);
  const undo = { id: 'a4', groups: [], undoes: 'a3' };
  expect(shelves([together, order, apart, undo])).toEqual([['d1/1'], ['d1/2', 'd2/1']]);
  const redo = { id: 'a5', groups: [], undoes: 'a4' };
  expect(standingActs([together, apart, undo, redo]).map(({ id }) => id)).toEqual(['a1', 'a3']);
});
