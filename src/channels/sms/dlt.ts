/**
 * What an Indian operator demands of an SMS (DLT, under TCCCPR 2018): that the entity, the sender's header and the very
 * text were registered before. The operators compare; what does not fit is dropped, and nobody hears of it. So we compare first.
 */
export interface Registry {
  /** Id of the principal entity, as the portal shows it; empty until there is one. */
  entity: string;
  /** The registered sender: six letters. */
  header: string;
  /** `service_implicit` or `transactional` may go at any hour; any other counts as advertising. */
  category: string;
  /** Must stand in every text. */
  brand: string;
  /** Our WhatsApp number as it stands in the texts: a header cannot be answered. Empty until there is one. */
  whatsapp: string;
  /** Names of the fields of one request for these ids, where the provider's account has such fields. */
  fields?: { entity: string; template: string };
  templates: readonly Registered[];
}

/** One text as it was registered, with typed variables such as `{#alphanumeric#}`. Without an id it is not registered yet. */
export interface Registered {
  meaning: string;
  language: string;
  id: string;
  text: string;
}

/** What goes with one SMS. */
export interface Registration {
  entity: string;
  header: string;
  template: string;
}

/** Longest value of a variable, and how many a text may have: what every operator's portal takes. */
const LONGEST = 30;
const MOST = 2;

/** Variables must have a type since TRAI's direction of 18 November 2025; portals write them `{#type#}` or `#type#`. */
const TYPES: Readonly<Record<string, string>> = {
  numeric: String.raw`\p{Nd}{1,30}`,
  alphanumeric: String.raw`[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N} ./_-]{0,28}[\p{L}\p{M}\p{N}])?`,
  cbn: String.raw`\+?\p{Nd}{3,29}`,
  email: String.raw`[^\s@]{1,20}@[^\s@]{1,9}`,
  url: String.raw`https?://\S{1,22}`,
  urlott: String.raw`https?://\S{1,22}`,
};
const VARIABLE = /\{#(\w+)#\}|#(\w+)#/g;

const typeOf = (match: RegExpMatchArray) => (match[1] ?? match[2] ?? '').toLowerCase();
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Without marks of direction, which nobody sees, no portal keeps, and each of which costs a letter. */
export function visible(text: string): string {
  return text.replace(/[\u200E\u200F\u2066-\u2069\u061C]/g, '');
}

/** All that a portal would refuse in a text, in plain sentences. */
export function portalFaults(text: string, brand = ''): string[] {
  const variables = [...text.matchAll(VARIABLE)];
  const ends = variables.map((one) => one.index + one[0].length);
  const adjacent = variables.some((one, i) => i > 0 && text.slice(ends[i - 1], one.index).trim() === '');
  return [
    ...variables
      .filter((one) => !TYPES[typeOf(one)])
      .map((one) => `${one[0]} is not a type that operators know`),
    ...(variables.length > MOST ? [`it has ${variables.length} variables; ${MOST} are the most`] : []),
    ...(adjacent ? ['two variables stand side by side'] : []),
    ...(/[<>]/.test(text) ? ['it holds < or >'] : []),
    ...(/ {2}|^\s|\s$/.test(text) ? ['it holds a space too many'] : []),
    ...(brand && !text.includes(brand) ? [`the name ${brand} is missing`] : []),
  ];
}

/** Whether this text is that registered one, each value of its type and not too long. */
export function fits(text: string, registered: string): boolean {
  const values = valuesOf(visible(text).normalize('NFC'), visible(registered).normalize('NFC'));
  return values !== undefined && values.every((value) => value.length <= LONGEST);
}

function valuesOf(text: string, registered: string): string[] | undefined {
  let pattern = '';
  let from = 0;
  for (const one of registered.matchAll(VARIABLE)) {
    const type = TYPES[typeOf(one)];
    if (!type) return undefined;
    pattern += `${literal(registered.slice(from, one.index))}(${type})`;
    from = one.index + one[0].length;
  }
  const found = new RegExp(`^${pattern}${literal(registered.slice(from))}$`, 'u').exec(text);
  return found ? found.slice(1) : undefined;
}

/** The registration a text goes under, or the code of why it may not go. */
export function registrationOf(
  text: string,
  { entity, header, templates }: Registry,
): Registration | 'dlt_no_entity' | 'dlt_no_id' | 'dlt_no_template' {
  if (!entity || !header) return 'dlt_no_entity';
  const fitting = templates.filter((one) => fits(text, one.text));
  const registered = fitting.find(({ id }) => id !== '');
  if (registered) return { entity, header, template: registered.id };
  return fitting.length ? 'dlt_no_id' : 'dlt_no_template';
}

/** Where Indian rules hold: an Indian number, reached by a registered header and not from abroad. */
export const isIndian = (phone: string): boolean => phone.startsWith('+91');
/** A sender of letters is a header, which in India must be registered. */
const isHeader = (sender: string): boolean => /^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/.test(sender);

/**
 * The register where it binds us: our sender is a header, or it is hidden in a messaging service and the hospital has
 * registered. A sender from abroad, or a simulated one, needs none.
 */
export function binding(registry: Registry, sender = ''): Registry | undefined {
  return isHeader(sender) || (!sender && registry.entity) ? registry : undefined;
}

/** Why no SMS at all could go out under this sender; undefined when some can. */
export function senderFault(registry: Registry, sender = ''): string | undefined {
  if (!isHeader(sender)) return undefined;
  if (!registry.entity) return 'is an Indian header, but flows/dlt.yaml names no registered entity';
  if (registry.header !== sender) return 'is not the header that flows/dlt.yaml says is registered';
  return registry.whatsapp
    ? undefined
    : 'cannot be answered, and flows/dlt.yaml names no WhatsApp number for its texts';
}

/** How far the registration is, in words for an operator. */
export function registerNews(registry: Registry, sender = ''): string {
  const open = registry.templates.filter(({ id }) => id === '').length;
  if (!registry.entity)
    return `Not registered in India (flows/dlt.yaml). ${isHeader(sender) ? 'No SMS can go to India.' : 'The sender is from abroad or simulated: it may send without.'}`;
  return open
    ? `${open} of ${registry.templates.length} texts have no id in flows/dlt.yaml: those go to the desk, not to India.`
    : 'all texts are registered';
}

/** All that is wrong with what the hospital wrote down; an empty place is no fault, it is not registered yet. */
export function registryFaults({ entity, header, category, brand, whatsapp, templates }: Registry): string[] {
  const ids = templates.map(({ id }) => id).filter((id) => id !== '');
  return [
    ...(entity && !/^\d{12,25}$/.test(entity) ? ['entity is a number of 12 to 25 digits.'] : []),
    ...(header && !/^[A-Za-z]{6}$/.test(header) ? ['header is six letters.'] : []),
    ...(whatsapp && !/^\d{10,12}$/.test(whatsapp) ? ['whatsapp is 10 to 12 digits.'] : []),
    ...(['service_implicit', 'transactional'].includes(category)
      ? []
      : [`category ${category} counts as advertising: news of a request is service_implicit.`]),
    ...ids.filter((id) => !/^\d{12,25}$/.test(id)).map((id) => `id ${id} is a number of 12 to 25 digits.`),
    ...[...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))].map((id) => `id ${id} stands there twice.`),
    ...templates.flatMap(({ meaning, language, text }) =>
      portalFaults(text, brand).map((fault) => `${meaning}, ${language}: ${fault}.`),
    ),
  ];
}
