import type { Migration } from 'kysely/migration';

/** Sessions, tokens and idempotency keys. */
export const sessions: Migration = {
  async up(): Promise<void> {},
};
