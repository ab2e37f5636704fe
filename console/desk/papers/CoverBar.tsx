import { Alert, Button } from '@mantine/core';
import type { DocumentView } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import type { Area } from './Boxes.tsx';
import type { Covering } from './PageView.tsx';
import type { useCovers } from './use-covers.ts';

/** What is to be known of a page's covers: that doctors wait for it, and how covers are drawn. */
export function CoverBar(props: {
  page: DocumentView['pages'][number];
  as: Covering['as'];
  /** Where the picked fact stands, if on this page. */
  place: Area | null;
  covers: ReturnType<typeof useCovers>;
}) {
  const { page, covers, place } = props;
  const say = useWords();
  return (
    <>
      {!page.open && (
        <div className="cover-bar" role="status">
          <span>{say('notOpen')}</span>
          <Button size="compact-sm" onClick={covers.clear}>
            {say('openPage')}
          </Button>
        </div>
      )}
      {props.as === 'drawing' && (
        <div className="cover-bar">
          <span>{say('coversNote')}</span>
          {place && (
            <Button size="compact-sm" variant="default" onClick={() => covers.cover(place)}>
              {say('coverThis')}
            </Button>
          )}
        </div>
      )}
      {covers.error && (
        <Alert color="red" role="alert">
          {covers.error.message}
        </Alert>
      )}
    </>
  );
}
