/** Words that may stand before the noun of a tumour's name. */
const ADJECTIVES = [
  'invasive|infiltrating|infiltrative|metastatic|recurrent|residual|primary|bilateral|well|moderately|poorly|differentiated|undifferentiated|dedifferentiated',
  'mixed|chromophobe|papillary|micropapillary|mucinous|medullary|serous|endometrioid|squamous|acinar|prostatic|ductal|duct|lobular|cell|cells|small|large|giant|spindle|non|clear|basal|basaloid',
  'transitional|urothelial|hepatocellular|renal|follicular|keratini[sz]ing|nonkeratini[sz]ing|high|low|intermediate|grade|neuroendocrine|mammary|breast|colonic|gastric',
  'thyroid|lung|pulmonary|pancreatic|pancreatobiliary|ovarian|endometrial|cervical|colorectal|rectal|oesophageal|esophageal|laryngeal|hepatic|biliary|penile|vulval|adrenal|nasopharyngeal|salivary|thymic|cutaneous|uveal|acral|lentiginous|superficial|spreading|solid|minimally|widely|encapsulated|oncocytic|warthin',
  'adenoid|cystic|mucoepidermoid|adenosquamous|verrucous|sarcomatoid|cohesive|signet|ring|metaplastic|tubular|cribriform|apocrine|anaplastic|pleomorphic|epithelial|embryonal|alveolar|synovial|myxoid|ewing',
  "hodgkins?|hodgkin's|classic(?:al)?|mantle|burkitts?|marginal|zone|diffuse|b|t|plasma|acute|chronic|myeloid|lymphoblastic|lymphocytic|promyelocytic|multiple|malignant|conventional|nodular",
].join('|');
const NOUNS =
  "(?:(?:adeno|cystadeno|chorio|carcino|cholangio|adrenocortical\\s)\\s?)?carcinoma(?: in[ -]situ)?|(?:osteo|chondro|lipo|leiomyo|rhabdomyo|angio|fibro|myxofibro|carcino)?sarcoma|lymphoma|melanoma(?: in[ -]situ)?|glioblastoma(?: multiforme)?|plasmacytoma|meningioma|paraganglioma|chordoma|(?:oligo|low grade |high grade )?glioma|astrocytoma|oligodendroglioma|ependymoma|medulloblastoma|myeloma|leuk(?:a?e)mia|neuroblastoma|nephroblastoma|retinoblastoma|hepatoblastoma|seminoma|dysgerminoma|mesothelioma|thymoma|(?:germ cell|wilms'?|neuroendocrine|gastrointestinal stromal|granulosa cell|phyllodes|yolk sac) tumou?r";
const SUFFIX =
  '(?:,?\\s?(?:of no special type|no special type|nst|nos)\\b(?: \\(nst\\))?|,\\s?(?:[a-z-]+ ){0,4}(?:type|variant|predominant|subtype)\\b|\\s\\([a-z -]{3,30}(?: type| variant)?\\))*';
const SHORT =
  '\\b(?:(?:[Cc]lear cell |[Pp]apillary |[Cc]hromophobe )?RCC|IDC|ILC|DCIS|LCIS|[MWP]DSCC|HGSC|LGSC|HCC|PTC|FTC|MTC|GBM|DLBCL|NSCLC|SCLC|APML|B-?ALL|T-?ALL|PDAC|cHL)\\b(?:-NST|,? ?NOS\\b|,? ?NST\\b)?';

const TERM = new RegExp(
  `(?<![a-z])(?:(?:${ADJECTIVES})(?:[\\s-]+|,\\s?))*(?:${NOUNS})(?![a-z])${SUFFIX}`,
  'gi',
);
const ABBREVIATED = new RegExp(SHORT, 'g');

/** Words by which one kind of tumour is not another. */
const KINDS =
  /squamous|scc\b|urothelial|transitional|hepatocellular|hcc\b|renal|rcc\b|neuroendocrine|small cell|lymphoma|leuk|myeloma|sarcoma|melanoma|glio|astrocyt|seminoma|ductal|duct\b|idc\b|lobular|ilc\b|papillary|follicular|medullary|adeno(?!id|squ)|acinar|prostatic|thymoma|mesothelioma|blastoma/gi;
const SAME: Readonly<Record<string, string>> = {
  scc: 'squamous',
  transitional: 'urothelial',
  hcc: 'hepatocellular',
  rcc: 'renal',
  duct: 'ductal',
  idc: 'ductal',
  ilc: 'lobular',
  acinar: 'adeno',
  prostatic: 'adeno',
};

/** Whether two names can be of one tumour; a name without such a word may be of any. */
export function areOther(a: string, b: string): boolean {
  const kinds = (text: string) =>
    new Set([...text.matchAll(KINDS)].map((m) => SAME[m[0].toLowerCase()] ?? m[0].toLowerCase()));
  const [one, two] = [kinds(a), kinds(b)];
  return one.size > 0 && two.size > 0 && ![...one].some((kind) => two.has(kind));
}

interface Named {
  start: number;
  end: number;
  words: string;
}

/** Another adjective that we do not know: "intraepithelial carcinoma", "follicular-papillary". */
const KIND_OF =
  /(?<![A-Za-z])(?!(?:clinical|initial|final|normal|additional|several|typical|local|regional|possible|focal|occasional|total|partial|usual|subclinical|historical|original|positive|negative|active|suggestive|definitive|extensive|massive)\b)[A-Za-z-]{4,}(?:al|ous|ic|ar|oid|ive)\s$/i;

/** "Acinic cell carcinoma", whose first word is none we know: a name does not begin with its cell. */
function whole(text: string, name: Named): Named {
  const lead = text.slice(0, name.start);
  const before = /^cell\b/i.test(name.words) ? /[A-Za-z-]+\s$/.exec(lead) : KIND_OF.exec(lead);
  if (!before) return name;
  const start = before.index;
  return { start, end: name.end, words: text.slice(start, name.end) };
}

/** Names of tumours in a text, with their places. */
export function histologyIn(text: string): Named[] {
  return [...text.matchAll(TERM), ...text.matchAll(ABBREVIATED)]
    .map((m) => whole(text, { start: m.index, end: m.index + m[0].length, words: m[0] }))
    .filter((m) => !/^(?:malignant|residual)\s*$/i.test(m.words))
    .sort((a, b) => a.start - b.start);
}
