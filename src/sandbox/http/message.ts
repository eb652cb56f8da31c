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
  /** The body where it is no text; `body` is '' then. */
  readonly bytes?: Buffer;
  /** What follows the body bit by bit; the answer goes out in chunks then. */
  readonly stream?: Streaming;
}

/** Sends chunks until it is done; `closed` tells when the client is gone. */
export type Streaming = (send: (chunk: string) => void, closed: AbortSignal) => Promise<void>;

/** Something that answers requests under a path. */
export interface Face {
  /** Paths that begin with one of these are its own. */
  readonly prefixes: readonly string[];
  /** Whether the case of letters in a path means nothing to it; its prefixes are in lower case then. */
  readonly ignoresCase?: boolean;
  /** What the request is called in records and faults; default its method. */
  operationOf?(request: SandboxRequest): string;
  handle(request: SandboxRequest): SandboxResponse | Promise<SandboxResponse>;
  /** The answer to a body that is larger than the server takes. */
  tooLarge(): SandboxResponse;
}

/** What was asked, in order, for tests that count. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** The face's name for it (an operation of EWS); otherwise the method. */
  readonly operation: string;
  /** Null when the connection was cut without an answer. */
  readonly status: number | null;
  /** Bytes of the bodies; of an answer in chunks only what was known at its beginning. */
  readonly received: number;
  readonly sent: number;
}

/** What went over the wire: a request with its answer, or a chunk of it. */
export interface SeenExchange {
  readonly path: string;
  readonly operation: string;
  readonly request: string;
  readonly status: number;
  readonly response: string;
}

/** A response without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers, body: '' };
}

/** A response of plain text, for people. */
export function plain(status: number, text: string): SandboxResponse {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}
