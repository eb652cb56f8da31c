// https://www.rfc-editor.org/rfc/rfc4791#section-7.10
import { busyPeriods } from '../../groupware/free-busy.ts';
import type { Frame } from '../../groupware/ical/occurrences.ts';
import type { SandboxResponse } from '../../http/message.ts';
import { calendarAt } from '../context.ts';
import type { CallContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { caldav } from '../xml/names.ts';
import { child } from '../xml/read.ts';
import type { XmlElement } from '../xml/read.ts';
import { frameOf } from './time-range.ts';

/** When the calendar is busy, as a VFREEBUSY. */
export function freeBusyQuery(context: CallContext, body: XmlElement): SandboxResponse {
  const calendar = calendarAt(context);
  const range = child(body, caldav('time-range'));
  if (range === undefined) throw new Problem(400, 'A free-busy-query has a time-range.');
  const frame = frameOf(range);
  const objects = context.groupware.events.in(calendar.id).map(({ object }) => object);
  return {
    status: 200,
    headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
    body: freeBusyText(context, objects, frame),
  };
}

function freeBusyText(
  { groupware, user }: CallContext,
  objects: Parameters<typeof busyPeriods>[0],
  frame: Frame,
): string {
  const lines = busyPeriods(objects, frame, user.address).map(
    ({ start, end, kind }) => `FREEBUSY;FBTYPE=${kind}:${utc(start)}/${utc(end)}`,
  );
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Liaison//Sandbox//EN',
    'BEGIN:VFREEBUSY',
    `UID:free-busy-${String(groupware.clock.now())}`,
    `DTSTAMP:${utc(groupware.clock.now())}`,
    `DTSTART:${utc(frame.from)}`,
    `DTEND:${utc(frame.to)}`,
    ...lines,
    'END:VFREEBUSY',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
