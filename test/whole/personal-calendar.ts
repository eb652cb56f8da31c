import type { Sandbox } from '../../src/sandbox/main.ts';

/** A person's hands in their calendar. Names are resources' (`1.ics`). */
export interface PersonalCalendar {
  put(name: string, text: string): void;
  remove(name: string): void;
  names(): readonly string[];
  text(name: string): string | undefined;
  /** The text with this UID, if there is one. */
  withUid(uid: string): string | undefined;
}

/** The hands of a person in their calendar `work`. Nobody is mailed. */
export function calendarOf({ groupware }: Sandbox, owner: string): PersonalCalendar {
  const calendarId = `${owner}/work`;
  const all = () => groupware.events.in(calendarId);
  return {
    put: (name, text) => void groupware.events.save({ calendarId, name, text, schedule: false }),
    remove: (name) => {
      groupware.events.remove({ calendarId, name, schedule: false });
    },
    names: () => all().map(({ name }) => name),
    text: (name) => groupware.events.find(calendarId, name)?.object.text,
    withUid: (uid) => all().find(({ object }) => object.uid === uid)?.object.text,
  };
}

/** An event's text; `lines` go into the VEVENT. One hour on 10 March 2026 unless they say otherwise. */
export function eventText(uid: string, title: string, lines: readonly string[] = []): string {
  const timed = lines.some((line) => line.startsWith('DTSTART'));
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//example//test//EN',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20260101T000000Z',
    ...(timed ? [] : ['DTSTART:20260310T090000Z', 'DURATION:PT1H']),
    `SUMMARY:${title}`,
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
