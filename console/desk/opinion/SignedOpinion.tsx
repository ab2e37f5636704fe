import { Button } from '@mantine/core';
import { use } from 'react';
import type { CaseView, OpinionView } from '../../../src/http/contract.ts';
import { CheckIcon, PaperIcon } from '../../look/icons.tsx';
import { name } from '../../words/names.ts';
import { fullTime } from '../../words/times.ts';
import { TongueContext, useWords } from '../../words/use-words.ts';
import { openFile } from '../papers/use-picture.ts';
import { Findings } from './Findings.tsx';

/** A signed opinion: it can be read and never changed. */
export function SignedOpinion({ opinion, facts }: { opinion: OpinionView; facts: CaseView['facts'] }) {
  const say = useWords();
  const { tongue } = use(TongueContext);
  const since = opinion.since ?? { facts: [], papers: [] };
  const news = since.facts.length + since.papers.length;
  const newFacts = facts
    .filter(({ id, current }) => current && since.facts.includes(id))
    .map(({ path, label, value }) => `${label ?? name('fact', path, tongue)}: ${value}`)
    .join(' · ');
  return (
    <article className="signed">
      <header>
        <h2>
          <CheckIcon /> {say('signedBy', { n: opinion.version })}
        </h2>
        <small>
          {opinion.signedAt && fullTime(opinion.signedAt)} · {name('delivery', opinion.delivered, tongue)}
        </small>
      </header>
      {news > 0 && (
        <p className="signed-news">
          {say('newSince', { facts: since.facts.length, papers: since.papers.length })}
          {newFacts && <span dir="auto">{newFacts}</span>}
        </p>
      )}
      <p dir="auto">{opinion.summary}</p>
      <Findings findings={opinion.findings} />
      <dl>
        {opinion.answers.map((given) => (
          <div key={given.path}>
            <dt dir="auto">{given.question}</dt>
            <dd dir="auto">{given.answer}</dd>
          </div>
        ))}
      </dl>
      <footer>
        <b dir="auto">{opinion.doctor}</b>
        <span dir="auto">
          {opinion.qualification} · {opinion.registration}
        </span>
        {opinion.caseHash && (
          <small>
            {say('caseHash')} <code>{opinion.caseHash.slice(0, 12)}</code>
          </small>
        )}
      </footer>
      {opinion.code && (
        <small>
          {say('verifyCode')} <code>{opinion.code}</code>
        </small>
      )}
      {opinion.pdf && (
        <Button variant="light" leftSection={<PaperIcon />} onClick={() => void openFile(opinion.pdf!)}>
          {say('openPdf')}
        </Button>
      )}
    </article>
  );
}
