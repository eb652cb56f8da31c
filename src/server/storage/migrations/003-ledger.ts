import type { Migration } from 'kysely/migration';

/** Mailboxes and the engine's ledger. */
export const ledger: Migration = {
  async up(): Promise<void> {},
};
