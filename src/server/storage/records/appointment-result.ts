import type { Kysely } from 'kysely';
import { Malformed } from '../../../sync/errors.ts';
import type { Item } from '../../../sync/item.ts';
import type { Database } from '../tables.ts';
import type { AppointmentRecord } from './appointment-list.ts';
import type { ChangeResult } from './appointment-update.ts';
import { eventRow, type EventRow } from './event-row.ts';
import { unitOfWork } from './writer.ts';

/** Longest transaction that a person's request may cause, milliseconds. */
export const TIMEOUT = 20_000;

/**
 * What became of a write by a person. `reference-unknown`: `field` names a user or a record that isn't there for them.
 * `exists`: another record of this meeting (its UID) is there already.
 */
export type AppointmentResult =
  | { readonly type: 'done'; readonly appointment: AppointmentRecord }
  | { readonly type: 'not-found' | 'not-allowed' | 'version-changed' | 'exists' }
  | { readonly type: 'reference-unknown'; readonly field: 'ownerId' | 'readers' | 'users' | 'links' }
  | { readonly type: 'malformed'; readonly error: Malformed };

/** What a refusal is called where a person wrote. */
export const NAMES = {
  gone: 'not-found',
  hidden: 'not-found',
  denied: 'not-allowed',
  stale: 'version-changed',
} as const;

/** A change that did not happen. */
export function refusalOf(
  result: Exclude<ChangeResult, { readonly type: 'done' }> | undefined,
): AppointmentResult {
  if (result?.type === 'malformed') return result;
  return { type: NAMES[result?.type ?? 'gone'] };
}

/** Rolls a unit of work back: halfway it was found that nothing of it shall happen. */
export class Undone extends Error {
  readonly result: AppointmentResult;
  constructor(result: AppointmentResult) {
    super('undone');
    this.result = result;
  }
}

/** Does all of it in one transaction, or nothing and answers what `Undone` says. */
export async function undoable<T>(
  db: Kysely<Database>,
  work: (tx: Kysely<Database>) => Promise<T>,
): Promise<T | AppointmentResult> {
  try {
    return await unitOfWork(db, TIMEOUT, work);
  } catch (error) {
    if (error instanceof Undone) return error.result;
    throw error;
  }
}

/** The rows of an event, or why there can't be any. */
export function rowOf(event: Item): EventRow | Malformed {
  try {
    return eventRow(event);
  } catch (error) {
    if (error instanceof Malformed) return error;
    throw error;
  }
}
