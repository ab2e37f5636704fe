import type { CaseView, Leaf } from '../../../src/http/contract.ts';
import { ShelfName } from './ShelfName.tsx';
import { sameLeaf, tilesOf, type Shelf } from './shelves.ts';
import { Thumbnail } from './Thumbnail.tsx';
import { pageDoubts } from './use-walk.ts';

/** Small pictures of all papers, those of one report side by side. */
export function Shelves(props: { view: CaseView; shelves: Shelf[]; leaf: Leaf; choose(leaf: Leaf): void }) {
  const { view, leaf } = props;
  const doubts = pageDoubts(view);
  return (
    <ul className="thumbnails">
      {props.shelves.map((shelf) => {
        const { key, report, leaves } = shelf;
        const tiles = tilesOf(shelf);
        const byPage = report?.arranged === true;
        return (
          <li key={key} className="shelf" data-whole={tiles.length === 1}>
            <ShelfName report={report} count={leaves.length} />
            <span className="shelf-tiles">
              {tiles.map((tile) => {
                const isOn = (one: Leaf) => (byPage ? sameLeaf(one, tile) : one.document === tile.document);
                return (
                  <Thumbnail
                    key={`${tile.document}/${tile.page}`}
                    paper={view.documents.find(({ id }) => id === tile.document)!}
                    page={tile.page}
                    chosen={leaves.some((one) => sameLeaf(one, leaf)) && isOn(leaf)}
                    doubts={doubts.filter(({ from }) => from.kind === 'page' && isOn(from)).length}
                    choose={() => props.choose(tile)}
                  />
                );
              })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
