/**
 * Where a user is in the change feed. The feed follows commits: a snapshot (pg_current_snapshot) says exactly which
 * transactions had been committed, so what is new is what the old snapshot doesn't see and a newer one does. A
 * sequence or a time would skip rows whose transaction commits late; waiting for the oldest transaction would stop the
 * feed for as long as any is open.
 */
export interface FeedCursor {
  /** The database cluster that counts the transactions. Restored elsewhere, the numbers mean nothing. */
  readonly system: string;
  /** What has been reported: everything that this snapshot sees. */
  readonly since: string;
  /** Within a full listing: the last id reported; '' before the first. */
  readonly listed?: string;
  /** Within a delta of several pages: what it reports up to, and the last row reported. */
  readonly page?: { readonly upTo: string; readonly xid: string; readonly id: string };
}

const SNAPSHOT = /^\d{1,20}:(\d{1,20}):(\d{1,20}(,\d{1,20})*)?$/;
const UUID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/;

/** The cursor as a text. */
export function formatCursor({ system, since, listed, page }: FeedCursor): string {
  return JSON.stringify([
    1,
    system,
    since,
    listed ?? null,
    page === undefined ? null : [page.upTo, page.xid, page.id],
  ]);
}

/** The cursor of a text, or null when it never was one. */
export function parseCursor(text: string): FeedCursor | null {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 5 || parts[0] !== 1) return null;
  const [, system, since, listed, page] = parts as unknown[];
  if (typeof system !== 'string' || typeof since !== 'string' || !SNAPSHOT.test(since)) return null;
  if (listed !== null)
    return typeof listed === 'string' && UUID.test(listed) ? { system, since, listed } : null;
  if (page === null) return { system, since };
  if (!Array.isArray(page) || page.length !== 3 || !page.every((part) => typeof part === 'string'))
    return null;
  const [upTo, xid, id] = page as [string, string, string];
  if (!SNAPSHOT.test(upTo) || !/^\d{1,20}$/.test(xid) || !UUID.test(id)) return null;
  return { system, since, page: { upTo, xid, id } };
}

/** The first transaction that the snapshot says nothing about. */
export function snapshotEnd(snapshot: string): bigint {
  return BigInt(SNAPSHOT.exec(snapshot)?.[1] ?? '0');
}
