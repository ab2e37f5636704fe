import { valueOf, type Case } from './case.ts';
import type { Pack } from './missing.ts';

/** Child below 18, adult to 55, older: what a question on pregnancy or a guardian depends on. */
export function bandOf(age: number): 'child' | 'adult' | 'older' | undefined {
  if (!Number.isFinite(age)) return undefined;
  return age < 18 ? 'child' : age <= 55 ? 'adult' : 'older';
}

/** How well somebody is on most days is told by the Lansky play scale below 16 years (1987), by ECOG from then on. */
export function scaleOf(age: number): 'lansky' | 'ecog' {
  return age < 16 ? 'lansky' : 'ecog';
}

/** The needs of this case: by its cancer, for a child by the children's list as well. Undefined before the cancer is known. */
export function packOf(packs: Readonly<Record<string, Pack>>, known: Case): Pack | undefined {
  const site = valueOf(known, 'cancer.site');
  const own = site ? (packs[site] ?? packs['unknown']) : undefined;
  const child = packs['paediatric'];
  if (!own || !child || own === child) return own;
  if (bandOf(Number(valueOf(known, 'patient.age') ?? Number.NaN)) !== 'child') return own;
  const types = new Set(own.needs.map((need) => need.type));
  return { ...own, needs: [...own.needs, ...child.needs.filter((need) => !types.has(need.type))] };
}
