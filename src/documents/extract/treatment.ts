import type { Row } from '../rows.ts';
import { spanOf } from './spans.ts';
import type { Found } from './spans.ts';

const MEDICINE =
  /^\W*(?:\d{1,2}[.)]\s*)?(?:tab|cap|inj|syp|syr|susp|drops?|oint|sachet)[a-z]*[.\s]\s*([A-Za-z][A-Za-z -]+?)(?=\s*\d|\s*$|\s*\()/i;
const REGIMEN =
  /\b(?:R-?CHOP|FOLFOX(?:-?6)?|FOLFIRI|CAPOX|XELOX|FLOT|ABVD|VRd|AC-?T|TCHP?|FEC|CMF|BEP|(?:paclitaxel|docetaxel|gemcitabine|pemetrexed|etoposide)\s?(?:\/|\+|and)\s?(?:carboplatin|cisplatin))\b/i;

/** Medicines as printed, one a row, and regimens by their names. Plans and advice are not treatment given. */
export function treatmentFacts(rows: readonly Row[], page: number): Found[] {
  return rows.flatMap((row): Found[] => {
    const medicine = MEDICINE.exec(row.text);
    if (medicine) {
      const name = medicine[1]!
        .trim()
        .toLowerCase()
        .replace(/[^a-z]+/g, '_');
      return [{ path: `medicine.${name}`, span: spanOf(row, page), label: medicine[1]!.trim() }];
    }
    const regimen = REGIMEN.exec(row.text);
    if (!regimen || /\b(?:planned|advised|plan|consider)\b/i.test(row.text)) return [];
    return [
      {
        path: 'treatment.regimen',
        span: spanOf(row, page, regimen.index, regimen.index + regimen[0].length),
      },
    ];
  });
}
