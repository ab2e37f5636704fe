import type { Accident } from '../../src/simulator/contract.ts';

const some = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${n} ${more}`);

/** What an accident did and what became of what it met, in one sentence or two. */
export function absorbed({ what, dead, met, safe }: Accident): string {
  if (what === 'database') {
    const came = some(met, 'message', 'messages');
    if (dead && !met) return 'The database is dead. What comes now is kept on the disk, under seal.';
    if (dead)
      return `The database is dead. ${came} came since and wait${met === 1 ? 's' : ''} on the disk, under seal.`;
    if (!met) return 'The database was dead and is back. Nothing came meanwhile.';
    const where = `${came} came while the database was dead:`;
    return safe < met
      ? `${where} ${safe} ${safe === 1 ? 'is' : 'are'} here, the others follow.`
      : `${where} ${met === 1 ? 'it is' : 'all are'} here.`;
  }
  if (what === 'redis') {
    const came = some(met, 'message', 'messages');
    if (dead) return `Redis is dead. Nothing that is true was in there. ${came} came since.`;
    if (!met) return 'Redis was dead and is back. Nothing came meanwhile.';
    return `${came} came while Redis was dead: ${safe < met ? `${safe} of ${met}` : met === 1 ? 'it' : 'all'} ${safe === 1 ? 'is' : 'are'} here.`;
  }
  if (what === 'providers') {
    const waits = some(met, 'answer', 'answers');
    if (dead && !met) return 'The providers are dead. What we say now waits.';
    if (dead)
      return `The providers are dead. ${waits} of ours could not leave and wait${met === 1 ? 's' : ''}.`;
    if (!met) return 'The providers were dead and are back. Nothing had to wait.';
    const where = `${waits} could not leave while the providers were dead:`;
    return safe < met
      ? `${where} ${safe} went out since, the others follow.`
      : `${where} ${met === 1 ? 'it went' : 'all went'} out.`;
  }
  const papers = some(met, 'paper was', 'papers were');
  if (!met) return 'Whoever reads papers was killed. Nothing was being read.';
  const where = `${papers} being read when the readers were killed:`;
  return safe < met
    ? `${where} ${safe} of ${met} read again so far.`
    : `${where} ${met === 1 ? 'it was' : 'all were'} read again.`;
}
