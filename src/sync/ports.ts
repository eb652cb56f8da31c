/**
 * The three things that the engine speaks to. An adapter is a factory function that returns a plain object.
 * Reads and writes take batches, because every provider has them (EWS CreateItem, Graph $batch, calendar-multiget,
 * multi-row INSERT) and the engine is as fast as its slowest round trip; where a provider has none, the adapter loops.
 */
export type * from './ports/side.ts';
export type * from './ports/mailbox.ts';
export type * from './ports/crm.ts';
export type * from './ports/link.ts';
export type * from './ports/ledger.ts';
