import type { CaseView, DocumentView, Leaf } from '../../../src/http/contract.ts';
import { Arrange } from './Arrange.tsx';
import type { Area } from './Boxes.tsx';
import { CoverBar } from './CoverBar.tsx';
import type { Covering } from './PageView.tsx';
import { Retake } from './Retake.tsx';
import type { Shelf } from './shelves.ts';
import type { useCovers } from './use-covers.ts';

/** What is open under the tools. */
export type Drawer = 'arrange' | 'retake' | null;

/** What lies open under the tools of the desk. */
export function DeskTools(props: {
  view: CaseView;
  shelf: Shelf;
  leaf: Leaf;
  page: DocumentView['pages'][number];
  drawer: Drawer;
  shut(): void;
  as: Covering['as'];
  place: Area | null;
  covers: ReturnType<typeof useCovers>;
}) {
  const { view, shelf, leaf, drawer } = props;
  return (
    <>
      {drawer === 'arrange' && <Arrange view={view} shelf={shelf} leaf={leaf} />}
      {drawer === 'retake' && <Retake leaf={leaf} done={props.shut} />}
      <CoverBar page={props.page} as={props.as} place={props.place} covers={props.covers} />
    </>
  );
}
