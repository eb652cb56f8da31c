import type { Conflict, PageOf, PageQuery } from '../../contract/index.ts';
import { equal } from '../../sync/json.ts';
import type { Event } from '../../sync/kinds/event/event.ts';
import { otherSide } from '../../sync/leaf.ts';
import type { Link } from '../../sync/ports.ts';
import type { StoredConflict } from '../storage/conflicts.ts';
import { subjectOf } from '../storage/ledger/subject.ts';
import { editOf, keptValue, placeOf, valueAt } from './conflict-values.ts';
import { cut, pageAsked } from './paging.ts';

/**
 * A conflict as somebody may see it. All that it kept belongs to the owner of the mailbox: the value that the mailbox
 * had reached nobody else, and the record may have been closed since. Others learn that there was one, and where.
 */
export function contractConflict(conflict: StoredConflict, own: boolean): Conflict {
  const { id, mailboxId, linkId, at, field, link } = conflict;
  const place = placeOf(field);
  const frame = { id, mailboxId, linkId, appointmentId: link?.recordRef?.id ?? null, at: at.toISOString() };
  const kept = bothKept(conflict) ? 'both' : otherSide(conflict.losingSide);
  if (!own) {
    const hidden = { title: null, recurrenceId: null, participant: null, values: null, usable: false };
    return { ...frame, ...hidden, field: place.property, kept };
  }
  const { title, withheld } = link === null ? { title: null, withheld: false } : subjectOf(link);
  const [losing, winning] = [keptValue(conflict.losing) ?? null, keptValue(conflict.winning) ?? null];
  return {
    ...frame,
    title,
    ...(withheld ? { privacy: 'private' } : {}),
    field: place.field,
    recurrenceId: place.recurrenceId,
    participant: place.participant,
    kept,
    values:
      conflict.losingSide === 'crm' ? { crm: losing, mailbox: winning } : { crm: winning, mailbox: losing },
    usable: isUsable(conflict),
  };
}

/** A page of conflicts, newest first; `ownerOf` says whose a mailbox is. */
export async function conflictPage(
  query: PageQuery,
  read: (before: string | null, limit: number) => Promise<readonly StoredConflict[]>,
  isOwn: (mailboxId: string) => boolean | Promise<boolean>,
): Promise<PageOf<Conflict>> {
  const { limit, cursor } = pageAsked(query, /^[\da-f-]{36}$/);
  const page = cut(
    await read(cursor, limit + 1),
    limit,
    ({ id }) => id,
    (conflict) => conflict,
  );
  const items: Conflict[] = [];
  for (const conflict of page.items) items.push(contractConflict(conflict, await isOwn(conflict.mailboxId)));
  return { ...page, items };
}

/** Whether each side still holds its own value: nothing was written over either. */
function bothKept({ link, losingSide, field, losing, winning }: StoredConflict): boolean {
  if (link === null) return false;
  const holds = (side: keyof Link['observed'], value: typeof losing) => {
    const seen = link.observed[side];
    return seen.state === 'present' && equal(valueAt(seen.item, placeOf(field)), keptValue(value));
  };
  return holds(losingSide, losing) && holds(otherSide(losingSide), winning) && !equal(losing, winning);
}

/** Why an edit in the CRM would not reach this mailbox, or would be undone. */
const ONE_WAY: readonly string[] = [
  'attendee-copy',
  'collection-read-only',
  'direction-to-crm-only',
  'private-busy-only',
];

/** Whether an edit of the appointment would put the other value in place on both sides. */
function isUsable(conflict: StoredConflict): boolean {
  const { link, losing, field } = conflict;
  if (link?.state !== 'active' || link.recordRef === null || subjectOf(link).withheld) return false;
  const { crm } = link.observed;
  if (crm.state !== 'present' || (!bothKept(conflict) && ONE_WAY.includes(link.reason?.code ?? '')))
    return false;
  const place = placeOf(field);
  const value = keptValue(losing);
  return !equal(valueAt(crm.item, place), value) && editOf(crm.item as Event, place, value) !== null;
}
