/** A number as printed: Indian grouping, decimal comma, and digits mistaken for letters where only digits can stand. */
export function numberIn(printed: string): { value: number; repaired: boolean } | undefined {
  let text = printed.replace(/\s/g, '');
  const before = text;
  if (/\d/.test(text))
    text = text.replace(/[Oo]/g, '0').replace(/[lI|]/g, '1').replace(/S/g, '5').replace(/B/g, '8');
  let repaired = text !== before;
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(text)) text = text.replace(/,/g, '');
  else if (/^\d+,\d{1,2}$/.test(text)) {
    text = text.replace(',', '.');
    repaired = true;
  }
  return /^\d+(\.\d+)?$/.test(text) ? { value: Number(text), repaired } : undefined;
}

/** A printed reference range: either end may be open. */
export function rangeIn(text: string): { low?: number; high?: number } | undefined {
  const two = /([\d.,]+)\s*(?:-|–|to)\s*([\d.,]+)/i.exec(text);
  if (two) return { low: numberIn(two[1]!)?.value, high: numberIn(two[2]!)?.value };
  const up = /(?:<=?|≤|up\s?to|below|less than)\s*([\d.,]+)/i.exec(text);
  if (up) return { high: numberIn(up[1]!)?.value };
  const down = /(?:>=?|≥|above|more than)\s*([\d.,]+)/i.exec(text);
  return down ? { low: numberIn(down[1]!)?.value } : undefined;
}
