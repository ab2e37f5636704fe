import { STATUSES, type Mover, type Status } from '../cases/status.ts';
import type { Role } from './contract.ts';

/** What somebody may do, whatever the case. */
export type Deed = 'talk' | 'move' | 'fact' | 'task' | 'write' | 'appoint' | 'erase' | 'accounts' | 'oversee';

export interface Policy {
  /** Statuses of the cases this role may see. The queries get this list: all others do not exist for it. */
  sees(): readonly Status[];
  may(deed: Deed): boolean;
  /** As whom this role moves a case. */
  moves(): readonly Mover[];
  /** Phone numbers, of the person and in their words. */
  phones(): boolean;
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
    phones: () => true,
    invites: () => [],
  },
  reviewer: {
    sees: () => REVIEWED,
    may: (deed) => deed === 'write' || deed === 'fact' || deed === 'move',
    moves: () => ['reviewer'],
    phones: () => false,
    invites: () => [],
  },
  lead: {
    sees: () => STATUSES,
    may: (deed) => deed !== 'accounts',
    moves: () => ['coordinator', 'reviewer'],
    phones: () => true,
    // Whoever could make an administrator could make themselves one.
    invites: () => ['coordinator', 'reviewer'],
  },
  administrator: {
    sees: () => [],
    may: (deed) => deed === 'accounts',
    moves: () => [],
    phones: () => false,
    invites: () => ['coordinator', 'reviewer', 'lead', 'administrator'],
  },
};

/** With a plus sign, or an Indian mobile number. Not more: numbers of a blood test must stay as they are. */
const PHONE = /\+\d(?:[ -]?\d){7,14}|(?<![\d.])(?:0|91[ -]?)?[6-9]\d{4}[ -]?\d{5}(?!\.?\d)/g;

/** Leaves the last two digits of what looks like a phone number, for those who need not call. */
export function withoutPhones(text: string): string {
  return text.replace(PHONE, (number) => `••••••••${number.slice(-2)}`);
}
