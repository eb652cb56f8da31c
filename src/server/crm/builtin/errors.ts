import { Denied, Gone, Stale, SyncError, Unavailable } from '../../../sync/errors.ts';
import type { ChangeResult } from '../../storage/records/appointment-update.ts';
import { sqlState } from '../../storage/records/writer.ts';

/** Runs a call of the port: nothing begins after the deadline, and nothing but SyncErrors comes out. */
export async function withinDeadline<T>(
  deadline: number,
  now: () => number,
  call: (timeoutMs: number) => Promise<T>,
): Promise<T> {
  const left = deadline - now();
  if (left <= 0) throw new Unavailable({ code: 'deadline-passed' }, 'none');
  try {
    return await call(left);
  } catch (error) {
    throw error instanceof SyncError ? error : translated(error);
  }
}

/**
 * The database's errors. An error with a SQLSTATE was said by the server, which then has rolled back; without one the
 * connection broke, perhaps between the commit and its answer. Classes 08 and 57 may be both, except a cancelled statement.
 */
function translated(error: unknown): Unavailable {
  const state = sqlState(error);
  if (state === '57014') return new Unavailable({ code: 'timed-out', cause: error }, 'none');
  const answered = state !== '' && !state.startsWith('08') && !state.startsWith('57');
  return new Unavailable({ code: 'database-unavailable', cause: error }, answered ? 'none' : 'unknown');
}

/** The error of a change or a deletion that wasn't carried out. */
export function refusal(result: Exclude<ChangeResult, { readonly type: 'done' }>): SyncError {
  switch (result.type) {
    case 'gone':
      return new Gone({ code: 'record-gone' });
    case 'stale':
      return new Stale({ code: 'record-changed' });
    case 'hidden':
    case 'denied':
      return new Denied({ code: 'record-not-writable' }, 'item');
    case 'malformed':
      return result.error;
  }
}
