import { use } from 'react';
import { Button } from '@mantine/core';
import type { Me } from '../../../src/http/contract.ts';
import { EyeIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';
import { useDeskList } from '../queue/Narrow.tsx';
import { useSide } from './use-side.ts';
import './side.css';

interface Assignment {
  assignee?: string | null;
  team?: string | null;
  labels?: string[];
}

/** Whose this family is, what it is marked with, and who else is here. */
export function DeskBar({ conversation, me }: { conversation: string; me: Me }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const side = useSide(conversation).data;
  const list = useDeskList().data;
  const assign = useChange<Assignment>(`/api/conversations/${conversation}/assign`);
  if (!side || !list) return <div className="desk-bar" aria-hidden="true" />;
  const others = side.viewers.filter(({ id }) => id !== me.id).map((one) => one.name);
  const toggle = (label: string) =>
    assign.mutate({
      labels: side.labels.includes(label)
        ? side.labels.filter((one) => one !== label)
        : [...side.labels, label],
    });
  return (
    <div className="desk-bar">
      <select
        className="pick"
        aria-label={say('assignedTo')}
        value={side.assignee?.id ?? ''}
        onChange={(event) => assign.mutate({ assignee: event.target.value || null })}
      >
        <option value="">{say('nobody')}</option>
        {list.staff.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      {side.assignee?.id !== me.id && (
        <Button
          size="compact-sm"
          variant="default"
          data-key="a"
          onClick={() => assign.mutate({ assignee: me.id })}
        >
          {say('assignMe')}
        </Button>
      )}
      <select
        className="pick"
        aria-label={say('team')}
        value={side.team ?? ''}
        onChange={(event) => assign.mutate({ team: event.target.value || null })}
      >
        <option value="">{say('noTeam')}</option>
        {list.teams.map((team) => (
          <option key={team} value={team}>
            {name('team', team, tongue)}
          </option>
        ))}
      </select>
      <div className="label-set" role="group" aria-label={say('labels')}>
        {list.labels.map((label) => (
          <button
            key={label}
            type="button"
            className="label"
            aria-pressed={side.labels.includes(label)}
            onClick={() => toggle(label)}
          >
            {name('label', label, tongue)}
          </button>
        ))}
      </div>
      <span className="here" role="status" data-others={others.length > 0}>
        <EyeIcon size={15} />
        {others.length > 0 ? say('here', { names: others.join(', ') }) : say('onlyYou')}
      </span>
      {assign.error && (
        <span className="desk-bar-trouble" role="alert">
          {assign.error.message}
        </span>
      )}
    </div>
  );
}
