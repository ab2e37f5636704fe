import { Modal, Switch } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import type { Word } from '../words/words.ts';
import { useKeysOn } from './use-keys.ts';

const KEYS: [keys: string, word: Word][] = [
  ['j', 'keyNext'],
  ['k', 'keyPrevious'],
  ['Enter', 'keyOpen'],
  ['/', 'keySearch'],
  ['r', 'keyReply'],
  ['n', 'keyNote'],
  ['a', 'keyMine'],
  ['e', 'keyDone'],
  ['Ctrl Enter', 'keySend'],
  ['u', 'keyBack'],
  ['y Enter', 'keyAccept'],
  ['e', 'keyCorrect'],
  ['x', 'keyAbsent'],
  ['w', 'keyOther'],
  ['s', 'keySkip'],
  ['← →', 'keyPages'],
  ['+ -', 'keyZoom'],
  ['o', 'keyRotate'],
  ['?', 'keyHelp'],
];

/** Which key does what, and the switch that turns single keys off. */
export default function KeySheet({ close }: { close(): void }) {
  const say = useWords();
  const [on, turn] = useKeysOn();
  return (
    <Modal opened onClose={close} title={say('keysTitle')} closeButtonProps={{ 'aria-label': say('cancel') }}>
      <dl className="keys">
        {KEYS.map(([keys, word]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="md"
        label={say('keysOn')}
        checked={on}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
    </Modal>
  );
}
