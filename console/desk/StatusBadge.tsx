import { Badge } from '@mantine/core';
import { use } from 'react';
import type { Status } from '../../src/cases/status.ts';
import { name } from '../words/names.ts';
import { TongueContext } from '../words/use-words.ts';

const WORK: Status[] = ['checking', 'ready', 'in_review', 'more_info'];
const DONE: Status[] = ['signed', 'delivered'];

/** Where a case stands: work for us is coloured, the family's turn is grey, a finished opinion is green. */
export function StatusBadge({ status }: { status: Status }) {
  const { tongue } = use(TongueContext);
  const [color, text] = WORK.includes(status)
    ? ['leaf', 'leaf.8']
    : DONE.includes(status)
      ? ['green', '#14532d']
      : ['gray', 'gray.8'];
  return (
    <Badge variant="light" color={color} c={text} tt="none">
      {name('status', status, tongue)}
    </Badge>
  );
}
