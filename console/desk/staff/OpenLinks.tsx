import { Alert, Button, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { use } from 'react';
import type { StaffList } from '../../../src/http/account-contract.ts';
import { takeBack } from '../../api/staff.ts';
import { name } from '../../words/names.ts';
import { fullTime } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';

/** Links that nobody opened yet, each with the way to take it back. */
export function OpenLinks({ links, changed }: { links: StaffList['links']; changed(): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const back = useMutation({ mutationFn: takeBack, onSettled: changed });
  if (!links.length) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {say('openLinks')}
      </Title>
      {back.error && (
        <Alert color="red" role="alert">
          {back.error.message}
        </Alert>
      )}
      <ul className="staff-list">
        {links.map((one) => (
          <li key={one.id} className="member">
            <span className="member-who">
              <b dir="auto">
                {name('link', one.purpose, tongue)}: {one.name}
              </b>
              <Text size="sm" c="dimmed">
                {one.email} · {name('role', one.role, tongue)}
              </Text>
              <Text size="sm" c="dimmed">
                {say('linkUntil', { time: fullTime(one.ends), by: one.by })}
              </Text>
            </span>
            <Button
              variant="light"
              loading={back.isPending && back.variables === one.id}
              onClick={() => back.mutate(one.id)}
            >
              {say('takeBack')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
