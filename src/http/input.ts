import { z } from 'zod';
import { invalid, notFound } from './problems.ts';

/** An id of ours or of a fact (`<event id>.<n>`), as it may stand in a path. */
const ID = /^[0-9a-z]{1,40}(\.\d{1,6})?$/i;

/** @throws Refused 404 when it cannot be an id at all. */
export function idFrom(value: unknown): string {
  if (typeof value !== 'string' || !ID.test(value)) throw notFound();
  return value;
}

/** The body as its schema says. @throws Refused 422 with the wrong fields. */
export function bodyAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body ?? {});
  if (!read.success) throw invalid(read.error);
  return read.data;
}

const longest = (most: number) => `Please keep this under ${most.toLocaleString('en-IN')} characters.`;

/** Text a person must write. */
export const words = (most: number) =>
  z
    .string({ error: 'Please write something here.' })
    .trim()
    .min(1, 'Please write something here.')
    .max(most, longest(most));

/** Text that may still be empty, as in a draft. */
export const maybe = (most: number) =>
  z.string({ error: 'This must be text.' }).trim().max(most, longest(most));

/** An id made by the console, so that the same act is never done twice. */
export const actId = z.string().regex(/^[\w-]{8,64}$/, 'This id has the wrong form.');
