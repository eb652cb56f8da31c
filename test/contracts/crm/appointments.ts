import type { Event } from '../../../src/sync/kinds/event/event.ts';
import type {
  Crm,
  CreateRequest,
  Cursor,
  Change,
  Found,
  Page,
  Ref,
  UpdateRequest,
} from '../../../src/sync/ports.ts';
import type { Patch } from '../../../src/sync/item.ts';
import { applyPatch } from '../../../src/sync/item.ts';
import { anIntent, soon, type Feed } from '../mailbox/events.ts';

/** The record type that holds events in this CRM. */
export function eventType(crm: Crm): string {
  const kind = crm.traits.kinds['Event'];
  if (kind === undefined) throw new Error('This CRM holds no events');
  return kind.recordType;
}

/** Follows the feed until there is no more. */
export async function followCrm(crm: Crm, cursor: Cursor | null): Promise<Feed> {
  const pages: Page[] = [];
  let at = cursor;
  for (;;) {
    const page: Page = await crm.changes(at, soon());
    pages.push(page);
    at = page.cursor;
    if (!page.more)
      return { pages, changes: pages.flatMap((entry) => entry.changes), cursor: at, last: page };
    if (pages.length > 1000) throw new Error('The feed does not end');
  }
}

/** What the feed knows of a record from this cursor on: its last change; with its body, read if it didn't come along. */
export async function reported(
  crm: Crm,
  cursor: Cursor | null,
  ref: Ref,
): Promise<Change | Found | undefined> {
  const { changes } = await followCrm(crm, cursor);
  const change = changes.findLast(
    (entry) => entry.ref.id === ref.id && entry.ref.collection === ref.collection,
  );
  if (change?.type !== 'present') return change;
  return change.found ?? readOne(crm, ref);
}

/** Reads one record that has to be there. */
export async function readOne(crm: Crm, ref: Ref): Promise<Found> {
  const [reading] = await crm.read([ref], soon());
  if (reading?.type !== 'found')
    throw new Error(`Expected to find ${ref.id}, got ${reading?.type ?? 'nothing'}`);
  return reading.found;
}

/** A request to create this event. */
export function creation(crm: Crm, item: Event, key?: string): CreateRequest {
  return { collection: eventType(crm), item, intent: anIntent(null, key) };
}

/** Creates one record; it has to work. */
export async function createdRecord(crm: Crm, item: Event, key?: string): Promise<Found> {
  const [outcome] = await crm.create([creation(crm, item, key)], soon());
  if (outcome?.ok !== true) throw new Error('Expected the creation to work', { cause: outcome?.error });
  return readOne(crm, outcome.ref);
}

/** A request to change these properties, on condition that the version is still this. */
export function change(before: Found, patch: Patch): UpdateRequest {
  const intent = anIntent(before.version);
  return { ref: before.ref, patch, item: applyPatch(before.item, patch), intent };
}
