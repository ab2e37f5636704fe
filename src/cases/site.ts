import { valueOf, type Case } from './case.ts';
import type { Pack } from './missing.ts';

/** The needs of this case: by its cancer, for a child by the children's list as well. Undefined before the cancer is known. */
export function packOf(packs: Readonly<Record<string, Pack>>, known: Case): Pack | undefined {
  const site = valueOf(known, 'cancer.site');
  const own = site ? (packs[site] ?? packs['unknown']) : undefined;
  const child = packs['paediatric'];
  if (!own || !child || own === child || valueOf(known, 'patient.band') !== 'child') return own;
  const types = new Set(own.needs.map((need) => need.type));
  return { ...own, needs: [...own.needs, ...child.needs.filter((need) => !types.has(need.type))] };
}
