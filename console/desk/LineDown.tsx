import { Alert } from '@mantine/core';
import { timeOfDay } from '../words/times.ts';
import { useWords } from '../words/use-words.ts';

/** The line is down: what is on the page is as old as this says, and what is sent meanwhile goes later. */
export function LineDown({ since }: { since: number }) {
  const say = useWords();
  return (
    <Alert color="orange" m="xs" py={6} role="status">
      {say('lineDown', { time: timeOfDay(new Date(since).toISOString()) })}
    </Alert>
  );
}
