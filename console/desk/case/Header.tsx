import { Alert, Badge, Button, Menu, Modal, Stack, Text, Textarea } from '@mantine/core';
import { use, useState } from 'react';
import type { Status } from '../../../src/cases/status.ts';
import type { CaseView } from '../../../src/http/contract.ts';
import { AlertIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { fullTime } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { StatusBadge } from '../StatusBadge.tsx';
import { patientOf } from './groups.ts';
import { useChange } from './use-change.ts';

/** Who this is about, where the case stands, and the moves that are allowed now. */
export function Header({ view }: { view: CaseView }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [to, setTo] = useState<Status | null>(null);
  const patient = patientOf(view);
  const about = [
    patient.age && say('years', { n: patient.age }),
    patient.sex && name('sex', patient.sex, tongue),
    patient.cancer,
  ]
    .filter(Boolean)
    .join(' · ');
  const title = patient.name ?? (view.veiled ? view.reference : say('noName'));
  return (
    <header className="case-head">
      <div className="case-who">
        <h1 dir="auto">{title}</h1>
        <Text size="sm" c="dimmed" dir="auto">
          {title !== view.reference && <span className="reference">{view.reference}</span>}
          {title !== view.reference && about && ' · '}
          {about}
        </Text>
      </div>
      <div className="case-state">
        {['emergency', 'distress']
          .filter((urgent) => view.tasks.some(({ what }) => what === urgent))
          .map((urgent) => (
            <Badge key={urgent} color="red.9" tt="none" leftSection={<AlertIcon size={12} />}>
              {name('task', urgent, tongue)}
            </Badge>
          ))}
        <StatusBadge status={view.status} />
        <Text size="xs" c="dimmed" className="case-since">
          {say('since', { time: fullTime(view.statusSince) })}
        </Text>
        {view.moves.length > 0 && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button size="compact-md" variant="default">
                {say('moveTo')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {view.moves.map((move) => (
                <Menu.Item key={move} onClick={() => setTo(move)}>
                  {name('status', move, tongue)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {to && <MoveDialog view={view} to={to} close={() => setTo(null)} />}
    </header>
  );
}

function MoveDialog({ view, to, close }: { view: CaseView; to: Status; close(): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const [reason, setReason] = useState('');
  const move = useChange<{ to: Status; reason?: string }>(`/api/cases/${view.id}/status`);
  return (
    <Modal
      opened
      onClose={close}
      title={say('moveTitle', { status: name('status', to, tongue) })}
      closeButtonProps={{ 'aria-label': say('cancel') }}
    >
      <Stack gap="md">
        <Text size="sm">{say('moveNote')}</Text>
        <Textarea
          label={say('reason')}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {move.error && (
          <Alert color="red" role="alert">
            {move.error.message}
          </Alert>
        )}
        <Button
          loading={move.isPending}
          onClick={() =>
            move.mutate({ to, ...(reason.trim() ? { reason: reason.trim() } : {}) }, { onSuccess: close })
          }
        >
          {say('move')}
        </Button>
      </Stack>
    </Modal>
  );
}
