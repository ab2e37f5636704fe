import type { Fact } from '../cases/facts.ts';
import type { Rejection } from '../cases/rejected.ts';
import { newId } from '../db/ids.ts';

interface Asked {
  path: string;
  value: string;
  confirms?: string;
}

/**
 * What somebody at the desk adds to a case. Agreeing with a machine keeps the pixels as the origin; anything else,
 * also a "confirmation" with other words, is the staff's own word and corrects what it is about.
 */
export function staffFact(asked: Asked, about: Fact | undefined, user: string, at: Date): Fact {
  const { path, value } = asked;
  const id = newId(at);
  const when = at.toISOString();
  if (about && asked.confirms && about.value === value) {
    const { doubt: _doubt, ...agreed } = about;
    return {
      ...agreed,
      id,
      at: when,
      accepted: true,
      corrects: about.id,
      confirmed: { kind: 'staff', id: user, at: when },
    };
  }
  const { label, unit, reference, normal } = about ?? {};
  return {
    id,
    path,
    value,
    ...(typeof normal === 'number' && Number.isFinite(Number(value)) ? { normal: Number(value) } : {}),
    ...(label ? { label } : {}),
    ...(unit ? { unit } : {}),
    ...(reference ? { reference } : {}),
    ...(about ? { corrects: about.id } : {}),
    at: when,
    from: { kind: 'staff', user },
    accepted: true,
  };
}

/** Somebody's word that a fact does not count: it is not there, or its paper is of another person. The fact stays as it was. */
export function rejection(about: Fact, why: Rejection, user: string, at: Date): Fact {
  const when = at.toISOString();
  return {
    ...about,
    id: newId(at),
    at: when,
    accepted: false,
    doubt: why,
    corrects: about.id,
    confirmed: { kind: 'staff', id: user, at: when },
  };
}
