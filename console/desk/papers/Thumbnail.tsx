import { use, useState } from 'react';
import type { DocumentView } from '../../../src/http/contract.ts';
import { AlertIcon, PaperIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { usePicture } from './use-picture.ts';

/** One paper, small: what it is, what is wrong with it, how much on it waits for a person. */
export function Thumbnail(props: {
  paper: DocumentView;
  page: number;
  chosen: boolean;
  doubts: number;
  choose(): void;
}) {
  const { paper } = props;
  const say = useWords();
  const { tongue } = use(TongueContext);
  const { src } = usePicture(paper.pages.find(({ number }) => number === props.page)?.image ?? null);
  const [broken, setBroken] = useState(false);
  const troubled = paper.faults.length > 0 || paper.failure !== null;
  return (
    <button type="button" className="thumbnail" aria-pressed={props.chosen} onClick={props.choose}>
      <span className="thumbnail-picture">
        {src && !broken ? (
          <img src={src} alt="" loading="lazy" onError={() => setBroken(true)} />
        ) : (
          <PaperIcon size={28} />
        )}
      </span>
      <span className="thumbnail-name">{name('paper', paper.type, tongue)}</span>
      {troubled && (
        <span className="thumbnail-fault" title={name('fault', paper.failure ?? paper.faults[0]!, tongue)}>
          <AlertIcon size={14} />
          <span className="unseen">{name('fault', paper.failure ?? paper.faults[0]!, tongue)}</span>
        </span>
      )}
      {props.doubts > 0 && (
        <span className="thumbnail-doubts">
          {props.doubts}
          <span className="unseen"> {say('toCheck')}</span>
        </span>
      )}
    </button>
  );
}
