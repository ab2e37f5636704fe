import type { Site } from './site.ts';

/**
 * Staging of the American Joint Committee on Cancer, 8th edition (2017): how many positive nodes an N means, how large a T
 * is, and which group T, N and M make. Only what a count or a size decides alone; the rest is a pathologist's judgement.
 */

/** Fewest and most positive nodes of an N category. */
const NODES: Partial<Record<Site, Readonly<Record<string, readonly [number, number]>>>> = {
  breast: { N1: [1, 3], N1a: [1, 3], N1mi: [0, 99], N2: [4, 9], N2a: [4, 9], N3a: [10, 99] },
  colorectal: { N1: [1, 3], N1a: [1, 1], N1b: [2, 3], N1c: [0, 0], N2: [4, 99], N2a: [4, 6], N2b: [7, 99] },
  stomach: { N1: [1, 2], N2: [3, 6], N3: [7, 99], N3a: [7, 15], N3b: [16, 99] },
  oesophagus: { N1: [1, 2], N2: [3, 6], N3: [7, 99] },
};

/** Whether so many positive nodes can be this N. A site we have no table for only parts none from some. */
export function nodesFit(n: string, positive: number, site?: Site): boolean {
  const plain = n.replace(/\(.*$/, '');
  if (/^NX/i.test(plain)) return true;
  if (/^N0/i.test(plain)) return positive === 0;
  const range = site && NODES[site]?.[plain];
  if (range) return positive >= range[0] && positive <= range[1];
  return positive > 0 || /mi/.test(plain) || plain === 'N1c';
}

/** More than so many centimetres is another T; where nothing but size makes it, so is less. */
const SIZES: Partial<Record<Site, Readonly<Record<string, readonly [number, number]>>>> = {
  breast: {
    T1mi: [0, 0.1],
    T1a: [0.1, 0.5],
    T1b: [0.5, 1],
    T1c: [1, 2],
    T1: [0, 2],
    T2: [2, 5],
    T3: [5, 99],
  },
  lung: {
    T1a: [0, 1],
    T1b: [0, 2],
    T1c: [0, 3],
    T1: [0, 3],
    T2a: [0, 4],
    T2b: [0, 5],
    T2: [0, 5],
    T3: [0, 7],
  },
  thyroid: { T1a: [0, 1], T1b: [1, 2], T1: [0, 2], T2: [2, 4], T3a: [4, 99] },
  oral: { T1: [0, 2], T2: [0, 4] },
};

/** Whether a tumour of this size can be this T: sizes are rounded, so a millimetre is no error. */
export function sizeFits(t: string, cm: number, site?: Site): boolean {
  const range = site && SIZES[site]?.[t];
  return !range || (cm >= range[0] - 0.1 && cm <= range[1] + 0.1);
}

type Rows = readonly (readonly [t: string, n: string, group: string])[];

/** T and N, as patterns, and the groups they can be. The first that fits counts. */
const GROUPS: Partial<Record<Site, Rows>> = {
  breast: [
    ['Tis', 'N0', '0'],
    ['T4.?', 'N[012].*', 'IIIB'],
    ['T.*', 'N3.*', 'IIIC'],
    ['T[012].*', 'N2.*', 'IIIA'],
    ['T3', 'N[12].*', 'IIIA'],
    ['T3', 'N0.*', 'IIB'],
    ['T2', 'N1.*', 'IIB'],
    ['T2', 'N0.*', 'IIA'],
    ['T[01].*', 'N1mi', 'IB'],
    ['T[01].*', 'N1.*', 'IIA'],
    ['T1.*', 'N0.*', 'IA'],
  ],
  colorectal: [
    ['Tis', 'N0', '0'],
    ['T[12]', 'N0', 'I'],
    ['T3', 'N0', 'IIA'],
    ['T4a', 'N0', 'IIB'],
    ['T4b', 'N0', 'IIC'],
    ['T[12]', 'N1.?', 'IIIA'],
    ['T1', 'N2a', 'IIIA'],
    ['T3|T4a', 'N1.?', 'IIIB'],
    ['T[23]', 'N2a', 'IIIB'],
    ['T[12]', 'N2b', 'IIIB'],
    ['T4a', 'N2.?', 'IIIC'],
    ['T3', 'N2b', 'IIIC'],
    ['T4b', 'N[12].?', 'IIIC'],
  ],
  lung: [
    ['Tis', 'N0', '0'],
    ['T1(?:a|mi)', 'N0', 'IA1'],
    ['T1b', 'N0', 'IA2'],
    ['T1c', 'N0', 'IA3'],
    ['T2a', 'N0', 'IB'],
    ['T2b', 'N0', 'IIA'],
    ['T[12].?', 'N1', 'IIB'],
    ['T3', 'N0', 'IIB'],
    ['T[12].?', 'N2', 'IIIA'],
    ['T3', 'N1', 'IIIA'],
    ['T4', 'N[01]', 'IIIA'],
    ['T[12].?', 'N3', 'IIIB'],
    ['T[34]', 'N2', 'IIIB'],
    ['T[34]', 'N3', 'IIIC'],
  ],
  oral: [
    ['Tis', 'N0', '0'],
    ['T4b', 'N.*', 'IVB'],
    ['T.*', 'N3.?', 'IVB'],
    ['T4a', 'N[012].?', 'IVA'],
    ['T.*', 'N2.?', 'IVA'],
    ['T3', 'N0', 'III'],
    ['T[123]', 'N1', 'III'],
    ['T2', 'N0', 'II'],
    ['T1', 'N0', 'I'],
  ],
  stomach: [
    ['Tis', 'N0', '0'],
    ['T1.?', 'N0', 'IA'],
    ['T1.?', 'N1', 'IB'],
    ['T2', 'N0', 'IB'],
    ['T1.?', 'N2', 'IIA'],
    ['T2', 'N1', 'IIA'],
    ['T3', 'N0', 'IIA'],
    ['T1.?', 'N3a', 'IIB'],
    ['T2', 'N2', 'IIB'],
    ['T3', 'N1', 'IIB'],
    ['T4a', 'N0', 'IIB'],
    ['T2', 'N3a', 'IIIA'],
    ['T3', 'N2', 'IIIA'],
    ['T4a', 'N[12]', 'IIIA'],
    ['T4b', 'N0', 'IIIA'],
    ['T[12].?', 'N3b', 'IIIB'],
    ['T3|T4a', 'N3a', 'IIIB'],
    ['T4b', 'N[12]', 'IIIB'],
    ['T3|T4a', 'N3b', 'IIIC'],
    ['T4b', 'N3.?', 'IIIC'],
  ],
};

/**
 * Whether a printed group can come of T, N and M. A group printed without its letter fits all of its letters. Breast cancers
 * have a prognostic group as well, which grade and receptors move: there only a far-off group is an error.
 */
export function groupFits(group: string, t: string, n: string, m: string | undefined, site?: Site): boolean {
  const stem = (text: string) => /^(?:IV|I{1,3}|0)/.exec(text)?.[0];
  if (m?.startsWith('M1')) return site === 'thyroid' || stem(group) === 'IV';
  if (stem(group) === 'IV' && site && ['breast', 'colorectal', 'lung', 'stomach'].includes(site))
    return false;
  const fit = (pattern: string, text: string) =>
    new RegExp(`^(?:${pattern})$`).test(text.replace(/\(.*$/, ''));
  const row = site && GROUPS[site]?.find(([tt, nn]) => fit(tt, t) && fit(nn, n));
  if (!row) return true;
  const order = ['0', 'I', 'II', 'III', 'IV'];
  if (site === 'breast')
    return (
      Math.abs(order.indexOf(stem(group)!) - order.indexOf(stem(row[2])!)) <= (/[ABC]/.test(group) ? 1 : 0)
    );
  return (
    row[2] === group ||
    (stem(row[2]) === stem(group) &&
      (group === stem(group) || row[2] === stem(row[2]) || row[2].startsWith(group)))
  );
}
