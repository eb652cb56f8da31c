import { types } from 'node:util';
import pg from 'pg';
import { LedgerConflict, Unavailable } from '../../../sync/errors.ts';

/** What to do about an error of a transaction. */
export type FailureKind = 'again' | 'conflict' | 'unavailable' | 'other';

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const AGAIN: ReadonlySet<string> = new Set(['40001', '40P01']);
const CONFLICT: ReadonlySet<string> = new Set(['23P01', '23505']);
/** Connection exceptions, insufficient resources, operator intervention, idle transaction ended. */
const UNAVAILABLE = /^(08|53|57P|25P03)/;
const NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|EAI_|ENOTFOUND|EHOSTUNREACH)/;
const CONNECTION_LOST =
  /Connection terminated|not queryable|Client was closed|timeout exceeded when trying to connect/;

/** Classifies an error: errors of the database by their code, everything else is not ours. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof pg.DatabaseError) {
    const code = error.code ?? '';
    if (AGAIN.has(code)) return 'again';
    if (CONFLICT.has(code)) return 'conflict';
    return UNAVAILABLE.test(code) ? 'unavailable' : 'other';
  }
  // Not `instanceof`: errors of the network may come from another realm than ours.
  if (!types.isNativeError(error)) return 'other';
  if (NETWORK.test((error as NodeJS.ErrnoException).code ?? '')) return 'unavailable';
  // What pg says, without a code, of a connection that ended or could not be had in time.
  return CONNECTION_LOST.test(error.message) ? 'unavailable' : 'other';
}

/** The error that crosses the port: SyncErrors for what the engine knows how to handle, anything else as it is. */
export function toLedgerError(error: unknown): unknown {
  switch (failureKind(error)) {
    case 'conflict':
      return new LedgerConflict({
        code: 'ledger-conflict',
        parameters: { rule: (error as pg.DatabaseError).constraint ?? '' },
        cause: error,
      });
    case 'again':
    case 'unavailable':
      return new Unavailable({ code: 'database-unavailable', cause: error });
    case 'other':
      return error;
  }
}
