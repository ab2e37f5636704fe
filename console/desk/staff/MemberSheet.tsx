import { Alert, Button, Divider, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { use, useState } from 'react';
import type { NewLink, StaffList } from '../../../src/http/account-contract.ts';
import type { Role } from '../../../src/http/contract.ts';
import { changeRole, makeMendLink, switchAccount } from '../../api/staff.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';

/** What an administrator does to the account of somebody else. */
export function MemberSheet(props: {
  one: StaffList['people'][0];
  roles: Role[];
  made(link: NewLink): void;
  changed(): void;
  close(): void;
}) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const { one } = props;
  const [role, setRole] = useState(one.role);
  const move = useMutation({ mutationFn: () => changeRole(one.id, role), onSuccess: props.changed });
  const flip = useMutation({
    mutationFn: () => switchAccount(one.id, one.off === null ? 'off' : 'on'),
    onSuccess: props.changed,
  });
  const mend = useMutation({
    mutationFn: (purpose: 'password' | 'second_step') => makeMendLink(one.id, purpose),
    onSuccess: props.made,
  });
  const error = move.error ?? flip.error ?? mend.error;
  return (
    <Modal opened onClose={props.close} title={one.name} closeButtonProps={{ 'aria-label': say('cancel') }}>
      <Stack gap="sm">
        {error && (
          <Alert color="red" role="alert">
            {error.message}
          </Alert>
        )}
        {one.off === null ? (
          <>
            <NativeSelect
              label={say('role')}
              description={say('roleNote')}
              value={role}
              onChange={(e) => setRole(e.target.value as Role)}
              data={props.roles.map((value) => ({ value, label: name('role', value, tongue) }))}
            />
            <Button disabled={role === one.role} loading={move.isPending} onClick={() => move.mutate()}>
              {say('changeRole')}
            </Button>
            <Divider />
            <Text size="sm">{say('mendNote')}</Text>
            <Button variant="light" onClick={() => mend.mutate('password')}>
              {say('lostPassword')}
            </Button>
            <Button variant="light" onClick={() => mend.mutate('second_step')}>
              {say('lostPhone')}
            </Button>
            <Divider />
            <Text size="sm">{say('switchOffNote')}</Text>
            <Button color="red.9" variant="outline" loading={flip.isPending} onClick={() => flip.mutate()}>
              {say('switchOff')}
            </Button>
          </>
        ) : (
          <Button loading={flip.isPending} onClick={() => flip.mutate()}>
            {say('switchOn')}
          </Button>
        )}
      </Stack>
    </Modal>
  );
}
