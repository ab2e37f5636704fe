/** A number that was torn is as sure as this at most: never enough by itself, nor with a witness. */
const TORN = 0.5;
const FIGURE = /[\d.,]/;

/**
 * How sure the characters of a text are once some of its blanks are closed up. A number torn by a blank has often lost a point there,
 * and both readers may have overlooked it (`1 1` and `11` for 1.1): the figures on either side are left to a person.
 */
export function untorn(text: string, sure: readonly number[], closed: (at: number) => boolean): number[] {
  const chars = [...text];
  const torn = (at: number) =>
    closed(at) && FIGURE.test(chars[at - 1] ?? '') && FIGURE.test(chars[at + 1] ?? '');
  return sure.map((s, i) =>
    FIGURE.test(chars[i] ?? '') && (torn(i - 1) || torn(i + 1)) ? Math.min(s, TORN) : s,
  );
}
