import { Badge, Button, Text } from '@mantine/core';
import { use } from 'react';
import type { StaffList } from '../../../src/http/account-contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';

/** One of the staff: who they are, and whether their account is open and guarded. */
export function Member({ one, change }: { one: StaffList['people'][0]; change?: () => void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const printed = [one.qualification, one.registration].filter(Boolean).join(' · ');
  return (
    <li className="member" data-off={one.off !== null}>
      <span className="member-who">
        <b dir="auto">{one.name}</b>
        <Text size="sm" c="dimmed">
          {one.email}
        </Text>
        {printed && (
          <Text size="sm" c="dimmed" dir="auto">
            {printed}
          </Text>
        )}
      </span>
      <span className="member-marks">
        <Badge variant="light" tt="none">
          {name('role', one.role, tongue)}
        </Badge>
        {one.off !== null && (
          <Badge color="gray.8" tt="none">
            {say('isOff')}
          </Badge>
        )}
        {one.off === null && !one.secondStep && (
          <Badge className="doubt-badge" variant="light" tt="none">
            {say('noSecondStep')}
          </Badge>
        )}
      </span>
      {one.me ? (
        <Text size="sm">{say('isYou')}</Text>
      ) : (
        change && (
          <Button variant="light" aria-label={`${say('change')}: ${one.name}`} onClick={change}>
            {say('change')}
          </Button>
        )
      )}
    </li>
  );
}
