import { use } from 'react';
import type { ReportView } from '../../../src/http/contract.ts';
import { name } from '../../words/names.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';

/** What is to be said of a report beside its pages: that it changes another one, and which pages nobody sent. */
export function ShelfName({ report, count }: { report: ReportView | null; count: number }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  if (!report || (count === 1 && report.missing.length === 0 && report.edition === null)) return null;
  return (
    <span className="shelf-name">
      {count > 1 && <span>{say('pagesOf', { n: count })}</span>}
      {report.arranged && count > 1 && <span className="shelf-by">{say('byDesk')}</span>}
      {report.edition && <span>{name('edition', report.edition, tongue)}</span>}
      {report.missing.length > 0 && (
        <span className="shelf-missing">{say('pageMissing', { n: report.missing.join(', ') })}</span>
      )}
    </span>
  );
}
