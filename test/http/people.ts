import { expect } from '@jest/globals';
import type { NewLink, StaffList } from '../../src/http/account-contract.ts';
import type { Role } from '../../src/http/contract.ts';
import { cookieOf } from './authenticator.ts';
import type { House } from './house.ts';

export const PASSWORD = 'tamarind-kettle-44';
const tokenOf = ({ link }: NewLink) => link.split('/').at(-1)!;

/** What people do with invitations and accounts in a house. */
export function peopleOf(house: () => House) {
  let count = 0;
  const someone = () => `invited${(count += 1)}@desk.example`;
  /** Every act of a stranger comes from an address of its own, so that tries of one test do not tire another. */
  const stranger = (path: string, body: unknown, from = `10.9.${(count += 1)}.1`) =>
    house().send(path, body, { origin: house().url, 'x-forwarded-for': from });
  const enter = async (email: string, password: string) => {
    const answer = await house().signIn(email, password, `10.8.${(count += 1)}.1`);
    const cookie = cookieOf(answer);
    const ask = (path: string, body?: unknown) => house().send(path, body, { cookie });
    return { status: answer.status, cookie, ask };
  };
  const invited = async (role: Role, by: Role = 'administrator', email = someone()) => {
    const answer = await house().as(by, '/api/staff/invitations', { email, name: 'Latha Menon', role });
    expect(answer.status).toBe(200);
    const made = (await answer.json()) as NewLink;
    return { email, made, token: tokenOf(made) };
  };
  const take = (token: string, more: object = { password: PASSWORD }) =>
    stranger('/api/welcome/take', { token, ...more });
  const staff = async (by: Role = 'administrator') =>
    (await (await house().as(by, '/api/staff')).json()) as StaffList;
  /** An account of somebody who came by an invitation. */
  const member = async (role: Role) => {
    const { email, token } = await invited(role);
    const doctor = { qualification: 'MD', registration: 'KMC 1' };
    expect((await take(token, { password: PASSWORD, ...doctor })).status).toBe(200);
    const { id } = (await staff()).people.find((one) => one.email === email)!;
    return { id, email };
  };
  /** What the audit says of something, in order. */
  const acts = async (object: string) => {
    const rows = await house()
      .db.selectFrom('audit')
      .select(['act', 'detail'])
      .where('object', '=', object)
      .orderBy('seq')
      .execute();
    return rows.map(({ act, detail }) => (detail ? `${act} ${detail}` : act));
  };
  /** The token of a link that mends an account. */
  const mend = async (id: string, purpose: 'password' | 'second_step') => {
    const answer = await house().as('administrator', `/api/staff/${id}/mend`, { purpose });
    expect(answer.status).toBe(200);
    return tokenOf((await answer.json()) as NewLink);
  };
  return { someone, stranger, enter, invited, take, staff, member, acts, mend };
}
