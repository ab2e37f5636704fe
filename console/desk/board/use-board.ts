import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Board, BoardFilter, BoardList } from '../../../src/http/contract.ts';
import { get, post } from '../../api/client.ts';

/** Which days, in India, and whom the board is about. Empty strings: everybody. */
export interface Aim extends Required<BoardFilter> {
  from: string;
  to: string;
}

/** A number of the board that was opened: what it counts, and how it is called. */
export interface Opened {
  what: string;
  who?: string;
  title: string;
  /** A split's column that was opened. */
  only?: BoardFilter;
}

const IST = 5.5 * 3_600_000;
const dayIn = (at: number): string => new Date(at + IST).toISOString().slice(0, 10);

/** The last so many days, today among them. */
export function lastDays(count: number): Pick<Aim, 'from' | 'to'> {
  const now = Date.now();
  return { from: dayIn(now - (count - 1) * 86_400_000), to: dayIn(now) };
}

const asked = (values: Record<string, string>): string =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString();

export const useBoard = (aim: Aim) =>
  useQuery({
    queryKey: ['board', aim],
    queryFn: ({ signal }) => get<Board>(`/api/board?${asked({ ...aim })}`, signal),
    placeholderData: keepPreviousData,
    enabled: aim.from !== '' && aim.to !== '',
    refetchInterval: 60_000,
  });

export const useList = (aim: Aim, { what, who = '', only = {} }: Opened) =>
  useQuery({
    queryKey: ['board', 'list', aim, what, who, only],
    queryFn: ({ signal }) =>
      get<BoardList>(`/api/board/list?${asked({ ...aim, ...only, what, who })}`, signal),
  });

/** Tells the family what became of their complaint, and closes it. */
export function useAnswer(task: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (answer: string) => post(`/api/tasks/${task}/close`, { answer }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['board'] }),
  });
}
