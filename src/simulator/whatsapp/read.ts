/** Reads a hostile JSON value one field at a time; what is not there is undefined. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

export function textAt(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = field(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function listAt(value: unknown, ...path: (string | number)[]): unknown[] | undefined {
  const found = field(value, ...path);
  return Array.isArray(found) ? found : undefined;
}
