import { Alert, Button } from '@mantine/core';
import { use } from 'react';
import type { TaskView } from '../../../src/http/contract.ts';
import { AlertIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { taskNote } from '../../words/task-notes.ts';
import { timeOfDay, dayOf } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { useChange } from './use-change.ts';

/** What a person must do for this family, emergencies in red; each is closed when it is done. */
export default function Tasks({ tasks }: { tasks: TaskView[] }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const close = useChange<{ id: string }>(({ id }) => `/api/tasks/${id}/close`);
  const again = useChange<{ id: string; sorry: boolean }>(({ id }) => `/api/tasks/${id}/again`);
  // The same need raised again is one thing to do: the newest is shown, and all are closed together.
  const kinds = [...new Map(tasks.map((task) => [task.what, task])).values()];
  const closeAll = (what: string) => {
    for (const task of tasks) if (task.what === what) close.mutate({ id: task.id });
  };
  return (
    <section aria-label={say('tasks')}>
      {kinds.map((task) => {
        const count = tasks.filter(({ what }) => what === task.what).length;
        const note = taskNote(task.what, task.note, tongue);
        const urgent = task.what === 'emergency' || task.what === 'distress';
        return (
          <div key={task.id} className="task" data-urgent={urgent}>
            {urgent && <AlertIcon />}
            <span>
              <b>
                {name('task', task.what, tongue)}
                {count > 1 && ` × ${count}`}
              </b>
              <small dir="auto">
                {dayOf(task.at)}, {timeOfDay(task.at)}
                {note && ` · ${note}`}
              </small>
            </span>
            {task.what === 'parked' && (
              <Button
                size="compact-sm"
                variant="filled"
                loading={again.isPending}
                onClick={() => again.mutate({ id: task.id, sorry: true })}
              >
                {say('sendAgain')}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant={urgent ? 'filled' : 'default'}
              color={urgent ? 'red.9' : undefined}
              loading={close.isPending}
              onClick={() => closeAll(task.what)}
            >
              {say('closeTask')}
            </Button>
          </div>
        );
      })}
      {(close.error ?? again.error) && (
        <Alert color="red" role="alert">
          {(close.error ?? again.error)?.message}
        </Alert>
      )}
    </section>
  );
}
