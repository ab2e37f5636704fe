import { use } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { DeskList } from '../../../src/http/contract.ts';
import { get } from '../../api/client.ts';
import { codesOf, name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import type { View } from './use-queue.ts';

/** Teams, labels and colleagues; they change with the service, not with the day. */
export const useDeskList = () =>
  useQuery({
    queryKey: ['desk-list'],
    queryFn: ({ signal }) => get<DeskList>('/api/desk', signal),
    staleTime: 300_000,
  });

/** Narrows the queue by what can be told in a code. */
export function Narrow({ view, change }: { view: View; change(part: Partial<View>): void }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const list = useDeskList();
  const pick = (part: 'status' | 'language' | 'channel' | 'team' | 'label', codes: readonly string[]) => {
    const any = {
      status: 'anyStatus',
      language: 'anyLanguage',
      channel: 'anyChannel',
      team: 'anyTeam',
      label: 'anyLabel',
    } as const;
    return (
      <select
        className="pick"
        data-chosen={view[part] !== ''}
        aria-label={say(any[part])}
        value={view[part]}
        onChange={(event) => change({ [part]: event.target.value })}
      >
        <option value="">{say(any[part])}</option>
        {codes.map((code) => (
          <option key={code} value={code}>
            {part === 'channel' ? (code === 'sms' ? 'SMS' : 'WhatsApp') : name(part, code, tongue)}
          </option>
        ))}
      </select>
    );
  };
  return (
    <div className="narrow" role="group" aria-label={say('narrow')}>
      {pick('status', codesOf('status'))}
      {pick('language', codesOf('language'))}
      {pick('channel', ['whatsapp', 'sms'])}
      {pick('team', list.data?.teams ?? [])}
      {pick('label', list.data?.labels ?? [])}
    </div>
  );
}
