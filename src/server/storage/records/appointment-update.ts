import type { Kysely } from 'kysely';
import { mayAdminister, mayRead, mayWrite, type Protected } from '../../access/access.ts';
import { Malformed } from '../../../sync/errors.ts';
import { applyPatch, type Item } from '../../../sync/item.ts';
import type { Database } from '../tables.ts';
import { loadForUpdate, type LockedAppointment } from './appointment-lock.ts';
import {
  participantsChanged,
  storeAppointments,
  type Accepted,
  type AppointmentChange,
  type Planned,
} from './appointment-store.ts';
import { assignmentsOf, reassigned, usersByAddress } from './appointment-users.ts';
import { changedByPerson } from './changed-event.ts';
import { eventRow } from './event-row.ts';
import type { Writer } from './writer.ts';

/** `hidden`: it is there, but not for this user. `denied`: they may see it, not change it. */
export type ChangeResult =
  | { readonly type: 'done'; readonly version: string; readonly item: Item }
  | { readonly type: 'gone' | 'stale' | 'hidden' | 'denied' }
  | { readonly type: 'malformed'; readonly error: Malformed };

/**
 * Changes appointments, each if its version is still the given one: one result per change, in their order. A handful of
 * statements, however many there are.
 */
export async function changeAppointments(
  tx: Kysely<Database>,
  writer: Writer,
  changes: readonly AppointmentChange[],
): Promise<readonly ChangeResult[]> {
  const locked = await loadForUpdate(
    tx,
    changes.map(({ id }) => id),
  );
  const checked = changes.map((change) => check(change, locked.get(change.id), writer));
  const taken = new Set<string>();
  const accepted = checked.flatMap((entry) => {
    // A second change of the same record in one batch comes too late: the first one moves the version on.
    if (!('event' in entry) || taken.has(entry.change.id)) return [];
    taken.add(entry.change.id);
    return [entry];
  });
  const versions = await storeAppointments(tx, writer, await withAssignments(tx, accepted));
  const won = new Set<object>(accepted);
  return checked.map((entry) => {
    if (!('event' in entry)) return entry;
    const version = versions.get(entry.change.id);
    if (version === undefined || !won.has(entry)) return { type: 'stale' };
    return { type: 'done', version, item: entry.event.item };
  });
}

function check(
  change: AppointmentChange,
  before: LockedAppointment | undefined,
  { user, origin }: Writer,
): Accepted | Exclude<ChangeResult, { readonly type: 'done' }> {
  if (before === undefined || before.deleted) return { type: 'gone' };
  const refusal = refused(change, before, user);
  if (refusal !== null) return { type: refusal };
  if (change.version !== null && change.version !== before.version) return { type: 'stale' };
  const patch = change.patch ?? {};
  try {
    const item = origin === null ? changedByPerson(before.item, patch) : applyPatch(before.item, patch);
    return { change, before, event: eventRow(item) };
  } catch (error) {
    if (error instanceof Malformed) return { type: 'malformed', error };
    throw error;
  }
}

/** Owner and readers are the administrators' to change too, the rest is not. */
function refused(
  change: AppointmentChange,
  record: Protected,
  user: Writer['user'],
): 'hidden' | 'denied' | null {
  const hands = change.ownerId !== undefined || change.readers !== undefined;
  const content = change.patch !== undefined || change.users !== undefined;
  if (hands && !content && mayAdminister(user, record)) return null;
  if (!mayRead(user, record)) return 'hidden';
  return (content && !mayWrite(user, record)) || (hands && !mayAdminister(user, record)) ? 'denied' : null;
}

async function withAssignments(
  tx: Kysely<Database>,
  accepted: readonly Accepted[],
): Promise<readonly Planned[]> {
  if (accepted.length === 0) return [];
  const before = await assignmentsOf(
    tx,
    accepted.map(({ change }) => change.id),
  );
  const reinvited = accepted.filter((entry) => participantsChanged(entry));
  const byAddress = await usersByAddress(
    tx,
    reinvited.flatMap(({ event }) => event.invited),
  );
  return accepted.map((entry) => {
    const invited = reinvited.includes(entry)
      ? entry.event.invited.flatMap((address) => byAddress.get(address) ?? [])
      : undefined;
    const assignments = reassigned(before.get(entry.change.id) ?? [], { users: entry.change.users, invited });
    return { ...entry, assignments };
  });
}
