import type { Flow, Step } from './flow.ts';

/**
 * Steps that the engine itself looks at, by the path of their fact: the gender and the address of every sentence, whose
 * paper it is, where an SMS goes. They keep their names.
 */
const NAMES: Readonly<Record<string, string>> = {
  'chat.speaker': 'who',
  'patient.name': 'name',
  'patient.age': 'age',
  'patient.sex': 'sex',
  'family.phone': 'relative_phone',
};

/** What every flow needs around its questions: a language first, consent before facts, a check at the end. */
export function frameFaults(flow: Flow): string[] {
  return [...ends(flow), ...consents(flow), ...flow.steps.flatMap((step, i) => own(flow, step, i))];
}

function ends({ steps }: Flow): string[] {
  const found: string[] = [];
  if (steps[0]!.name !== 'language')
    found.push('The first step has to be language: before it, nobody is understood.');
  const last = steps.filter((step) => step.summary);
  if (!last.length) found.push('No step has summary: what was answered would never be sent.');
  if (last.length > 1)
    found.push(`${last[1]!.name} is a second summary: what comes after the first is never asked.`);
  for (const step of last) {
    if (step !== steps.at(-1)) found.push(`${step.name} is a summary, and has to be the last step.`);
    if (step.only.length) found.push(`${step.name} is a summary, and has to be asked of everybody.`);
  }
  return found;
}

function consents({ steps }: Flow): string[] {
  const at = (purpose: string) => steps.findIndex((step) => step.purpose === purpose);
  const found: string[] = [];
  if (at('service') < 0) found.push('No step asks for the consent "service": nothing could be written down.');
  else if (!steps[at('service')]!.needed) found.push(`${steps[at('service')]!.name} has to be needed: true.`);
  const papers = steps.findIndex((step) => step.kind === 'documents');
  if (papers >= 0 && (at('reading') < 0 || at('reading') > papers))
    found.push(`${steps[papers]!.name} waits for photos before the consent "reading" was asked for.`);
  for (const step of steps)
    if (step.needed && step.only.length)
      found.push(`${step.name} is needed, and has to be asked of everybody.`);
  return found;
}

function own({ steps }: Flow, step: Step, index: number): string[] {
  const found: string[] = [];
  const name = step.learn === undefined ? undefined : NAMES[step.learn];
  if (name && name !== step.name)
    found.push(`${step.name} learns ${step.learn}, and has to be called ${name}.`);
  const words = steps.slice(index + 1).some((one) => one.kind === 'text' && one.learn === step.learn);
  if (step.options.includes('own_words') && !words)
    found.push(`${step.name} offers own words, but no later step asks for them.`);
  if (step.papers && !step.learn) found.push(`${step.name} takes a value from papers, but learns nothing.`);
  const ways = step.options.filter((id) => id !== 'person');
  const back = steps.filter(({ name }) => ways.some((id) => step.reopen[id] === name));
  const leads = back.some(({ learn }) => step.only.some((condition) => condition.startsWith(`${learn} `)));
  if (back.length > 0 && ways.every((id) => step.reopen[id]) && !leads)
    found.push(
      `${step.name} leads only back to ${back[0]!.name}, whatever is answered there: nobody gets past it.`,
    );
  const ids = step.options.filter((id) => id !== step.alone && !step.reopen[id]);
  if (step.several > 1 && step.several > ids.length)
    found.push(`${step.name} lets ${step.several} be picked of ${ids.length}.`);
  return found;
}
