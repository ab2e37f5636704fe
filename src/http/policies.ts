import { PHONE, withoutNames } from '../cases/identity.ts';
import { STATUSES, type Mover, type Status } from '../cases/status.ts';
import type { Role } from './contract.ts';

/** What somebody may do, whatever the case. */
export type Deed =
  'talk' | 'move' | 'fact' | 'paper' | 'task' | 'write' | 'appoint' | 'erase' | 'accounts' | 'oversee';

export interface Policy {
  /** Statuses of the cases this role may see. The queries get this list: all others do not exist for it. */
  sees(): readonly Status[];
  may(deed: Deed): boolean;
  /** As whom this role moves a case. */
  moves(): readonly Mover[];
  /** Who the patient is: name, phone and ids, in facts, in their words and on the papers. */
  identity(): boolean;
  /** Whom this role may invite. Who may invite nobody does not see the list of staff. */
  invites(): readonly Role[];
}

/** From `ready` on. Not after a withdrawal: then nobody who reviews may look any more. */
const REVIEWED: readonly Status[] = ['ready', 'in_review', 'more_info', 'signed', 'delivered', 'closed'];

/** Who may see and do what. An administrator makes accounts and sees no patient. */
export const policies: Record<Role, Policy> = {
  coordinator: {
    sees: () => STATUSES,
    may: (deed) => !['write', 'erase', 'accounts', 'oversee'].includes(deed),
    moves: () => ['coordinator'],
    identity: () => true,
    invites: () => [],
  },
  reviewer: {
    sees: () => REVIEWED,
    may: (deed) => deed === 'write' || deed === 'fact' || deed === 'move',
    moves: () => ['reviewer'],
    identity: () => false,
    invites: () => [],
  },
  lead: {
    sees: () => STATUSES,
    may: (deed) => deed !== 'accounts',
    moves: () => ['coordinator', 'reviewer'],
    identity: () => true,
    // Whoever could make an administrator could make themselves one.
    invites: () => ['coordinator', 'reviewer'],
  },
  administrator: {
    sees: () => [],
    may: (deed) => deed === 'accounts',
    moves: () => [],
    identity: () => false,
    invites: () => ['coordinator', 'reviewer', 'lead', 'administrator'],
  },
};

/** Leaves the last two digits of what looks like a phone number, for those who need not call. */
export function withoutPhones(text: string): string {
  return text.replace(PHONE, (number) => `••••••••${number.slice(-2)}`);
}

/** How this role reads what a person wrote: as it is, or without phones and the names that are known. */
export function shownTo(policy: Policy, names: readonly string[]): (text: string) => string {
  return policy.identity() ? (text) => text : (text) => withoutPhones(withoutNames(text, names));
}
