import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { calendarMapping } from '../../../../src/sandbox/ews/calendar/mapping.ts';
import { readCalendarObject } from '../../../../src/sandbox/groupware/ical/calendar-object.ts';
import { readXml } from '../../../../src/sandbox/xml/read.ts';
import type { XmlElement } from '../../../../src/sandbox/xml/tree.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';
import { eventText, vevent } from '../../support.ts';
import {
  created,
  eventLines,
  itemOf,
  plain,
  problem,
  schemaErrors,
  shape,
  text,
  writing,
} from './support.ts';

const TIMES = '<Start>2026-03-10T09:00:00Z</Start><End>2026-03-10T10:00:00Z</End>';
const BERLIN = '<StartTimeZone Id="W. Europe Standard Time"/>';

function mime(content: string): string {
  return `<MimeContent>${Buffer.from(content).toString('base64')}</MimeContent>`;
}

function attendee(name: string): string {
  return `<Attendee><Mailbox><Name>${name}</Name><EmailAddress>${name}@example.org</EmailAddress></Mailbox></Attendee>`;
}

describe('a new item', () => {
  it('has every field in its iCalendar text', () => {
    const lines = eventLines(
      created(
        '<Subject>Lunch, then</Subject><Sensitivity>Private</Sensitivity><Body BodyType="Text">Bring\nboth</Body>' +
          '<Categories><String>Red</String><String>CRM</String></Categories><Importance>High</Importance>' +
          `<ReminderIsSet>true</ReminderIsSet><ReminderMinutesBeforeStart>60</ReminderMinutesBeforeStart>${TIMES}` +
          '<LegacyFreeBusyStatus>OOF</LegacyFreeBusyStatus><Location>Room 1</Location>' +
          `<RequiredAttendees>${attendee('ben')}</RequiredAttendees><OptionalAttendees>${attendee('cleo')}</OptionalAttendees>` +
          `<Resources>${attendee('room')}</Resources>${BERLIN}`,
      ),
    );
    expect(lines).toEqual([
      'BEGIN:VEVENT',
      'SUMMARY:Lunch\\, then',
      'CLASS:PRIVATE',
      'DESCRIPTION:Bring\\nboth',
      'CATEGORIES:Red,CRM',
      'PRIORITY:1',
      'X-MICROSOFT-CDO-BUSYSTATUS:OOF',
      'TRANSP:OPAQUE',
      'LOCATION:Room 1',
      'ATTENDEE;CN=ben;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;ROLE=REQ-PARTICIPANT:mailto:ben@example.org',
      'ORGANIZER;CN=Anna Demo:mailto:anna@example.org',
      'ATTENDEE;CN=cleo;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;ROLE=OPT-PARTICIPANT:mailto:cleo@example.org',
      'ATTENDEE;CN=room;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT:mailto:room@example.org',
      'DTSTART;TZID=Europe/Berlin:20260310T100000',
      'DTEND;TZID=Europe/Berlin:20260310T110000',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Reminder',
      'TRIGGER:-PT1H',
      'END:VALARM',
      'END:VEVENT',
    ]);
  });

  it("has Exchange's defaults", () => {
    const item = itemOf(created(''));
    expect([text(item, 'Start'), text(item, 'End')]).toEqual([
      '2026-11-21T14:00:00Z',
      '2026-11-21T14:30:00Z',
    ]);
    expect([text(item, 'ReminderIsSet'), text(item, 'ReminderMinutesBeforeStart')]).toEqual(['true', '15']);
    expect(text(item, 'LegacyFreeBusyStatus')).toBe('Busy');
    expect(text(item, 'UID')).toMatch(/^040000008200E00074C5B7101A82E008[\dA-F]{80}$/);
    expect(text(itemOf(created('<UID>mine</UID>')), 'UID')).toBe('mine');
  });

  it('takes times with an offset, with nine decimals, and those without on the clock of the context', () => {
    const times = '<Start>2026-07-01T10:00:00.123456789+02:00</Start><End>2026-07-01T11:30:00</End>';
    const item = itemOf(created(times, 'W. Europe Standard Time'));
    expect([text(item, 'Start'), text(item, 'End')]).toEqual([
      '2026-07-01T08:00:00Z',
      '2026-07-01T09:30:00Z',
    ]);
    expect(text(item, 'StartTimeZoneId')).toBe('W. Europe Standard Time');
    expect(text(itemOf(created(times.replaceAll('+02:00', ''))), 'Start')).toBe('2026-07-01T10:00:00Z');
  });

  it('is all day from midnight to midnight in its zone', () => {
    const lines = eventLines(
      created(
        `<Start>2026-03-10T08:00:00Z</Start><End>2026-03-11T08:00:00Z</End><IsAllDayEvent>true</IsAllDayEvent>${BERLIN}`,
      ),
    );
    expect(lines).toContain('DTSTART;VALUE=DATE:20260310');
    expect(lines).toContain('DTEND;VALUE=DATE:20260312');
    expect(lines).toContain('X-EWS-ALL-DAY-ZONE:Europe/Berlin');
  });

  it("keeps a client's own time zone as VTIMEZONE", () => {
    const zone =
      '<StartTimeZone Id="Ours" Name="Our zone"><Periods><Period Bias="-PT3H" Name="Standard" Id="s"/><Period Bias="-PT4H" Name="Daylight" Id="d"/></Periods>' +
      '<TransitionsGroups><TransitionsGroup Id="0">' +
      '<RecurringDayTransition><To Kind="Period">d</To><TimeOffset>PT2H</TimeOffset><Month>4</Month><DayOfWeek>Sunday</DayOfWeek><Occurrence>1</Occurrence></RecurringDayTransition>' +
      '<RecurringDayTransition><To Kind="Period">s</To><TimeOffset>PT3H</TimeOffset><Month>9</Month><DayOfWeek>Sunday</DayOfWeek><Occurrence>-1</Occurrence></RecurringDayTransition>' +
      '</TransitionsGroup></TransitionsGroups><Transitions><Transition><To Kind="Group">0</To></Transition></Transitions></StartTimeZone>';
    const stored = created(`<Start>2026-06-01T06:00:00Z</Start><End>2026-06-01T07:00:00Z</End>${zone}`);
    expect(stored).toContain('DTSTART;TZID=Ours:20260601T100000');
    const item = itemOf(stored);
    expect(text(item, 'Start')).toBe('2026-06-01T06:00:00Z');
    const shown = plain(item.children.find(({ name }) => name === 'StartTimeZone'));
    expect(shown).toContain('Bias="-PT4H"');
    expect(shown).toContain('<Month>9</Month><DayOfWeek>Sunday</DayOfWeek><Occurrence>-1</Occurrence>');
  });

  it('recurs from the first day of its pattern', () => {
    const recurrence =
      '<Recurrence><WeeklyRecurrence><Interval>1</Interval><DaysOfWeek>Thursday</DaysOfWeek></WeeklyRecurrence>' +
      '<EndDateRecurrence><StartDate>2026-03-10Z</StartDate><EndDate>2026-04-02+01:00</EndDate></EndDateRecurrence></Recurrence>';
    const stored = created(`${TIMES}${recurrence}${BERLIN}`);
    expect(eventLines(stored)).toEqual(
      expect.arrayContaining([
        'DTSTART;TZID=Europe/Berlin:20260312T100000',
        'DTEND;TZID=Europe/Berlin:20260312T110000',
        'RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20260402T080000Z',
      ]),
    );
    expect(text(itemOf(stored), 'Recurrence', 'EndDateRecurrence', 'EndDate')).toBe('2026-04-02');
    expect(problem(() => created(`${TIMES}${recurrence.replace('2026-04-02', '2026-03-11')}`))).toBe(
      'ErrorRecurrenceHasNoOccurrence',
    );
    const long = '<Start>2026-03-10T09:00:00Z</Start><End>2026-03-18T09:00:00Z</End>';
    expect(problem(() => created(`${long}${recurrence}`))).toBe('ErrorOccurrenceTimeSpanTooBig');
  });

  it('gives back an HTML body as a whole document', () => {
    const item = itemOf(created('<Body BodyType="HTML">&lt;b&gt;Hello&lt;/b&gt; &amp;amp; bye</Body>'));
    const body = item.children.find(({ name }) => name === 'Body');
    expect(body?.attributes['BodyType']).toBe('HTML');
    expect(body?.text).toMatch(/^<html>[\s\S]*charset=utf-8[\s\S]*<b>Hello<\/b> &amp; bye/);
    const asText = itemOf(
      created('<Body BodyType="HTML">&lt;b&gt;Hello&lt;/b&gt; &amp;amp; bye</Body>'),
      null,
      shape([], { body: 'Text' }),
    );
    expect(text(asText, 'Body')).toBe('Hello & bye');
  });

  it('keeps extended properties of every type that it is', () => {
    const property = (type: string, value: string): string =>
      `<ExtendedProperty><ExtendedFieldURI PropertySetId="C11FF724-AA03-4555-9952-8FA248A11C3E" PropertyName="x;y:z" PropertyType="${type}"/>${value}</ExtendedProperty>`;
    const stored = created(property('String', '<Value>a,b;c&#10;"d" ü</Value>'));
    const field = readXml(property('String', '')).children[0];
    const path = { kind: 'extended', element: field ?? itemOf(stored) } as const;
    const item = itemOf(stored, null, { ...shape([], { base: 'IdOnly' }), additional: [path] });
    expect(item.children[1]?.children[1]?.text).toBe('a,b;c\n"d" ü');
    for (const [type, value] of [
      ['Integer', '<Value>one</Value>'],
      ['Integer', '<Value>2147483648</Value>'],
      ['Boolean', '<Value>yes</Value>'],
      ['SystemTime', '<Value>today</Value>'],
      ['String', '<Values><Value>a</Value></Values>'],
      ['StringArray', '<Value>a</Value>'],
    ] as const) {
      expect(problem(() => created(property(type, value)))).toBe('ErrorInvalidExtendedPropertyValue');
    }
  });

  it.each([
    [
      'ErrorCalendarEndDateIsEarlierThanStartDate',
      '<Start>2026-03-10T09:00:00Z</Start><End>2026-03-10T08:00:00Z</End>',
    ],
    ['ErrorCalendarDurationIsTooLong', '<Start>2026-03-10T09:00:00Z</Start><End>2031-03-11T08:00:00Z</End>'],
    ['ErrorInvalidPropertySet', '<IsMeeting>true</IsMeeting>'],
    ['ErrorInvalidPropertySet', '<CalendarItemType>Single</CalendarItemType>'],
    ['ErrorCalendarInvalidPropertyValue', '<LegacyFreeBusyStatus>NoData</LegacyFreeBusyStatus>'],
    [
      'ErrorMissingInformationEmailAddress',
      '<RequiredAttendees><Attendee><Mailbox><Name>x</Name></Mailbox></Attendee></RequiredAttendees>',
    ],
    ['ErrorTimeZone', `${TIMES}<StartTimeZone Id="Nowhere Time"/>`],
    ['ErrorPropertyValidationFailure', `<Subject>${'x'.repeat(256)}</Subject>`],
    ['ErrorPropertyValidationFailure', `<Location>${'x'.repeat(256)}</Location>`],
    ['ErrorMimeContentInvalid', '<MimeContent>***</MimeContent>'],
    ['ErrorMimeContentInvalid', mime('hello')],
    ['ErrorMimeContentInvalid', mime(eventText({ lines: ['DTSTART:tomorrow'] }))],
    [
      'ErrorUnsupportedRecurrence',
      mime(eventText({ lines: ['DTSTART:20260310T100000Z', 'RRULE:FREQ=HOURLY'] })),
    ],
  ])('is refused: %s', (code, content) => {
    expect(problem(() => created(content))).toBe(code);
  });
});

describe('a new item of MIME content', () => {
  const windows = eventText({
    lines: [
      'DTSTART;TZID=W. Europe Standard Time:20260310T100000',
      'DTEND;TZID=W. Europe Standard Time:20260310T110000',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE;TZID=W. Europe Standard Time:20260317T090000Z',
      'X-KEPT;X-P=1:yes',
    ],
    more: vevent('one@test', [
      'RECURRENCE-ID;TZID=W. Europe Standard Time:20260324T100000',
      'DTSTART;TZID=W. Europe Standard Time:20260324T150000',
    ]),
  });

  it('is stored as it came, zones by their IANA names, without METHOD and other events', () => {
    const sent = windows
      .replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:PUBLISH')
      .replace(
        'END:VCALENDAR',
        [...vevent('two@test', ['DTSTART:20260310T100000Z']), 'END:VCALENDAR'].join('\r\n'),
      );
    const stored = created(mime(sent));
    expect(stored).not.toContain('METHOD');
    expect(stored).not.toContain('two@test');
    expect(stored).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin');
    expect(eventLines(stored)).toEqual(
      expect.arrayContaining([
        'DTSTART;TZID=Europe/Berlin:20260310T100000',
        'EXDATE:20260317T090000Z',
        'X-KEPT;X-P=1:yes',
        'RECURRENCE-ID;TZID=Europe/Berlin:20260324T100000',
      ]),
    );
    expect(eventLines(stored).some((line) => line.startsWith('TRIGGER'))).toBe(false);
  });

  it('has fields beside it that count more', () => {
    const stored = created(`${mime(windows)}<Subject>Other</Subject><ReminderIsSet>true</ReminderIsSet>`);
    expect(text(itemOf(stored), 'Subject')).toBe('Other');
    expect(text(itemOf(stored), 'ReminderIsSet')).toBe('true');
    expect(text(itemOf(stored), 'CalendarItemType')).toBe('RecurringMaster');
  });

  it('comes back from what was shown of another', () => {
    const first = created(mime(windows));
    const again = created(
      `<MimeContent>${text(itemOf(first, null, shape([], { mimeContent: true })), 'MimeContent') ?? ''}</MimeContent>`,
    );
    const instants = (stored: string): unknown => {
      const { master, exceptions } = readCalendarObject(stored);
      return [
        master?.startsAt,
        [...(master?.excluded ?? [])],
        exceptions.map((part) => [part.recurrenceId, part.startsAt]),
      ];
    };
    expect(instants(again)).toEqual(instants(first));
  });
});

function all(element: XmlElement, name: string): readonly XmlElement[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((one) => all(one, name))];
}

describeWith(['reference-data', 'xmllint'], 'the documented requests to create calendar items', () => {
  const files = referenceFiles('ews-samples', '.xml').filter((file) =>
    /^CreateItem-calendar.*-request-/.test(basename(file)),
  );

  it('are taken, and what they create is valid and says the same', () => {
    const items: XmlElement[] = [];
    for (const file of files) {
      const request = readXml(readFileSync(file, 'utf8'));
      const zone = all(request, 'TimeZoneContext')[0]?.children[0] ?? null;
      for (const wanted of all(request, 'CalendarItem')) {
        const surroundings = { ...writing(), timeZoneContext: zone };
        const item = itemOf(calendarMapping.calendarObjectFrom(wanted, surroundings));
        items.push(item);
        for (const name of ['Subject', 'Location', 'LegacyFreeBusyStatus', 'ReminderMinutesBeforeStart']) {
          if (text(wanted, name) !== undefined) expect(text(item, name)).toBe(text(wanted, name));
        }
        const people = (of: XmlElement): readonly string[] =>
          all(of, 'Attendee').map((one) => (text(one, 'Mailbox', 'EmailAddress') ?? '').trim().toLowerCase());
        expect(people(item)).toEqual(people(wanted));
        expect(all(item, 'Interval').map(plain)).toEqual(all(wanted, 'Interval').map(plain));
      }
    }
    expect(items.length).toBeGreaterThan(9);
    expect(schemaErrors(items, 'ews')).toBe('');
    expect(schemaErrors(items, 'ews/exchange-15.2')).toBe('');
  });
});
