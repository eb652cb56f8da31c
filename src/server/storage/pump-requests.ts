import { sql, type Kysely } from 'kysely';
import type { Database } from './tables.ts';

/** Whose pumps are asked for. */
export interface PumpRequest {
  readonly mailboxIds?: readonly string[];
  /** Every mailbox of these users. */
  readonly userIds?: readonly string[];
  /** A person asks: even a delayed or stopped mailbox is tried. */
  readonly forced?: boolean;
}

/** The channel that says that there are new requests. */
export const PUMP_REQUEST_CHANNEL = 'liaison_pump_requests';

/** Of mailboxes: somebody has to start them first. */
export const PAUSED = sql<boolean>`coalesce((mailboxes.settings->>'paused')::boolean, false)`;

/** The interval of a mailbox that has none of its own, in seconds. */
export const DEFAULT_INTERVAL_SECONDS = 300;

/**
 * Asks for pumps. Durable from the commit on; a pump that begins after it will come, soon, if some worker runs. Give a
 * transaction to ask exactly if something else happens. Changes of appointments ask by themselves (a trigger).
 */
export async function requestPump(db: Kysely<Database>, request: PumpRequest): Promise<void> {
  const forced = request.forced === true;
  const rows = [
    ...(request.mailboxIds ?? []).map((id) => ({ mailbox_id: id, user_id: null, forced })),
    ...(request.userIds ?? []).map((id) => ({ mailbox_id: null, user_id: id, forced })),
  ];
  if (rows.length > 0) await db.insertInto('pump_requests').values(rows).execute();
}

/** Turns the mailboxes whose time has come into requests. Any number of processes may do it at once. */
export async function requestDuePumps(db: Kysely<Database>): Promise<void> {
  await sql`
    WITH due AS (
      UPDATE mailboxes
      SET next_pump_at = now() + interval '1 second'
        * coalesce((settings->>'intervalSeconds')::double precision, ${DEFAULT_INTERVAL_SECONDS}::double precision)
      WHERE next_pump_at <= now() AND removed_at IS NULL AND state IN ('ok', 'delayed') AND NOT ${PAUSED}
      RETURNING id
    )
    INSERT INTO pump_requests (mailbox_id, forced) SELECT id, true FROM due
  `.execute(db);
}

/**
 * Asks for pumps of the mailboxes whose worker died in the middle: their leases ran out without being given back. The
 * leases are taken away (a worker that was only slow can store nothing more), so each is found once, by one process.
 */
export async function requestAbandonedPumps(db: Kysely<Database>): Promise<void> {
  await sql`
    WITH abandoned AS (
      UPDATE leases SET epoch = epoch + 1, worker = NULL, expires_at = NULL
      WHERE expires_at <= clock_timestamp()
      RETURNING mailbox_id
    )
    INSERT INTO pump_requests (mailbox_id, forced) SELECT mailbox_id, true FROM abandoned
  `.execute(db);
}

/** Asks again for a pump that was asked for after the last one had begun; to be called when that has ended. */
export async function requestPumpAskedFor(db: Kysely<Database>, mailboxId: string): Promise<void> {
  await sql`
    INSERT INTO pump_requests (mailbox_id, forced)
    SELECT id, true FROM mailboxes WHERE id = ${mailboxId} AND requested_at IS NOT NULL AND removed_at IS NULL
  `.execute(db);
}

/**
 * Takes the requests that are there and gives the ids of their mailboxes to `send`; when that throws, they stay.
 * A mailbox that is stopped or delayed is left out unless the request is forced, a paused one always. Returns how many requests were taken.
 */
export async function takePumpRequests(
  db: Kysely<Database>,
  send: (mailboxIds: readonly string[]) => Promise<void>,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const taken = await sql<{ mailbox_id: string | null; user_id: string | null; forced: boolean }>`
      DELETE FROM pump_requests WHERE id IN (
        SELECT id FROM pump_requests ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
      ) RETURNING mailbox_id, user_id, forced
    `.execute(tx);
    if (taken.rows.length === 0) return 0;
    const wanted = JSON.stringify(taken.rows);
    const { rows } = await sql<{ id: string }>`
      SELECT DISTINCT mailboxes.id
      FROM json_to_recordset(${wanted}::json) AS wanted (mailbox_id uuid, user_id uuid, forced boolean)
      JOIN mailboxes ON mailboxes.id = wanted.mailbox_id OR mailboxes.user_id = wanted.user_id
      WHERE removed_at IS NULL AND state <> 'new' AND NOT ${PAUSED} AND (wanted.forced OR state = 'ok')
      ORDER BY 1
    `.execute(tx);
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) {
      await sql`
        UPDATE mailboxes SET requested_at = now() WHERE id = ANY(${ids}::uuid[]) AND requested_at IS NULL
      `.execute(tx);
      await send(ids);
    }
    return taken.rows.length;
  });
}
