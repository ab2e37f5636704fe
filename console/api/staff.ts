import type { NewLink, StaffList, Welcome } from '../../src/http/account-contract.ts';
import type { Role } from '../../src/http/contract.ts';
import { get, post } from './client.ts';

export const staffList = (signal?: AbortSignal): Promise<StaffList> => get<StaffList>('/api/staff', signal);

export interface Invited {
  email: string;
  name: string;
  role: Role;
}
export const makeInvitation = (one: Invited): Promise<NewLink> =>
  post<NewLink>('/api/staff/invitations', one);
export const takeBack = (id: string) => post(`/api/staff/invitations/${id}/revoke`);

/** A link for somebody who lost the password or the phone. */
export const makeMendLink = (id: string, purpose: 'password' | 'second_step'): Promise<NewLink> =>
  post<NewLink>(`/api/staff/${id}/mend`, { purpose });
export const switchAccount = (id: string, to: 'on' | 'off') => post(`/api/staff/${id}/${to}`);
export const changeRole = (id: string, role: Role) => post(`/api/staff/${id}/role`, { role });

/** What a one-time link is for. @throws RequestFailed `link_over` */
export const lookAtLink = (token: string): Promise<Welcome> => post<Welcome>('/api/welcome/look', { token });
export const takeLink = (body: {
  token: string;
  password?: string;
  qualification?: string;
  registration?: string;
}) => post('/api/welcome/take', body);
