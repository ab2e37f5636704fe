import { Alert, Button, NativeSelect, Paper, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { use, useState } from 'react';
import type { NewLink } from '../../../src/http/account-contract.ts';
import type { Role } from '../../../src/http/contract.ts';
import { RequestFailed } from '../../api/client.ts';
import { makeInvitation } from '../../api/staff.ts';
import { name as nameOf } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';

/** Makes a one-time link for somebody new. We send no mail: who makes it hands it over. */
export function Invite({ roles, made }: { roles: Role[]; made(link: NewLink, name: string): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(roles[0] ?? 'coordinator');
  const send = useMutation({
    mutationFn: () => makeInvitation({ email: email.trim(), name: name.trim(), role }),
    onSuccess: (link) => {
      made(link, name.trim());
      setEmail('');
      setName('');
    },
  });
  const problem = send.error instanceof RequestFailed ? send.error.problem : null;
  const wrong = (field: string) =>
    problem?.fields?.[field] && (problem.code === 'known' ? say('emailKnown') : problem.fields[field]);
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      className="invite"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Title order={2} size="h4">
        {say('inviteSomebody')}
      </Title>
      <TextInput
        label={say('personName')}
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        error={wrong('name')}
        onChange={(e) => setName(e.target.value)}
      />
      <TextInput
        label={say('email')}
        type="email"
        required
        maxLength={254}
        autoComplete="off"
        value={email}
        error={wrong('email')}
        onChange={(e) => setEmail(e.target.value)}
      />
      <NativeSelect
        label={say('role')}
        value={role}
        onChange={(e) => setRole(e.target.value as Role)}
        data={roles.map((value) => ({ value, label: nameOf('role', value, tongue) }))}
      />
      <Button type="submit" loading={send.isPending}>
        {say('makeInvitation')}
      </Button>
      {send.error && !problem?.fields && (
        <Alert color="red" role="alert" className="wide">
          {send.error.message}
        </Alert>
      )}
    </Paper>
  );
}
