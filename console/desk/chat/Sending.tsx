import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { Cost, Sending } from '../../../src/http/contract.ts';
import { post } from '../../api/client.ts';
import { ClockIcon } from '../../look/icons.tsx';
import { fullTime } from '../../words/times.ts';
import { useWords } from '../../words/use-words.ts';
import type { Word } from '../../words/words.ts';

/** The channel, its window, what it costs, and why nothing can be sent where nothing can. */
export function SendingLine({
  sending,
  conversation,
  text,
}: {
  sending: Sending;
  conversation: string;
  text: string;
}) {
  const say = useWords();
  const price = sending.price.toFixed(2);
  if (sending.refused)
    return (
      <p className="words-wait refused" role="alert">
        {say(`refused_${sending.refused}` as Word)}
      </p>
    );
  if (sending.template)
    return (
      <div className="words-wait" role="note">
        <ClockIcon size={16} />
        <span>
          {say('windowShut', { price: sending.template.price.toFixed(2) })}
          <q dir="auto" lang={sending.template.language}>
            {sending.template.text}
          </q>
        </span>
      </div>
    );
  return (
    <p className="sending-line">
      {sending.channel === 'sms' ? (
        <SmsCost conversation={conversation} text={text} each={price} />
      ) : sending.window === 'open' && sending.ends ? (
        `${say('windowOpen', { time: fullTime(sending.ends) })} · ${say('costMost', { price })}`
      ) : (
        `${say('windowNone')} · ${say('costMost', { price })}`
      )}
    </p>
  );
}

/** How an SMS will be cut, as the server counts it. */
function SmsCost({ conversation, text, each }: { conversation: string; text: string; each: string }) {
  const say = useWords();
  const counted = useDeferredValue(text.trim());
  const cost = useQuery({
    queryKey: ['cost', conversation, counted],
    enabled: counted !== '',
    queryFn: () => post<Cost>(`/api/conversations/${conversation}/cost`, { text: counted }),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  if (!counted || !cost.data) return say('smsEach', { price: each });
  const { segments, encoding, price } = cost.data;
  const parts = segments === 1 ? say('onePart') : say('parts', { n: segments });
  return say('smsCost', { parts, encoding, price: price.toFixed(2) });
}
