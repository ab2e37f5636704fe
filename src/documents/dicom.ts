import dicomParser from 'dicom-parser';
import sharp from 'sharp';
import { STAY } from './homography.ts';
import type { ReadFact, Reading } from './reading.ts';

/** What a study's device calls itself, as a report would. */
const STUDIES: Record<string, string> = {
  CT: 'CT',
  MR: 'MRI',
  PT: 'PET-CT',
  US: 'USG',
  MG: 'Mammogram',
  CR: 'X-ray',
  DX: 'X-ray',
  NM: 'Bone scan',
};
const [WIDE, HIGH, LINE] = [1000, 400, 60];

/** A scan's own file: its header says whose, what and when. The pictures are kept for a specialist and not looked at. */
export async function readDicom(bytes: Uint8Array): Promise<Omit<Reading, 'ms'> | 'damaged'> {
  const header = headerOf(bytes);
  if (!header) return 'damaged';
  const facts = factsOf(header);
  const lines = facts.map(({ label, value, box }) => ({ text: `${label}: ${value}`, box, confidence: 1 }));
  return {
    type: 'radiology',
    typeConfidence: 0.99,
    mime: 'application/dicom',
    quality: { ok: true, faults: [] },
    pages: [
      {
        number: 1,
        width: WIDE,
        height: HIGH,
        rotation: 0,
        text: lines.map((l) => l.text).join('\n'),
        lines,
        image: await card(lines.map((l) => l.text)),
        way: STAY,
      },
    ],
    facts,
  };
}

type Header = Record<'modality' | 'part' | 'description' | 'date' | 'name' | 'sex' | 'age', string>;

function headerOf(bytes: Uint8Array): Header | undefined {
  try {
    // Up to the study's own number: the pixels come long after.
    const data = dicomParser.parseDicom(bytes, { untilTag: 'x00200010' });
    const said = (tag: string) => (data.string(tag) ?? '').replace(/[^\p{L}\p{N} ^.,+/()-]/gu, '').trim();
    return {
      modality: said('x00080060'),
      part: said('x00180015'),
      description: said('x00081030'),
      date: said('x00080020'),
      name: said('x00100010').replace(/\^+/g, ' ').trim(),
      sex: said('x00100040'),
      age: said('x00101010'),
    };
  } catch {
    return undefined;
  }
}

function factsOf(header: Header): ReadFact[] {
  const out: ReadFact[] = [];
  const add = (path: string, label: string, value: string, normal?: string | number) => {
    if (value)
      out.push({
        path,
        label,
        value,
        normal,
        sure: 1,
        accepted: true,
        page: 1,
        box: [40, 40 + out.length * LINE, WIDE - 80, LINE - 10],
      });
  };
  const study = STUDIES[header.modality] ?? header.modality;
  add('imaging.study', 'Study', [study, header.description || header.part].filter(Boolean).join(', '), study);
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(header.date);
  if (day) add('report.date', 'Date', `${day[3]}-${day[2]}-${day[1]}`, `${day[1]}-${day[2]}-${day[3]}`);
  add('patient.name', 'Name', header.name, header.name);
  if (/^[MF]$/.test(header.sex))
    add('patient.sex', 'Sex', header.sex, header.sex === 'F' ? 'female' : 'male');
  const years = /^(\d{3})Y$/.exec(header.age);
  if (years) add('patient.age', 'Age', String(Number(years[1])), Number(years[1]));
  return out;
}

/** What the header says as a picture, for people to look at. */
function card(lines: readonly string[]): Promise<Uint8Array> {
  const safe = (text: string) => text.replace(/[<&>]/g, ' ');
  const rows = lines.map((l, i) => `<text x="40" y="${80 + i * LINE}">${safe(l)}</text>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}" font-family="sans-serif" font-size="32"><rect width="100%" height="100%" fill="#fff"/>${rows}</svg>`;
  return sharp(Buffer.from(svg)).webp({ quality: 80 }).toBuffer();
}
