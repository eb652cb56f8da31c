import { readFileSync } from 'node:fs';
import { createGroupware } from '../../../src/sandbox/groupware/groupware.ts';
import { readCalendarObject } from '../../../src/sandbox/groupware/ical/calendar-object.ts';
import { withoutProperties } from '../../../src/sandbox/groupware/ical/edit.ts';
import { InvalidCalendar } from '../../../src/sandbox/groupware/ical/invalid-calendar.ts';
import { systemClock } from '../../../src/sandbox/clock.ts';
import { describeWith, referenceFiles } from '../../requirements.ts';
import { eventText, USERS, vevent } from '../support.ts';

const START = 'DTSTART:20260310T100000Z';

describe('what a calendar may hold', () => {
  it.each<[string, string, RegExp]>([
    ['something else', 'hello', /token/],
    ['half an object', eventText().slice(0, 180), /did not end/],
    ['another version', eventText().replace('VERSION:2.0', 'VERSION:1.0'), /VERSION/],
    ['no PRODID', eventText().replace('PRODID:-//test//EN\r\n', ''), /PRODID/],
    ['no event', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n', /no VEVENT/],
    ['a METHOD', eventText().replace('VERSION', 'METHOD:REQUEST\r\nVERSION'), /METHOD/],
    ['no UID', eventText().replace('UID:one@test\r\n', ''), /UID/],
    ['an empty UID', eventText({ uid: '' }), /UID/],
    ['no DTSTAMP', eventText().replace('DTSTAMP:20260101T000000Z\r\n', ''), /DTSTAMP/],
    ['no DTSTART', eventText({ lines: ['SUMMARY:x'] }), /DTSTART/],
    ['two UIDs', eventText({ more: vevent('two@test', [START]) }), /different UIDs/],
    ['two masters', eventText({ more: vevent('one@test', [START]) }), /without RECURRENCE-ID/],
    ['a task', eventText().replaceAll('VEVENT', 'VTODO'), /VTODO/],
    ['a day that is not', eventText({ lines: ['DTSTART:20260230T100000Z'] }), /DTSTART/],
    ['a date in words', eventText({ lines: ['DTSTART:tomorrow'] }), /DTSTART/],
    ['an end before the start', eventText({ lines: [START, 'DTEND:20260310T090000Z'] }), /ends before/],
    [
      'an end and a duration',
      eventText({ lines: [START, 'DTEND:20260310T110000Z', 'DURATION:PT1H'] }),
      /both/,
    ],
    ['a negative duration', eventText({ lines: [START, 'DURATION:-PT1H'] }), /negative/],
    [
      'a date that ends at a time',
      eventText({ lines: ['DTSTART;VALUE=DATE:20260310', 'DTEND:20260310T110000Z'] }),
      /types/,
    ],
    ['a floating end', eventText({ lines: [START, 'DTEND:20260310T110000'] }), /floats/],
    ['what trips the parser', 'SUMMARY:lost', /iCalendar/],
    ['a rule without sense', eventText({ lines: [START, 'RRULE:FREQ=NEVER'] }), /frequency/],
    [
      'a rule beyond the month',
      eventText({ lines: [START, 'RRULE:FREQ=DAILY;BYMONTHDAY=99'] }),
      /BYMONTHDAY|RRULE/,
    ],
    [
      'COUNT and UNTIL',
      eventText({ lines: [START, 'RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101'] }),
      /both COUNT/,
    ],
    [
      'an unknown zone',
      eventText({ lines: ['DTSTART;TZID=Nowhere:20260310T100000'] }),
      /VTIMEZONE for Nowhere/,
    ],
    ['control characters', eventText({ lines: [START, 'SUMMARY:a\u0001b'] }), /control/],
    ['two calendars', eventText() + eventText(), /one VCALENDAR/],
  ])('is not %s', (_name, text, message) => {
    expect(() => readCalendarObject(text)).toThrow(InvalidCalendar);
    expect(() => readCalendarObject(text)).toThrow(message);
  });

  it('is an event with its exceptions, by original start', () => {
    const exception = (day: string): readonly string[] =>
      vevent('one@test', [`RECURRENCE-ID:202603${day}T100000Z`, START]);
    const lines = [START, 'RRULE:FREQ=DAILY;COUNT=9'];
    const object = readCalendarObject(eventText({ lines, more: [...exception('12'), ...exception('13')] }));
    expect(object.exceptions.map(({ recurrenceId }) => recurrenceId)).toEqual([
      Date.UTC(2026, 2, 12, 10),
      Date.UTC(2026, 2, 13, 10),
    ]);
    const twice = eventText({ lines, more: [...exception('12'), ...exception('12')] });
    expect(() => readCalendarObject(twice)).toThrow(/occurs twice/);
  });

  it('loses named properties and nothing else when told to', () => {
    const text = eventText({ lines: [START, 'X-CRM;X-P="q:1":record/42', 'LOCATION:Here', 'X-OTHER:1'] });
    expect(withoutProperties(text, ['x-crm', 'Location'])).toBe(
      text.replace('X-CRM;X-P="q:1":record/42\r\n', '').replace('LOCATION:Here\r\n', ''),
    );
  });
});

describeWith(['reference-data'], 'real-world calendars', () => {
  it('come back as they were, byte for byte, wherever a calendar may hold them', () => {
    const groupware = createGroupware(systemClock());
    for (const user of USERS) groupware.users.add(user);
    const { id } = groupware.calendars.add({ owner: 'alice', slug: 'work', name: 'Work' });
    let held = 0;
    const surprises: string[] = [];
    for (const [index, file] of referenceFiles('ical', '.ics').entries()) {
      const text = readFileSync(file, 'utf8');
      const name = `${String(index)}.ics`;
      try {
        groupware.events.save({ calendarId: id, name, text, schedule: false });
        held += 1;
        if (groupware.events.find(id, name)?.object.text !== text) surprises.push(file);
      } catch (error) {
        const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
        if (!(error instanceof InvalidCalendar) && code !== 'uid-conflict')
          surprises.push(`${file}: ${String(error)}`);
      }
    }
    expect(surprises).toEqual([]);
    expect(held).toBeGreaterThan(40);
  });
});
