import type { Found } from './spans.ts';

/** One rule of arithmetic among facts of one paper: which it needs, what the last must be, and how far off it may be. */
interface Sum {
  of: readonly string[];
  /** Of the values of `of` but the last, what the last is. */
  is(values: readonly number[]): number;
  /** Part of the value, and at least so much: printed figures are rounded. */
  within: readonly [part: number, least: number];
  /** It holds only where the units are as printed in most laboratories. */
  units?: Readonly<Record<string, RegExp>>;
}

/**
 * Definitions, not opinions: what a laboratory calculates from its own figures (Wintrobe's red-cell indices; protein less
 * albumin is globulin; total bilirubin is direct and indirect; absolute counts are percentages of all; BUN is urea / 2.14).
 */
const SUMS: readonly Sum[] = [
  lab(['bilirubin_direct', 'bilirubin_indirect', 'bilirubin_total'], ([d, i]) => d! + i!, [0.05, 0.15]),
  lab(['albumin', 'globulin', 'protein'], ([a, g]) => a! + g!, [0.03, 0.2]),
  lab(['albumin', 'globulin', 'ag_ratio'], ([a, g]) => a! / g!, [0.08, 0.1]),
  lab(['urea', 'bun'], ([u]) => u! / 2.14, [0.08, 1]),
  lab(['kappa', 'lambda', 'kappa_lambda_ratio'], ([k, l]) => k! / l!, [0.06, 0.05]),
  lab(['psa_free', 'psa', 'psa_ratio'], ([f, t]) => (100 * f!) / t!, [0.06, 0.5]),
  lab(['pcv', 'rbc', 'mcv'], ([p, r]) => (10 * p!) / r!, [0.06, 2]),
  lab(['haemoglobin', 'rbc', 'mch'], ([h, r]) => (10 * h!) / r!, [0.06, 1]),
  lab(['haemoglobin', 'pcv', 'mchc'], ([h, p]) => (100 * h!) / p!, [0.06, 1]),
  lab(['wbc', 'neutrophils', 'anc'], ([w, n]) => (w! * n!) / 100, [0.1, 60], { 'lab.neutrophils': /%/ }),
  lab(['wbc', 'lymphocytes', 'alc'], ([w, n]) => (w! * n!) / 100, [0.1, 60], { 'lab.lymphocytes': /%/ }),
  {
    of: ['treatment.fractions', 'treatment.dose_per_fraction', 'treatment.dose'],
    is: ([n, d]) => n! * d!,
    within: [0.02, 0.1],
  },
];

function lab(of: readonly string[], is: Sum['is'], within: Sum['within'], units?: Sum['units']): Sum {
  return { of: of.map((key) => `lab.${key}`), is, within, ...(units ? { units } : {}) };
}

/**
 * Rows of a paper that are calculated from one another. Where one does not come out, the figure is doubted that explains it:
 * it is in every sum that fails and in none that holds. Where three or more sums share figures and all fail, the paper was
 * filled in by hand and shows nothing about a digit.
 */
export function addUp(facts: readonly Found[]): void {
  const tried = SUMS.flatMap((sum) => {
    const own = factsFor(sum, facts);
    return own ? [{ own, holds: comesOut(sum, own) }] : [];
  });
  for (const family of families(tried)) {
    const failed = family.filter((t) => !t.holds);
    if (failed.length === 0 || (failed.length > 2 && failed.length === family.length)) continue;
    const sound = new Set(family.filter((t) => t.holds).flatMap((t) => t.own));
    const all = [...new Set(failed.flatMap((t) => t.own))];
    const loose = all.filter((f) => !sound.has(f));
    const shared = loose.filter((f) => failed.every((t) => t.own.includes(f)));
    for (const f of shared.length > 0 ? shared : loose.length > 0 ? loose : all) f.doubt ??= 'arithmetic';
  }
}

interface Tried {
  own: readonly Found[];
  holds: boolean;
}

/** The facts a sum is of, when each is there once and in its unit. */
function factsFor({ of, units }: Sum, facts: readonly Found[]): Found[] | undefined {
  const met = of.map((path) => facts.filter((f) => f.path === path && typeof f.normal === 'number'));
  if (met.some((all) => all.length !== 1)) return undefined;
  const own = met.map(([f]) => f!);
  return units && own.some((f) => units[f.path] && !units[f.path]!.test(f.unit ?? '')) ? undefined : own;
}

function comesOut({ is, within }: Sum, own: readonly Found[]): boolean {
  const values = own.map(scaled);
  const [want, got] = [is(values.slice(0, -1)), values.at(-1)!];
  return !Number.isFinite(want) || Math.abs(want - got) <= Math.max(within[1], within[0] * Math.abs(got));
}

/** Sums that share figures belong together. */
function families(tried: readonly Tried[]): Tried[][] {
  const out: Tried[][] = [];
  for (const one of tried) {
    const kin = out.filter((family) => family.some((t) => t.own.some((f) => one.own.includes(f))));
    for (const family of kin) out.splice(out.indexOf(family), 1);
    out.push([...kin.flat(), one]);
  }
  return out;
}

/** Counts of cells are printed in thousands or whole. */
function scaled(fact: Found): number {
  const value = fact.normal as number;
  const thousands =
    /^lab\.(?:wbc|anc|alc)$/.test(fact.path) &&
    /10\s?[\^*]?\s?3|10\s?[\^*]?\s?9|thou|k\//i.test(fact.unit ?? '');
  return thousands ? value * 1000 : value;
}
