import { Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewLink, StaffList } from '../../../src/http/account-contract.ts';
import { staffList } from '../../api/staff.ts';
import { useWords } from '../../words/use-words.ts';
import { Sorry } from '../Sorry.tsx';
import { Waiting } from '../Waiting.tsx';
import { Invite } from './Invite.tsx';
import { LinkSheet } from './LinkSheet.tsx';
import { Member } from './Member.tsx';
import { MemberSheet } from './MemberSheet.tsx';
import { OpenLinks } from './OpenLinks.tsx';
import './staff.css';

/** Who works at the desk, who is invited, and what an administrator does to an account. No patient is on this page. */
export default function Staff() {
  const say = useWords();
  const queries = useQueryClient();
  const list = useQuery({ queryKey: ['staff'], queryFn: ({ signal }) => staffList(signal) });
  const [made, setMade] = useState<(NewLink & { name: string }) | null>(null);
  const [changing, setChanging] = useState<StaffList['people'][0] | null>(null);
  const again = () => void queries.invalidateQueries({ queryKey: ['staff'] });
  const show = (name: string) => (link: NewLink) => {
    setChanging(null);
    setMade({ ...link, name });
    again();
  };
  if (list.error) return <Sorry error={list.error} again={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  const { people, links, invites, manages } = list.data;
  return (
    <main className="staff">
      <h1>{say('staff')}</h1>
      <Text c="dimmed">{say('staffNote')}</Text>
      <Invite roles={invites} made={(link, name) => show(name)(link)} />
      <OpenLinks links={links} changed={again} />
      <section aria-label={say('staff')}>
        <ul className="staff-list">
          {people.map((one) => (
            <Member key={one.id} one={one} {...(manages ? { change: () => setChanging(one) } : {})} />
          ))}
        </ul>
      </section>
      {changing && (
        <MemberSheet
          one={changing}
          roles={invites}
          made={show(changing.name)}
          changed={() => {
            setChanging(null);
            again();
          }}
          close={() => setChanging(null)}
        />
      )}
      {made && <LinkSheet made={made} close={() => setMade(null)} />}
    </main>
  );
}
