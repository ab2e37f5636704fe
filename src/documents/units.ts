/**
 * Units of laboratory reports as soft print shows them: a stroke lost, an L taken for another upright letter. Only what can be no
 * other unit, and only where it stands alone in its cell.
 */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^mg\/?d(?:[LlIt1|]|L\.)?$/, 'mg/dL'],
  [/^g\/d(?:[LlIt1|]|L\.)?$/, 'g/dL'],
  [/^gdL$/, 'g/dL'],
  [/^mmo[lI1]?(?:\/[LlIt1|]?|L)$/, 'mmol/L'],
  [/^m[Ee]q\/?[LlIt1|]$/, 'mEq/L'],
  [/^UL$/, 'U/L'],
  [/^[lI1]?akh\/?cu?mm$/, 'lakh/cumm'],
  [/^mil+i?on\/?cu?mm$/, 'million/cumm'],
  [/^mm\/?hr?$/, 'mm/hr'],
  [/^[lI1]cumm$/, '/cumm'],
];

/** The unit that a cell shows, where it shows a marred one. */
export function unitIn(cell: string): string | undefined {
  const found = UNITS.find(([marred]) => marred.test(cell))?.[1];
  return found === cell ? undefined : found;
}
