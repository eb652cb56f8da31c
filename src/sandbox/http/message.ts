/** A request as a face gets it. */
export interface SandboxRequest {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** A face's answer. */
export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Something that answers requests under a path. */
export interface Face {
  /** Paths that begin with one of these are its own. */
  readonly prefixes: readonly string[];
  handle(request: SandboxRequest): SandboxResponse;
  /** The answer to a body that is larger than the server takes. */
  tooLarge(): SandboxResponse;
}

/** What was asked, in order, for tests that count. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** Null when the connection was cut without an answer. */
  readonly status: number | null;
  /** Bytes of the bodies. */
  readonly received: number;
  readonly sent: number;
}

/** A response without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers, body: '' };
}

/** A response of plain text, for people. */
export function plain(status: number, text: string): SandboxResponse {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}
