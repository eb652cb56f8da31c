import type { Migration } from 'kysely';

/** Mailboxes and the engine's ledger. */
export const ledger: Migration = {
  async up(): Promise<void> {},
};
