import { CaseIcon, ChatIcon, PaperIcon, PenIcon } from '../../look/icons.tsx';
import { useWords } from '../../words/use-words.ts';

export type Pane = 'case' | 'papers' | 'chat' | 'opinion';

const ICONS = { case: CaseIcon, papers: PaperIcon, chat: ChatIcon, opinion: PenIcon };

/** Buttons that choose a pane: two pairs on top where there is room, all four at the thumb where there is not. */
export function PaneTabs(props: {
  side: 'left' | 'right' | 'all';
  panes: Pane[];
  chosen: Pane;
  show(pane: Pane): void;
}) {
  const say = useWords();
  return (
    <nav className={`tabs tabs-${props.side}`} aria-label={props.panes.map((pane) => say(pane)).join(', ')}>
      {props.panes.map((pane) => {
        const Icon = ICONS[pane];
        return (
          <button
            key={pane}
            type="button"
            aria-pressed={props.chosen === pane}
            onClick={() => props.show(pane)}
          >
            <Icon />
            {say(pane)}
          </button>
        );
      })}
    </nav>
  );
}
