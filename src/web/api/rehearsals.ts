import type { PageOf, Rehearsal, RehearsalItem, RehearsalQuery } from '../../contract/index.ts';
import { call, withQuery } from './client.ts';
import type { Attempt } from './use-write.ts';

const at = (id: string, rest = '') => `/api/mailboxes/${encodeURIComponent(id)}/rehearsal${rest}`;

/** How the last rehearsal of a mailbox stands. */
export async function readRehearsal(id: string, signal: AbortSignal): Promise<Rehearsal> {
  return (await call<Rehearsal>('GET', at(id), { signal })).value;
}

/** Begins one. */
export async function beginRehearsal(id: string, attempt: Attempt): Promise<Rehearsal> {
  return (await call<Rehearsal>('POST', at(id), attempt)).value;
}

/** A page of what it found, of one outcome or of all. */
export async function readRehearsalItems(
  id: string,
  { outcome, cursor }: { readonly outcome: RehearsalQuery['outcome'] | null; readonly cursor: string | null },
  signal: AbortSignal,
): Promise<PageOf<RehearsalItem>> {
  const query = withQuery(at(id, '/items'), outcome == null ? { cursor } : { cursor, outcome });
  return (await call<PageOf<RehearsalItem>>('GET', query, { signal })).value;
}
