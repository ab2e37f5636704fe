import type { CaseView } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { FactLink, type Looking } from './FactLink.tsx';

/** Who writes and who may be told, how the patient is, what is fixed, and what money and way allow. */
const PATHS = [
  'chat.speaker',
  'chat.agreed',
  'health.ecog',
  'health.lansky',
  'plan.date_fixed',
  'plan.wishes',
  'patient.place',
];

/** What an opinion has to fit into. */
export function Constraints({ view, look }: { view: CaseView; look: Looking }) {
  const say = useWords();
  const facts = PATHS.flatMap((path) => view.facts.find((fact) => fact.current && fact.path === path) ?? []);
  if (facts.length === 0) return null;
  return (
    <section className="group constraints">
      <h2>{say('constraints')}</h2>
      <p>
        {facts.map((fact) => (
          <FactLink key={fact.id} fact={fact} look={look} />
        ))}
      </p>
    </section>
  );
}
