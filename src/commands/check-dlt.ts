import { fits, registryFaults, visible, type Registry } from '../channels/sms/dlt.ts';
import { longest } from '../engine/check.ts';
import type { Flow } from '../engine/flow.ts';

/** All that is wrong with what is, or will be, registered for SMS in India: an operator drops what differs by one letter. */
export function dltFaults(flow: Flow, dlt: Registry): string[] {
  const { words } = flow;
  const wanted = words.languages.flatMap((language) =>
    words
      .keys(language)
      .filter((key) => key.startsWith('sms.'))
      .map((key) => ({ language, meaning: key.slice('sms.'.length), text: longest(flow, language, key) })),
  );
  const missing = wanted.flatMap(({ language, meaning, text }) => {
    const one = dlt.templates.find((each) => each.language === language && each.meaning === meaning);
    if (!one) return [`${language}: sms.${meaning} is not in flows/dlt.yaml.`];
    return fits(text, one.text)
      ? []
      : [`${language}: sms.${meaning} says "${visible(text)}"; flows/dlt.yaml has "${one.text}".`];
  });
  const said = new Set(wanted.map(({ language, meaning }) => `${language}.${meaning}`));
  const idle = dlt.templates.filter(({ language, meaning }) => !said.has(`${language}.${meaning}`));
  return [
    ...registryFaults(dlt).map((fault) => `flows/dlt.yaml: ${fault}`),
    ...missing,
    ...idle.map(({ language, meaning }) => `flows/dlt.yaml: ${meaning}, ${language} is never said.`),
  ];
}
