import { Malformed } from '../../sync/errors.ts';
import type { Reading } from '../../sync/ports.ts';
import type { Stored } from './store.ts';

/** The reading of an item that nobody can read. */
export function malformedReading({ ref, version }: Stored): Reading {
  return { type: 'malformed', ref, version, error: new Malformed({ code: 'item-unreadable' }) };
}
