import { sql, type Kysely } from 'kysely';
import type { Database } from './tables.ts';

/** The channel that carries the progress of pumps. */
export const PROGRESS_CHANNEL = 'liaison_progress';

/** Says something (at most 8000 bytes) to whoever listens now. */
export async function notifyProgress(db: Kysely<Database>, payload: string): Promise<void> {
  await sql`SELECT pg_notify(${PROGRESS_CHANNEL}, ${payload})`.execute(db);
}
