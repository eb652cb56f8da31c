import type { ProblemCode } from '../../contract/index.ts';

/** HTTP status of each code. */
const STATUS: Readonly<Record<ProblemCode, number>> = {
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'current-password-wrong': 403,
  'too-many-requests': 429,
  'pane-code-invalid': 400,
  'cross-site-request': 403,
  'not-allowed': 403,
  'not-found': 404,
  'unknown-path': 404,
  'public-url-unsuitable': 409,
  invalid: 400,
  'malformed-body': 400,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'if-match-required': 428,
  'version-changed': 412,
  'idempotency-key-malformed': 400,
  'idempotency-key-reused': 422,
  'idempotency-key-running': 409,
  'username-taken': 409,
  'email-taken': 409,
  'last-administrator': 409,
  'mailbox-exists': 409,
  'mailbox-refused': 422,
  'collection-unknown': 422,
  'cursor-malformed': 400,
  'range-malformed': 400,
  'range-too-long': 400,
  'reference-unknown': 422,
  'appointment-exists': 409,
  'series-not-split': 422,
  'event-refused': 422,
  'link-not-held': 409,
  'link-not-quarantined': 409,
  'link-not-waiting': 409,
  'link-not-alike': 409,
  'mailbox-not-paused': 409,
  'mailbox-paused': 409,
  'rehearsal-running': 409,
  'conflict-not-usable': 409,
  'item-unsaved': 422,
  'item-is-draft': 422,
  'item-not-found': 404,
  'no-mailbox-for-mails': 409,
  'mailbox-unavailable': 503,
  'mail-unreadable': 422,
  'mail-too-large': 422,
  'save-not-undoable': 409,
  'nothing-linked-before': 409,
  'meeting-not-in-crm': 409,
  stopping: 503,
  unavailable: 503,
  'internal-error': 500,
};

/** What is wrong with one field; it gets its sentence when it is answered. */
export interface FieldFinding {
  /** JSON pointer into the body, or the bare name of a parameter or header. */
  readonly field: string;
  readonly code: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** What a problem carries beside its code. */
export interface ProblemExtras {
  /** Values for the sentence; no secrets. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldFinding[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
  /** A code from outside the API (an adapter's) that says more than the problem's own; it replaces it. */
  readonly specific?: { readonly code: string; readonly parameters: Readonly<Record<string, unknown>> };
}

/** Ends a request with a problem document (RFC 9457). Thrown by routes, turned into an answer in one place. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly errors: readonly FieldFinding[] | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(extras.specific?.code ?? code, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'ProblemError';
    this.status = STATUS[code];
    this.code = extras.specific?.code ?? code;
    this.parameters = extras.specific?.parameters ?? extras.parameters ?? {};
    this.errors = extras.errors ?? null;
    this.headers = extras.headers ?? {};
  }
}

/** The value, or `not-found` for null and undefined: what is absent and what is hidden look the same. */
export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new ProblemError('not-found');
  return value;
}
