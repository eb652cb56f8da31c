import { Type, type TSchema } from 'typebox';
import { Problem } from '../../../contract/index.ts';

/** The problems that any route may end with. */
export const problems = {
  '4xx': {
    description: 'Refused; `code` says why',
    content: { 'application/problem+json': { schema: Problem } },
  },
  '5xx': {
    description: 'Failed on the server; may be repeated under the same Idempotency-Key',
    content: { 'application/problem+json': { schema: Problem } },
  },
};

/** Answers of a route: one success, or a problem. */
export function answers<S extends number, T extends TSchema>(status: S, schema: T) {
  return { [status]: schema, ...problems } as Record<S, T> & typeof problems;
}

/** Nothing to say. */
export const Empty = Type.Null({ description: 'No body' });

/** Not modified. */
export const NotModified = Type.Null({ description: 'The version is the one that If-None-Match names' });
