import type { FieldProblem } from '../../contract/index.ts';

/** What went wrong with a call, as the page needs to know it. */
abstract class ApiError extends Error {}

/** The server answered with a problem document (RFC 9457). */
export class Problem extends ApiError {
  readonly status: number;
  /** Stable, lower-case kebab; the catalogues hold its words. */
  readonly code: string;
  /** The server's own sentence, in English; shown when no catalogue knows the code. */
  readonly detail: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What is wrong with which field of the request (JSON pointers); empty when it isn't about fields. */
  readonly errors: readonly FieldProblem[];
  /** To find this request in the server's log. */
  readonly requestId: string | null;

  constructor(status: number, document: unknown) {
    const fields = isObject(document) ? document : {};
    const code = text(fields['code']) ?? 'unexpected-answer';
    super(code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.detail = text(fields['detail']) ?? text(fields['title']) ?? '';
    this.parameters = isObject(fields['parameters']) ? fields['parameters'] : {};
    this.errors = Array.isArray(fields['errors']) ? (fields['errors'] as FieldProblem[]) : [];
    this.requestId = text(fields['requestId']);
  }
}

/** No answer came: no network, or the server is down. Whether a write happened is unknown; repeat with the same key. */
export class Unreachable extends ApiError {
  constructor(cause: unknown) {
    super('unreachable', { cause });
    this.name = 'Unreachable';
  }
}

/** Somebody else saved first (412). */
export function isConflict(error: unknown): boolean {
  return error instanceof Problem && error.status === 412;
}

/** Not there, or not for us (404). */
export function isMissing(error: unknown): boolean {
  return error instanceof Problem && error.status === 404;
}

/** Nobody is signed in any more (401). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Problem && error.status === 401;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** What the server says about one field of what was sent ('/emails', '/emails/0'), or null. */
export function fieldMessage(error: unknown, field: string): string | null {
  if (!(error instanceof Problem)) return null;
  const path = `/${field}`;
  return (
    error.errors.find((each) => each.field === path || each.field.startsWith(`${path}/`))?.detail ?? null
  );
}
