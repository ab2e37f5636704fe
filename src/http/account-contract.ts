import type { Role } from './contract.ts';

/** `GET /api/ways`, for the sign-in page: the name of the hospital's directory, where one is. */
export interface Ways {
  directory: string | null;
}

/** `GET /api/account`: how I sign in, and where I am signed in. */
export interface Account {
  email: string;
  /** There is none where somebody comes by the directory only. */
  password: boolean;
  secondStep: boolean;
  /** The second step cannot be left away here. */
  demanded: boolean;
  /** Each opens the desk alone. */
  passkeys: { id: string; name: string; made: string }[];
  sessions: {
    id: string;
    /** Of the browser, as it names itself. */
    agent: string;
    address: string;
    proof: string;
    begun: string;
    used: string;
    here: boolean;
  }[];
}
// POST /api/account/sessions/:id/end, /api/account/sessions/end (all of them, this one too)
// POST /api/account/passkeys/:id/remove
// POST /api/account/password { current, next } → { ok }: every other session ends.

/** What a one-time link is for: an account, a new password, or a new second step. */
export type LinkFor = 'account' | 'password' | 'second_step';

/** `GET /api/staff`, for who may invite somebody. */
export interface StaffList {
  people: {
    id: string;
    name: string;
    email: string;
    role: Role;
    qualification: string;
    registration: string;
    /** Since when the account is switched off. */
    off: string | null;
    secondStep: boolean;
    /** The one who asks. */
    me: boolean;
  }[];
  /** Links that still open something. */
  links: {
    id: string;
    purpose: LinkFor;
    email: string;
    name: string;
    role: Role;
    by: string;
    ends: string;
  }[];
  /** Roles that the one who asks may invite. */
  invites: Role[];
  /** May change accounts and make links that mend them. */
  manages: boolean;
}
// POST /api/staff/invitations { email, name, role } → NewLink
// POST /api/staff/invitations/:id/revoke
// POST /api/staff/:id/off | on, /api/staff/:id/role { role }
// POST /api/staff/:id/mend { purpose: password | second_step } → NewLink

/** A link that was made: told this once, to whoever made it, to hand over. */
export interface NewLink {
  link: string;
  ends: string;
}

/** `POST /api/welcome/look` { token }: what the link is for, without being signed in. 404 `link_over` when it is over. */
export interface Welcome {
  purpose: LinkFor;
  email: string;
  name: string;
  role: Role;
}
// POST /api/welcome/take { token, password?, qualification?, registration? } → { ok }
