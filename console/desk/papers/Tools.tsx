import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DocumentView } from '../../../src/http/contract.ts';
import { CameraIcon, EyeIcon, ListIcon } from '../../look/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Drawer } from './DeskTools.tsx';
import type { Covering } from './PageView.tsx';

/** What the desk does with the page that is shown: covers for doctors, a new photo, its place among the papers. */
export function Tools(props: {
  paper: DocumentView;
  as: Covering['as'];
  show(as: Covering['as']): void;
  drawer: Drawer;
  pull(drawer: Drawer): void;
  children: ReactNode;
}) {
  const { as, drawer } = props;
  const say = useWords();
  const see = (to: Covering['as']) => props.show(as === to ? 'desk' : to);
  const pull = (to: Drawer) => props.pull(drawer === to ? null : to);
  const asked = props.paper.retake !== null;
  return (
    <div className="tools">
      {props.children}
      <Tool on={as === 'drawing'} press={() => see('drawing')}>
        {say('covers')}
      </Tool>
      <Tool on={as === 'doctor'} press={() => see('doctor')} icon={<EyeIcon size={16} />}>
        {say('asDoctor')}
      </Tool>
      <Tool
        on={drawer === 'retake'}
        press={() => pull('retake')}
        icon={<CameraIcon size={16} />}
        disabled={asked}
      >
        {say('newPhoto')}
      </Tool>
      <Tool on={drawer === 'arrange'} press={() => pull('arrange')} icon={<ListIcon size={16} />}>
        {say('arrange')}
      </Tool>
    </div>
  );
}

function Tool(props: { on: boolean; press(): void; icon?: ReactNode; disabled?: boolean; children: string }) {
  return (
    <Button
      size="compact-sm"
      variant={props.on ? 'filled' : 'default'}
      aria-pressed={props.on}
      leftSection={props.icon}
      disabled={props.disabled ?? false}
      onClick={props.press}
    >
      {props.children}
    </Button>
  );
}
