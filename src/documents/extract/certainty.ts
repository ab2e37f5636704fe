/** How surely a report says something. */
export type Certainty = 'said' | 'uncertain' | 'denied';

const DENIED =
  /\b(?:no|not|nil|without|absen(?:t|ce)|negative for|free (?:of|from)|ruled out|no evidence of|devoid of|uninvolved)\b/i;
const HEDGED =
  /\?|\bs\/o\b|\bd\/d\b|\br\/o\b|\b(?:can(?:not| ?not)|could|might|to exclude|needs? exclu\w+|consider\w*|mimic\w*|suggest(?:ive|ing|s)?|suspicious|suspected|suspicion|possib(?:le|ly|ility)|probab(?:le|ly)|likely|favou?r(?:s|ed|ing)?|differential|equivocal|indeterminate|rule out|may|query|impression of|(?:was|were) (?:reported|diagnosed|called|read)|first (?:sample|biopsy|smear)|initially|doubtful|compatible with|in keeping with|versus|vs)\b/i;
/** Words after which a new thought begins. */
const TURN = /[.;]\s|\bbut\b|\bhowever\b|\balthough\b/i;

/** A tumour's name with a "no" in it, which denies nothing. */
const NAMED_NO = /\bno special type/gi;

/** What stands around a term in its own clause: `text` with the term from `start` to `end`. */
export function certaintyOf(words: string, start: number, end: number): Certainty {
  const text = words.replace(NAMED_NO, (m) => '_'.repeat(m.length));
  const before = text.slice(0, start).split(new RegExp(TURN, 'gi')).at(-1)!;
  const behind = text.slice(end).split(new RegExp(TURN, 'gi'))[0]!.split(',')[0]!;
  const own = before.split(',').at(-1)!;
  if (
    /^\W{0,2}(?:\w+ ){0,3}?(?:not (?:seen|identified|detected|present|established|confirmed|proven|evident)|absent|unlikely|(?:ruled out|excluded)\b)/i.test(
      behind,
    )
  )
    return 'denied';
  if (
    HEDGED.test(before) ||
    /^\W{0,3}\?|^\W*(?:\w+ ){0,3}?(?:(?:\w+ )?(?:close )?differential|suspected|likely|provisional|considered|needs? exclu\w+|(?:can|could)(?: ?not)? be)\b/i.test(
      behind,
    )
  )
    return 'uncertain';
  // "No evidence of atypia, in situ or invasive carcinoma": a list goes on being denied.
  return DENIED.test(own) ||
    /\b(?:no|without|negative for|free of)\b(?!.*\b(?:with|and shows?)\b)/i.test(before)
    ? 'denied'
    : 'said';
}
