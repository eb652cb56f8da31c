import type { MailboxTraits } from '../../../sync/ports.ts';
import { SUPPORTED_PROPERTIES } from './properties/all.ts';

/** Refs in one `read`: with exceptions, about six requests. */
const READ = 500;

/** What Exchange can do through EWS. */
export const EWS_TRAITS: MailboxTraits = {
  revision: 1,
  fields: { Event: SUPPORTED_PROPERTIES },
  recurrence: 'series',
  // Each exception is written by itself, after the master of its series.
  completedLast: ['recurrenceOverrides'],
  silentScheduling: 'per-call',
  conditionalUpdate: true,
  // DeleteItem takes no condition: the adapter looks directly before, and removes to the bin.
  conditionalDelete: true,
  tombstones: true,
  hiddenLooksGone: false,
  push: true,
  batch: { read: READ, write: 50 },
};
