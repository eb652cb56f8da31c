/**
 * One class per next action. An adapter translates every failure of its provider into one of them, at the wire, and
 * throws nothing else; the engine decides by class and never reads a message.
 */

/** Whether the effect of the call may have happened. `unknown` makes the engine look before it does anything. */
export type Effect = 'none' | 'unknown';

/** Details for logs and history: no secrets, no item content. */
export interface ErrorDetail {
  /** A stable code, lower-case kebab, that the catalogues translate. */
  readonly code: string;
  /** Values for the sentence that the code stands for. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** What caused it, for the log only. */
  readonly cause?: unknown;
}

/** Base of all errors that cross a port. */
export abstract class SyncError extends Error {
  abstract readonly effect: Effect;
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number>>;

  constructor(detail: ErrorDetail) {
    super(detail.code, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = new.target.name;
    this.code = detail.code;
    this.parameters = detail.parameters ?? {};
  }
}

/** The item, or the collection, is not there any more: look, then decide. */
export class Gone extends SyncError {
  readonly effect = 'none';
}

/** The version is not the expected one, or the thing to create exists: observe again. */
export class Stale extends SyncError {
  readonly effect = 'none';
}

/** Too fast: nothing more for this mailbox before `retryAt` (epoch milliseconds). */
export class Throttled extends SyncError {
  readonly effect = 'none';
  readonly retryAt: number;
  constructor(detail: ErrorDetail, retryAt: number) {
    super(detail);
    this.retryAt = retryAt;
  }
}

/** Not allowed: credentials (`scope: 'mailbox'`, everything stops) or this item only (`scope: 'item'`). */
export class Denied extends SyncError {
  readonly effect = 'none';
  readonly scope: 'mailbox' | 'item';
  constructor(detail: ErrorDetail, scope: 'mailbox' | 'item') {
    super(detail);
    this.scope = scope;
  }
}

/** Not reachable, timed out, 5xx, cut: try later. Whether a write happened is unknown unless said otherwise. */
export class Unavailable extends SyncError {
  readonly effect: Effect;
  constructor(detail: ErrorDetail, effect: Effect = 'unknown') {
    super(detail);
    this.effect = effect;
  }
}

/** This item can't be read, or the other side says that what was sent is wrong: set aside that item alone. */
export class Malformed extends SyncError {
  readonly effect = 'none';
}

/** The side can't express these fields of the item. */
export class Unsupported extends SyncError {
  readonly effect = 'none';
  readonly fields: readonly string[];
  constructor(detail: ErrorDetail, fields: readonly string[]) {
    super(detail);
    this.fields = fields;
  }
}

/** The cursor is not known to the side any more: list again. */
export class CursorLost extends SyncError {
  readonly effect = 'none';
}

/** This worker's lease on the mailbox was taken over; it must stop at once. Thrown by the ledger alone. */
export class LeaseLost extends SyncError {
  readonly effect = 'none';
}

/** A link would break a uniqueness rule of the ledger; nothing of the transaction was kept. Thrown by the ledger alone. */
export class LedgerConflict extends SyncError {
  readonly effect = 'none';
}
