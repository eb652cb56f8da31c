import type { Migration } from 'kysely';

/** Sessions, tokens and idempotency keys. */
export const sessions: Migration = {
  async up(): Promise<void> {},
};
