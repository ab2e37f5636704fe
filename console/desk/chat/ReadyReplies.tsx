import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReadyReply } from '../../../src/http/contract.ts';
import { get } from '../../api/client.ts';
import { useWords } from '../../words/use-words.ts';
import { Sorry } from '../Sorry.tsx';
import { Waiting } from '../Waiting.tsx';

/** Ready replies: what the family will get, in its language, beside what it means. */
export default function ReadyReplies({
  conversation,
  language,
  take,
  close,
}: {
  conversation: string;
  language: string;
  take(text: string): void;
  close(): void;
}) {
  const say = useWords();
  const replies = useQuery({
    queryKey: ['replies', conversation],
    queryFn: ({ signal }) => get<ReadyReply[]>(`/api/conversations/${conversation}/replies`, signal),
    staleTime: 300_000,
  });
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={say('readyReplies')}
      closeButtonProps={{ 'aria-label': say('cancel') }}
    >
      {replies.isPending && <Waiting />}
      {replies.error && <Sorry error={replies.error} again={() => void replies.refetch()} />}
      <ul className="ready">
        {replies.data?.map((reply) => (
          <li key={reply.key}>
            <small>{say('familyGets')}</small>
            <p lang={language} dir="auto" className="ready-text">
              {reply.text}
            </p>
            {reply.text !== reply.english && (
              <p className="ready-english" lang="en">
                <small>{say('means')}</small> {reply.english}
              </p>
            )}
            <Button
              size="compact-md"
              variant="light"
              aria-label={`${say('useReply')}: ${reply.english}`}
              onClick={() => take(reply.text)}
            >
              {say('useReply')}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
