import { globalObjectId } from '../global-object-id.ts';
import { readFreeBusy } from '../fields/free-busy.ts';
import { reminderMinutes } from '../fields/reminder.ts';
import { dateTime, textOf } from '../fields/values.ts';
import type { ItemView } from '../view.ts';
import type { ExtendedPath } from './path.ts';

const APPOINTMENT = 'set/00062002-0000-0000-c000-000000000046/id/';
const COMMON = 'set/00062008-0000-0000-c000-000000000046/id/';
const MEETING = 'set/6ed8da90-450b-101b-98da-00aa003f1305/id/';

const BUSY = ['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere'];

/**
 * MAPI properties that say the same as an item's elements; read only here.
 * https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal/
 */
const MIRRORED: Readonly<Record<string, (view: ItemView) => string>> = {
  'tag/1a': () => 'IPM.Appointment',
  'tag/37': ({ event }) => textOf(event, 'summary') ?? '',
  [`${APPOINTMENT}${String(0x8201)}`]: ({ part }) => String(part.sequence),
  [`${APPOINTMENT}${String(0x8205)}`]: (view) => String(BUSY.indexOf(readFreeBusy(view))),
  [`${APPOINTMENT}${String(0x8208)}`]: ({ event }) => textOf(event, 'location') ?? '',
  [`${APPOINTMENT}${String(0x820d)}`]: ({ start }) => dateTime(start),
  [`${APPOINTMENT}${String(0x820e)}`]: ({ end }) => dateTime(end),
  [`${APPOINTMENT}${String(0x8213)}`]: ({ start, end }) => String(Math.round((end - start) / 60_000)),
  [`${APPOINTMENT}${String(0x8215)}`]: ({ allDay }) => String(allDay),
  [`${APPOINTMENT}${String(0x8223)}`]: ({ kind }) => String(kind === 'RecurringMaster'),
  [`${COMMON}${String(0x8501)}`]: ({ event }) => String(reminderMinutes(event) ?? 0),
  [`${COMMON}${String(0x8503)}`]: ({ event }) => String(reminderMinutes(event) !== null),
  [`${COMMON}${String(0x8506)}`]: ({ event }) =>
    String(/^(PRIVATE|CONFIDENTIAL)$/i.test(textOf(event, 'class') ?? '')),
  [`${MEETING}3`]: (view) => globalObjectId(view.subject.copy.object.uid, originalDay(view)),
  [`${MEETING}35`]: ({ subject }) => globalObjectId(subject.copy.object.uid, null),
};

/** The value of a MAPI property that mirrors something of the item, or null. */
export function mirroredValue(view: ItemView, { key }: ExtendedPath): string | null {
  return MIRRORED[key]?.(view) ?? null;
}

/** The day, on the clock of the series, on which an occurrence was to be. */
function originalDay({ originalStart, startZone }: ItemView): string | null {
  if (originalStart === null) return null;
  return startZone.toWall(originalStart).slice(0, 10);
}
