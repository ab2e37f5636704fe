import { fits, registryFaults, visible, type Registry } from '../channels/sms/dlt.ts';
import { smsText } from '../engine/family.ts';
import type { Flow } from '../engine/flow.ts';
import type { FamilyMeaning } from '../engine/types.ts';

/** Values of their type. */
const VALUES = { reference: 'K7M2QX', day: '27/11' };

/** All that is wrong with what is, or will be, registered for SMS in India: an operator drops what differs by one letter. */
export function dltFaults(flow: Flow, dlt: Registry): string[] {
  const { words } = flow;
  // Until there is a number its place stands for it, on both sides.
  const whatsapp = dlt.whatsapp || '{whatsapp}';
  const wanted = words.languages.flatMap((language) =>
    words
      .keys(language)
      .filter((key) => key.startsWith('sms.'))
      .map((key) => {
        const meaning = key.slice('sms.'.length) as FamilyMeaning;
        return { language, meaning, text: smsText({ ...flow, whatsapp }, language, meaning, VALUES) };
      }),
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
