import type { ErrorRequestHandler } from 'express';
import type { ZodError } from 'zod';
import { Erased } from '../db/vault.ts';
import type { Problem } from './contract.ts';

/** A request that is answered with a problem: thrown by routes, answered by `answerProblems`. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, problem: Problem) {
    super(problem.code);
    this.status = status;
    this.problem = problem;
  }
}

export const notFound = () =>
  new Refused(404, { code: 'not_found', message: 'There is no such thing, or it is not yours to see.' });
export const notAllowed = (message: string) => new Refused(403, { code: 'not_allowed', message });
export const conflict = (message: string) => new Refused(409, { code: 'conflict', message });
export const notSignedIn = () => new Refused(401, { code: 'not_allowed', message: 'Please sign in again.' });
export const oneStepOnly = () =>
  new Refused(403, { code: 'second_step', message: 'Please set up the second step first.' });

/** Field by field what is wrong with a form, in the words of its schema. */
export function invalid(error: ZodError): Refused {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join('.') || 'form'] ??= issue.message;
  return new Refused(422, { code: 'invalid', message: 'Please look at the marked fields.', fields });
}

/** Answers what routes threw. `onBug` hears what was not meant to happen, never what a person wrote. */
export function answerProblems(onBug: (code: string, error: Error) => void): ErrorRequestHandler {
  return (error: Error & { type?: string; status?: number }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, problem } = asRefused(error);
    if (status >= 500) onBug(error.name, error);
    response.status(status).json(problem);
  };
}

function asRefused(error: Error & { type?: string; status?: number }): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof Erased)
    return new Refused(410, { code: 'not_found', message: 'This case was erased, as the person asked.' });
  if (error.type === 'entity.too.large')
    return new Refused(413, { code: 'too_large', message: 'This text is too long. Please shorten it.' });
  if (error.status && error.status < 500)
    return new Refused(400, { code: 'invalid', message: 'The request could not be understood.' });
  return new Refused(500, {
    code: 'busy',
    message: 'Something went wrong here. Please try again in a minute.',
  });
}
