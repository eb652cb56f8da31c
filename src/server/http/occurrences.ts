import type { Occurrence, Occurrences } from '../../contract/index.ts';
import type { Event } from '../../sync/kinds/event/event.ts';
import { occurrences, type Occurrence as EventOccurrence } from '../../sync/kinds/event/occurrences.ts';
import { toInstant } from '../../sync/kinds/event/local-time.ts';
import { listAppointments, type AppointmentRecord } from '../storage/records/appointment-list.ts';
import type { AppointmentSource } from './appointments.ts';
import type { Caller } from './api.ts';
import type { OccurrenceRange } from './services.ts';
import { NOWHERE, privacyOf, type Standings } from './standing.ts';

const DAY = 86_400_000;
/** Appointments are read in pages of this size. */
const PAGE = 200;

/**
 * The meetings of a range, one entry per occurrence, in the order of their starts. Appointments without a zone happen at
 * the caller's local time: storage knows them as UTC, so a day more on either side is looked at.
 */
export async function occurrencesOf(
  { db, timeZoneOf, standings }: AppointmentSource,
  caller: Caller,
  { from, to, userId, limit }: OccurrenceRange,
): Promise<Occurrences> {
  const zone = await timeZoneOf(caller.id);
  const window = { from: from.getTime(), to: to.getTime() };
  const items: Found[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAppointments(db, caller.id, {
      limit: PAGE,
      cursor,
      from: new Date(window.from - DAY),
      to: new Date(window.to + DAY),
      userId: userId ?? undefined,
    });
    for (const record of page?.items ?? []) items.push(...inWindow(record, window, zone, limit + 1));
    cursor = page?.nextCursor ?? undefined;
  } while (cursor !== undefined);
  items.sort(({ occurrence: a }, { occurrence: b }) =>
    a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0,
  );
  return { items: await standing(items.slice(0, limit), standings), truncated: items.length > limit };
}

/** An occurrence before it is known how its appointment stands in mailboxes. */
interface Found {
  readonly occurrence: Omit<Occurrence, 'privacy' | 'synchronisation'>;
  readonly event: Event;
}

async function standing(found: readonly Found[], standings: Standings): Promise<Occurrence[]> {
  const known = await standings([...new Set(found.map(({ occurrence }) => occurrence.appointmentId))]);
  return found.map(({ occurrence, event }) => {
    const own = known.get(occurrence.appointmentId) ?? NOWHERE;
    return { ...occurrence, ...privacyOf(event, own), synchronisation: [...own.entries] };
  });
}

function inWindow(
  record: AppointmentRecord,
  window: { readonly from: number; readonly to: number },
  zone: string,
  limit: number,
): readonly Found[] {
  const wide = { from: window.from - DAY, to: window.to + DAY };
  return occurrences(record.event, wide, limit)
    .map((occurrence) => ({
      occurrence: contractOccurrence(record, occurrence, zone),
      event: occurrence.event,
    }))
    .filter(({ occurrence: { startsAt, endsAt } }) => {
      const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)];
      return start < window.to && Math.max(end, start + 1) > window.from;
    });
}

function contractOccurrence(
  record: AppointmentRecord,
  occurrence: EventOccurrence,
  zone: string,
): Found['occurrence'] {
  const { event, recurrenceId, startMs, endMs } = occurrence;
  const floating = event.timeZone === undefined;
  // Floating times were worked out as if they were UTC; they are the caller's.
  const shift = floating ? toInstant(event.start, zone) - startMs : 0;
  const patch = recurrenceId === null ? undefined : record.event.recurrenceOverrides?.[recurrenceId];
  return {
    appointmentId: record.id,
    recurrenceId,
    title: event.title ?? '',
    start: event.start,
    timeZone: event.timeZone ?? null,
    startsAt: new Date(startMs + shift).toISOString(),
    endsAt: new Date(endMs + shift).toISOString(),
    showWithoutTime: event.showWithoutTime ?? false,
    location: Object.values(event.locations ?? {})[0]?.name ?? '',
    status: event.status ?? 'confirmed',
    exception: patch !== undefined && Object.keys(patch).length > 0,
    users: [...record.users],
  };
}
