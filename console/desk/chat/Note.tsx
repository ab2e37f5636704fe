import { Alert, Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { DeskSide } from '../../../src/http/contract.ts';
import { NoteIcon } from '../../look/icons.tsx';
import { timeOfDay } from '../../words/times.ts';
import { useWords } from '../../words/use-words.ts';
import { useChange } from '../case/use-change.ts';
import { useDeskList } from '../queue/Narrow.tsx';
import { freshId, keepTyped, typedFor } from './typed.ts';

/** A private note among the messages, unlike any of them. */
export function Note({ note }: { note: DeskSide['notes'][number] }) {
  const say = useWords();
  return (
    <article className="bubble desk-note">
      <header>
        <NoteIcon size={14} /> {say('noteBy', { name: note.by })}
      </header>
      <p dir="auto">{note.text}</p>
      <footer>
        {note.mentions.length > 0 && <span>{say('tells', { names: note.mentions.join(', ') })} · </span>}
        <time dateTime={note.at}>{timeOfDay(note.at)}</time>
      </footer>
    </article>
  );
}

/** Writes a private note. `@` and the beginning of a name offers whom to tell. */
export function NoteForm({ conversation, stay }: { conversation: string; stay(): void }) {
  const say = useWords();
  const kept = `note:${conversation}`;
  const [{ text, id }, setTyped] = useState(() => typedFor(kept));
  const list = useDeskList().data?.staff ?? [];
  const keep = useChange<{ text: string; mentions: string[]; id: string }>(
    `/api/conversations/${conversation}/notes`,
  );
  const type = (to: string, as = id) => {
    keepTyped(kept, to, as);
    setTyped({ text: to, id: as });
  };
  const begun = /@([^\s@]*)$/u.exec(text)?.[1];
  const offered =
    begun === undefined
      ? []
      : list.filter((one) => one.name.toLocaleLowerCase().includes(begun.toLocaleLowerCase())).slice(0, 5);
  const mentions = list.filter((one) => text.includes(`@${one.name}`)).map((one) => one.id);
  const save = () => {
    if (!text.trim()) return;
    keep.mutate({ text: text.trim(), mentions, id }, { onSuccess: () => (type('', freshId()), stay()) });
  };
  return (
    <form
      className="writing note-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {keep.error && (
        <Alert color="red" role="alert">
          {keep.error.message}
        </Alert>
      )}
      {offered.length > 0 && (
        <div className="offered" role="group" aria-label={say('whomToTell')}>
          {offered.map((one) => (
            <Button
              key={one.id}
              size="compact-sm"
              variant="default"
              onClick={() => type(text.replace(/@[^\s@]*$/u, `@${one.name} `))}
            >
              @{one.name}
            </Button>
          ))}
        </div>
      )}
      <Textarea
        aria-label={say('writeNote')}
        placeholder={say('writeNote')}
        description={say('noteHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={4000}
        autoFocus
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Button type="submit" color="yellow.9" loading={keep.isPending} disabled={!text.trim()}>
        {say('keepNote')}
      </Button>
    </form>
  );
}
