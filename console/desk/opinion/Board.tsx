import type { CaseView } from '../../../src/http/contract.ts';
import { Agreement } from './Agreement.tsx';
import { FirstRead } from './FirstRead.tsx';
import { Reviewers } from './Reviewers.tsx';
import { SecondReader } from './SecondReader.tsx';

/** What concerns more than one doctor. Fetched where a case has that: most have one. */
export default function Board({ view }: { view: CaseView }) {
  const { reads, agreement } = view.review;
  return (
    <>
      <Reviewers view={view} />
      {agreement.length > 0 && <Agreement lines={agreement} />}
      {reads && <FirstRead view={view} />}
      <SecondReader view={view} />
    </>
  );
}
