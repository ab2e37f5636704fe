import { IntlMessageFormat } from 'intl-messageformat';

type Parts = ReturnType<IntlMessageFormat['getAst']>;
type Part = Parts[number];

/** Types of the parts of a parsed ICU message: plain text, and a plural. */
const LITERAL = 0;
const PLURAL = 6;

/** The plain text of a message, branch by branch; values are left out. */
export function plainTexts(message: string, language: string): string[] {
  return partsOf(message, language).flatMap(function texts(part: Part): string[] {
    if (Number(part.type) === LITERAL && 'value' in part) return [part.value];
    return branches(part).flatMap((branch) => branch.flatMap(texts));
  });
}

/** The plural forms each plural of a message has. */
export function pluralsIn(message: string, language: string): string[][] {
  return partsOf(message, language).flatMap(function plurals(part: Part): string[][] {
    const below = branches(part).flatMap((branch) => branch.flatMap(plurals));
    return Number(part.type) === PLURAL && 'options' in part ? [Object.keys(part.options), ...below] : below;
  });
}

function branches(part: Part): Parts[] {
  return 'options' in part ? Object.values(part.options).map((option) => option.value) : [];
}

function partsOf(message: string, language: string): Parts {
  return new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst();
}
