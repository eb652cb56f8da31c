import { Malformed, SyncError, Unavailable } from '../../../sync/errors.ts';
import type { WriteOutcome } from '../../../sync/ports.ts';
import type { Outcome } from './wire.ts';

/** What became of a request that failed; `null`: the server said nothing of it. */
export function failure(error: unknown): Extract<WriteOutcome, { ok: false }> {
  if (error instanceof SyncError) return { ok: false, error };
  if (error === null) return { ok: false, error: new Unavailable({ code: 'outcome-missing' }) };
  return { ok: false, error: new Malformed({ code: 'item-not-writable', cause: error }) };
}

/** An error after something was written already: whatever it promises, something was changed. Look what. */
export function partlyWritten(error: SyncError): SyncError {
  return error.effect === 'unknown'
    ? error
    : new Unavailable({ code: 'outcome-missing', cause: error }, 'unknown');
}

/** The answers to a call of several; a call that failed as a whole failed for each of them, and for no others. */
export async function said<T extends object>(
  call: Promise<readonly Outcome<T>[]>,
  requests: readonly unknown[],
): Promise<readonly Outcome<T>[]> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    return requests.map(() => ({ ok: false, error, responseCode: '' }));
  }
}
