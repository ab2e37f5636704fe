import type { Reading } from '../../documents/reading.ts';

/**
 * What other programs rely on, and nothing else: `[{ file, type, typeConfidence, quality, pages, facts, ms }]`. Why a file could not
 * be read stands among its faults. `whole` adds what the service keeps as well: the pieces of a line, range, flag and specimen.
 */
export function contract(file: string, reading: Reading, whole: boolean) {
  const { type, typeConfidence, quality, pages, facts, failure, ms } = reading;
  return {
    file,
    type,
    typeConfidence,
    quality: failure ? { ok: false, faults: [failure] } : quality,
    pages: pages.map(({ width, height, rotation, text, lines }) => ({
      width,
      height,
      rotation,
      text,
      lines: lines.map(({ cells, ...line }) => (whole ? { ...line, cells } : line)),
    })),
    facts: facts.map(({ path, label, value, normal, unit, page, box, sure, accepted, doubt, ...more }) => ({
      path,
      label: label ?? null,
      value,
      normal: normal ?? null,
      unit: unit ?? null,
      page,
      box,
      confidence: sure ?? 1,
      accepted,
      doubt: doubt ?? null,
      ...(whole ? more : {}),
    })),
    ms,
  };
}

/** For people: one line a fact, with a mark and the reason where a person has to look. */
export function table(
  file: string,
  { type, typeConfidence, quality, pages, facts, failure, ms }: Reading,
): string {
  const state = failure
    ? `not read: ${failure.replaceAll('_', ' ')}`
    : quality.ok
      ? 'good enough'
      : `please photograph again: ${quality.faults.map((fault) => fault.replaceAll('_', ' ')).join(', ')}`;
  const sure = Math.round(typeConfidence * 100);
  const head = `${plain(file)}\n  ${type} (${sure} %), ${pages.length} page${pages.length === 1 ? '' : 's'}, ${ms} ms, ${state}`;
  const rows = facts.map((f) => {
    const unit = f.unit && !f.value.endsWith(f.unit) ? f.unit : '';
    const value = [f.value, unit, f.flag, f.reference && `(${f.reference})`].filter(Boolean).join(' ');
    return [
      f.accepted ? ' ' : '?',
      f.of ? `${f.path} [${f.of}]` : f.path,
      plain(value),
      f.doubt ? `[${f.doubt.replaceAll('_', ' ')}]` : '',
    ] as const;
  });
  const wide = (at: 1 | 2) => Math.min(60, Math.max(0, ...rows.map((row) => row[at].length)));
  const lines = rows.map(([mark, name, value, doubt]) =>
    `  ${mark} ${name.padEnd(wide(1))}  ${value.padEnd(wide(2))}  ${doubt}`.trimEnd(),
  );
  return [head, ...lines, ''].join('\n');
}

/** A name or a value may hold anything; what moves a terminal's cursor is shown as a dot. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '·');
