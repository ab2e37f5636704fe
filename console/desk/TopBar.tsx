import { Button, SegmentedControl, Text, UnstyledButton } from '@mantine/core';
import type { Me } from '../../src/http/contract.ts';
import { signOut } from '../api/signin.ts';
import { BackIcon, BoardIcon, ExitIcon, KeysIcon, PeopleIcon, PersonIcon } from '../look/icons.tsx';
import { TongueContext, useWords, type Tongue } from '../words/use-words.ts';
import { use } from 'react';
import { BOARD_LINK, QUEUE_LINK, STAFF_LINK } from './route.ts';

/** Where you are, who you are, whether the page is live, and the way out. */
export function TopBar({
  me,
  live,
  seat,
  away,
  showKeys,
  showAccount,
}: {
  me: Me;
  live: boolean;
  seat: boolean;
  /** Somewhere else than on one's first page. */
  away: boolean;
  showKeys(): void;
  showAccount(): void;
}) {
  const say = useWords();
  const { tongue, change } = use(TongueContext);
  return (
    <header className="top-bar">
      {away ? (
        <UnstyledButton component="a" href={QUEUE_LINK} className="top-bar-back" aria-label={say('back')}>
          <BackIcon size={22} />
        </UnstyledButton>
      ) : (
        <img src={new URL('../look/mark.svg', import.meta.url).href} alt="" width="30" height="30" />
      )}
      <Text fw={650} className="top-bar-name">
        Doosri Rai
      </Text>
      <span className="live" data-up={live} role="status">
        {say(live ? 'live' : 'offline')}
      </span>
      <span className="spring" />
      {me.role === 'lead' && (
        <Button component="a" href={BOARD_LINK} variant="subtle" size="compact-sm" aria-label={say('board')}>
          <BoardIcon />
          <span className="top-bar-board">{say('board')}</span>
        </Button>
      )}
      {me.role === 'lead' && !seat && (
        <UnstyledButton component="a" href={STAFF_LINK} className="top-bar-staff" aria-label={say('staff')}>
          <PeopleIcon size={20} />
        </UnstyledButton>
      )}
      <UnstyledButton className="top-bar-keys" aria-label={say('keys')} onClick={showKeys}>
        <KeysIcon size={20} />
      </UnstyledButton>
      <SegmentedControl
        size="xs"
        aria-label="Language"
        value={tongue}
        onChange={(to) => change(to as Tongue)}
        data={[
          { value: 'en', label: 'EN' },
          { value: 'hi', label: 'हि' },
        ]}
      />
      {seat ? (
        <Text size="sm" className="top-bar-me">
          {me.name}
        </Text>
      ) : (
        <Button variant="subtle" size="compact-sm" title={say('account')} onClick={showAccount}>
          <PersonIcon />
          <span className="top-bar-me">{me.name}</span>
        </Button>
      )}
      {!seat && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={say('signOut')}
          onClick={() => void signOut().finally(() => location.reload())}
        >
          <ExitIcon />
        </Button>
      )}
    </header>
  );
}
