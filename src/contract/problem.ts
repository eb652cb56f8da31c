import { Type, type Static } from 'typebox';

/** Every code of a problem that the API itself reports. The words are in ./words. */
export const PROBLEM_CODES = [
  'not-signed-in',
  'wrong-credentials',
  'current-password-wrong',
  'too-many-requests',
  'pane-code-invalid',
  'cross-site-request',
  'not-allowed',
  'not-found',
  'unknown-path',
  'public-url-unsuitable',
  'invalid',
  'malformed-body',
  'body-too-large',
  'unsupported-media-type',
  'if-match-required',
  'version-changed',
  'idempotency-key-malformed',
  'idempotency-key-reused',
  'idempotency-key-running',
  'username-taken',
  'email-taken',
  'last-administrator',
  'mailbox-exists',
  'mailbox-refused',
  'collection-unknown',
  'cursor-malformed',
  'range-malformed',
  'range-too-long',
  'reference-unknown',
  'appointment-exists',
  'series-not-split',
  'event-refused',
  'link-not-held',
  'link-not-quarantined',
  'link-not-waiting',
  'link-not-alike',
  'mailbox-not-paused',
  'mailbox-paused',
  'rehearsal-running',
  'conflict-not-usable',
  'item-unsaved',
  'item-is-draft',
  'item-not-found',
  'no-mailbox-for-mails',
  'mailbox-unavailable',
  'mail-unreadable',
  'mail-too-large',
  'save-not-undoable',
  'nothing-linked-before',
  'meeting-not-in-crm',
  'stopping',
  'unavailable',
  'internal-error',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What is wrong with one field of a request. */
export const FieldProblem = Type.Object({
  field: Type.String({ description: 'JSON pointer into the body, or the name of a parameter or header' }),
  code: Type.String(),
  detail: Type.String({ description: 'A sentence for people' }),
});
export type FieldProblem = Static<typeof FieldProblem>;

/** RFC 9457. `type` is about:blank, so `title` is the status' phrase; programs go by `code`. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({
      description: 'A sentence for people, in the language of Accept-Language (en or de)',
    }),
    code: Type.String({ description: 'Stable, lower-case kebab' }),
    parameters: Type.Record(Type.String(), Type.Unknown()),
    requestId: Type.String({ description: 'Names the request in the server log' }),
    errors: Type.Optional(Type.Array(FieldProblem)),
  },
  { title: 'Problem' },
);
export type Problem = Static<typeof Problem>;

/** Media type of a problem. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
