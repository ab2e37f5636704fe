import { Badge } from '@mantine/core';
import type { QueueRow } from '../../../src/http/contract.ts';
import { AlertIcon, ClockIcon, PersonIcon, RobotIcon } from '../../look/icons.tsx';
import { name, plain } from '../../words/names.ts';
import { howLong, isNow } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { use } from 'react';
import { caseLink } from '../route.ts';
import { StatusBadge } from '../StatusBadge.tsx';

/** One family in the queue: who, where their case stands, what it needs, and who speaks with them. */
export function Row({ row, now }: { row: QueueRow; now: number }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const who = [
    row.age && say('years', { n: row.age }),
    row.sex && name('sex', row.sex, tongue),
    row.cancer && plain(row.cancer),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <li>
      <a className="row" href={caseLink(row.case)} data-urgent={row.tasks.includes('emergency')}>
        <span className="row-reference">{row.reference}</span>
        <span className="row-who">
          <b dir="auto">{row.name ?? <i>{say('noName')}</i>}</b>
          <small dir="auto">{who}</small>
        </span>
        <span className="row-badges">
          {row.tasks.map((task) => (
            <TaskBadge key={task} task={task} />
          ))}
          <StatusBadge status={row.status} />
          {row.doubts > 0 && (
            <Badge variant="light" className="doubt-badge" tt="none">
              {say('doubts', { n: row.doubts })}
            </Badge>
          )}
        </span>
        <span className="row-time">
          {row.waitingSince ? (
            <b className="waits">
              <ClockIcon size={14} /> {say('waitsFor', { time: howLong(row.waitingSince, now) })}
            </b>
          ) : (
            <span>
              {isNow(row.lastAt, now) ? say('justNow') : say('last', { time: howLong(row.lastAt, now) })}
            </span>
          )}
          <small>
            {row.voice === 'bot' ? <RobotIcon size={14} /> : <PersonIcon size={14} />}{' '}
            {row.voice === 'bot'
              ? say('botSpeaks')
              : say('staffSpeaks', { name: row.holder ?? say('somebody') })}
            {' · '}
            {row.channel === 'sms' ? 'SMS' : 'WhatsApp'}
            {row.language && ` · ${name('language', row.language, tongue)}`}
            {row.papers > 0 &&
              ` · ${row.papers === 1 ? say('onePaper') : say('papersCount', { n: row.papers })}`}
          </small>
        </span>
      </a>
    </li>
  );

  function TaskBadge({ task }: { task: string }) {
    const urgent = task === 'emergency' || task === 'distress';
    return (
      <Badge
        color={urgent ? 'red.9' : 'dark.4'}
        variant={urgent ? 'filled' : 'outline'}
        tt="none"
        leftSection={urgent ? <AlertIcon size={12} /> : undefined}
      >
        {name('task', task, tongue)}
      </Badge>
    );
  }
}
