import { Badge } from '@mantine/core';
import { use } from 'react';
import type { Me, QueueRow } from '../../../src/http/contract.ts';
import { AlertIcon, ClockIcon, EyeIcon, NoteIcon, PersonIcon, RobotIcon } from '../../look/icons.tsx';
import { name, plain } from '../../words/names.ts';
import { howLong, isNow } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { caseLink } from '../route.ts';
import { StatusBadge } from '../StatusBadge.tsx';

/** One family in the queue: who, where their case stands, what it needs, and who speaks with them. */
export function Row({ row, now, me }: { row: QueueRow; now: number; me: Me }) {
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
      <a
        className="row"
        href={caseLink(row.case)}
        data-urgent={row.tasks.includes('emergency')}
        data-unread={row.unread > 0}
      >
        {!row.veiled && <span className="row-reference">{row.reference}</span>}
        <span className="row-who">
          <b dir="auto">{row.name ?? (row.veiled ? row.reference : <i>{say('noName')}</i>)}</b>
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
          {row.team && <Mark text={name('team', row.team, tongue)} />}
          {row.labels.map((label) => (
            <Mark key={label} text={name('label', label, tongue)} />
          ))}
        </span>
        <span className="row-time">
          <span className="row-news">
            {row.mentioned && (
              <span className="row-named">
                <NoteIcon size={14} /> {say('namesYou')}
              </span>
            )}
            {row.unread > 0 && (
              <b className="row-unread">
                {say('newMessages', { n: row.unread >= 100 ? '99+' : row.unread })}
              </b>
            )}
            {row.news > 0 && <b className="row-unread">{say('newInCase', { n: row.news })}</b>}
            {row.waitingSince ? (
              <b className="waits">
                <ClockIcon size={14} />{' '}
                {isNow(row.waitingSince, now)
                  ? say('waitsNow')
                  : say('waitsFor', { time: howLong(row.waitingSince, now) })}
              </b>
            ) : (
              <span>
                {isNow(row.lastAt, now) ? say('justNow') : say('last', { time: howLong(row.lastAt, now) })}
              </span>
            )}
          </span>
          <small>
            {row.voice === 'bot' ? <RobotIcon size={14} /> : <PersonIcon size={14} />}{' '}
            {row.voice === 'bot'
              ? say('botSpeaks')
              : say('staffSpeaks', { name: row.holder ?? say('somebody') })}
            {row.assignee && row.assignee.name !== row.holder && ` · ${belongs(row.assignee)}`}
            {' · '}
            {row.channel === 'sms' ? 'SMS' : 'WhatsApp'}
            {row.language && ` · ${name('language', row.language, tongue)}`}
            {row.papers > 0 &&
              ` · ${row.papers === 1 ? say('onePaper') : say('papersCount', { n: row.papers })}`}
          </small>
          {row.viewers.length > 0 && (
            <small className="row-viewers">
              <EyeIcon size={14} /> {say('looksNow', { name: row.viewers.join(', ') })}
            </small>
          )}
        </span>
      </a>
    </li>
  );

  function belongs(assignee: { id: string; name: string }): string {
    return assignee.id === me.id ? say('mine') : say('has', { name: assignee.name });
  }

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

/** A team or a label. */
export function Mark({ text }: { text: string }) {
  return <span className="mark">{text}</span>;
}
