/** What went wrong with a call, as the pane needs to know it. */
abstract class ApiError extends Error {}

/** The server answered with a problem document (RFC 9457). */
export class Problem extends ApiError {
  readonly status: number;
  /** Stable, lower-case kebab; the catalogues hold its words. */
  readonly code: string;
  /** The server's own sentence, in the language that was asked for; shown when no catalogue knows the code. */
  readonly detail: string;
  readonly parameters: Readonly<Record<string, unknown>>;
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
    this.requestId = text(fields['requestId']);
  }
}

/**
 * No answer came: no network, the server is down, or it took too long. Whether a write happened is unknown; repeat it with
 * the same key.
 */
export class Unreachable extends ApiError {
  constructor(cause: unknown) {
    super('unreachable', { cause });
    this.name = 'Unreachable';
  }
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
