import { visible } from '../channels/sms/dlt.ts';
import { givesAway } from '../channels/sms/neutral.ts';
import { segments } from '../channels/index.ts';
import type { SmsRules } from '../content.ts';
import { longest } from '../engine/check.ts';
import type { Flow } from '../engine/flow.ts';

/** All that is wrong with what goes out by SMS, in plain sentences: the relative's texts, and the questions where SMS is all there is. */
export function smsFaults(flow: Flow, rules: SmsRules): string[] {
  const { words } = flow;
  return words.languages.flatMap((language) => [
    ...words
      .keys(language)
      .filter((key) => /^sms(_one_way)?\./.test(key))
      .flatMap((key) => familyText(flow, rules, language, key)),
    ...flow.steps.flatMap((step) => question(flow, rules, language, step)),
    ...words
      .keys(language)
      .filter((key) => key.includes('.options.'))
      .flatMap((key) => order(flow, rules, language, key)),
  ]);
}

function familyText(flow: Flow, rules: SmsRules, language: string, key: string): string[] {
  const text = visible(longest(flow, language, key));
  const { segments: parts, units, encoding } = segments(text);
  const strange = flow.words.values(language, key).filter((value) => !rules.values.includes(value));
  return [
    ...(parts > rules.parts.family
      ? [`${language}: ${key} takes ${parts} SMS (${units} units of ${encoding}).`]
      : []),
    ...strange.map(
      (value) => `${language}: ${key} holds {${value}}; an SMS may hold ${rules.values.join()} only.`,
    ),
    ...givesAway(text, rules).map((what) => `${language}: ${key} gives something away: ${what}.`),
  ];
}

/** A question with its numbered options: few enough parts. */
function question(flow: Flow, rules: SmsRules, language: string, step: Flow['steps'][number]): string[] {
  const base = `steps.${step.name}`;
  const options = step.kind === 'consent' ? ['agree', 'refuse'] : step.options;
  const titles = options.map((id) => flow.words.say(language, `${base}.options.${id}`));
  const text = [
    longest(flow, language, `${base}.ask`),
    ...titles.map((title, i) => `${i + 1}. ${title}`),
  ].join('\n');
  const parts = segments(text).segments;
  return parts > rules.parts.question
    ? [`${language}: ${base} takes ${parts} SMS; ${rules.parts.question} are the most.`]
    : [];
}

/** No answer that is offered anywhere, in the flow or beside it, is one that the provider takes as an order. */
function order(flow: Flow, rules: SmsRules, language: string, key: string): string[] {
  const title = longest(flow, language, key);
  return rules.orders.includes(title.toUpperCase().replace(/[.!?]+$/, ''))
    ? [`${language}: ${key} offers "${title}", which is an order to the SMS provider.`]
    : [];
}
