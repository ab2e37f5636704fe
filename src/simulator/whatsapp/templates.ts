import type { SimTemplate } from '../options.ts';
import { refuse } from './errors.ts';
import type { Refusal } from './errors.ts';
import { field, listAt, textAt } from './read.ts';

export interface Filled {
  text: string;
  buttons: { id: string; title: string }[];
}

const variables = (body: string) => new Set(body.match(/\{\{\w+\}\}/g) ?? []).size;

function values(template: unknown): unknown[] {
  const body = (listAt(template, 'components') ?? []).find(
    (c) => textAt(c, 'type')?.toLowerCase() === 'body',
  );
  return listAt(body, 'parameters') ?? [];
}

function labels(template: unknown, buttons: string[]): { id: string; title: string }[] {
  const components = listAt(template, 'components') ?? [];
  return buttons.map((title, n) => {
    const component = components.find(
      (c) => textAt(c, 'type') === 'button' && Number(field(c, 'index')) === n,
    );
    // Without a payload of ours Meta sends the label back.
    return { id: textAt(component, 'parameters', 0, 'payload') ?? title, title };
  });
}

/** The template as the person sees it, or why Meta would not send it. */
export function fillTemplate(body: unknown, known: readonly SimTemplate[]): Filled | Refusal {
  const template = field(body, 'template');
  const name = textAt(template, 'name');
  const language = textAt(template, 'language', 'code');
  if (!name || !language) return refuse(131008, 'template.name and template.language.code are required.');
  const found = known.find((t) => t.name === name && t.language === language);
  if (!found) return refuse(132001, `template name (${name}) does not exist in ${language}`);
  if (found.state === 'paused') return refuse(132015, 'Template is paused due to low quality.');
  if (found.state === 'disabled') return refuse(132016, 'Template is disabled.');
  const given = values(template);
  const expected = variables(found.body);
  if (given.length !== expected)
    return refuse(
      132000,
      `body: number of localizable_params (${given.length}) does not match (${expected})`,
    );
  const texts = given.map((p) => (textAt(p, 'type') === 'text' ? textAt(p, 'text') : undefined));
  if (texts.some((t) => !t)) return refuse(132012, 'Parameter format does not match.');
  if (texts.some((t) => /[\n\t]| {5}/.test(t ?? '')))
    return refuse(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
  const text = found.body.replace(/\{\{(\d+)\}\}/g, (_, n: string) => texts[Number(n) - 1] ?? '');
  if (text.length > 1024) return refuse(132005, 'Translated text too long: 1024.');
  return { text, buttons: labels(template, found.buttons ?? []) };
}
