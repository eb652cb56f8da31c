import { busyPeriods } from '../groupware/free-busy.ts';
import type { CalendarObject } from '../groupware/ical/calendar-object.ts';
import type { Frame } from '../groupware/ical/occurrences.ts';

/** What a free/busy answer is about. */
export interface FreeBusyAnswer {
  readonly objects: readonly CalendarObject[];
  readonly frame: Frame;
  /** Address of the one whose time it is. */
  readonly owner: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** UID of the question; a new one when nobody gave any. */
  readonly uid?: string;
  /** Content lines to add: the method of the calendar, the people of the VFREEBUSY. */
  readonly method?: string;
  readonly people?: readonly string[];
}

/** A VFREEBUSY (RFC 5545, 3.6.4) with the busy times of these events. */
export function freeBusyText(answer: FreeBusyAnswer): string {
  const { objects, frame, owner, now, uid = `free-busy-${String(now)}`, method, people = [] } = answer;
  const periods = busyPeriods(objects, frame, owner).map(
    ({ start, end, kind }) => `FREEBUSY;FBTYPE=${kind}:${utc(start)}/${utc(end)}`,
  );
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Liaison//Sandbox//EN',
    ...(method === undefined ? [] : [`METHOD:${method}`]),
    'BEGIN:VFREEBUSY',
    `UID:${uid}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(frame.from)}`,
    `DTEND:${utc(frame.to)}`,
    ...people,
    ...periods,
    'END:VFREEBUSY',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
