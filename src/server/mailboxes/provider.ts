import type { Mailbox } from '../../sync/ports.ts';

/** A mailbox account as its factory needs it. The password is in clear only here and inside the adapter. */
export interface MailboxAccount {
  /** What the user typed: a URL or a host name. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** What an earlier probe found out (ProbeResult.discovered); empty before the first. */
  readonly discovered: Readonly<Record<string, string>>;
}

/** What an adapter may use of the world. */
export interface MailboxEnvironment {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /**
   * Refuses addresses inside the server's own network unless the administrator allowed the host; applied to every
   * connection after name resolution, redirects included.
   */
  readonly allowedPrivateHosts: readonly string[];
  /** One call's longest duration in milliseconds, when its context has no earlier deadline. */
  readonly callTimeoutMs: number;
  /** Called once per wire request, for metrics and request budgets. No URLs with secrets, no bodies. */
  readonly onRequest?: (request: WireRequest) => void;
}

/** One request on the wire. Sizes are in bytes, headers not counted. */
export interface WireRequest {
  readonly method: string;
  readonly status: number | null;
  readonly sent: number;
  readonly received: number;
  readonly durationMs: number;
}

/** A kind of mailbox: one folder, one line in the registry. */
export interface MailboxProvider {
  /** As stored and as in the API: `caldav`. */
  readonly kind: string;
  /** As people read it. */
  readonly name: string;
  connect(account: MailboxAccount, environment: MailboxEnvironment): Mailbox;
}
