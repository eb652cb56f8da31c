import type { Migration } from 'kysely/migration';

/** The built-in CRM's records. */
export const records: Migration = {
  async up(): Promise<void> {},
};
