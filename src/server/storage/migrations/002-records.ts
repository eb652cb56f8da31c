import type { Migration } from 'kysely';

/** The built-in CRM's records. */
export const records: Migration = {
  async up(): Promise<void> {},
};
