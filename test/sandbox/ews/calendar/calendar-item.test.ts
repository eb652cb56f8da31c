import { readFileSync } from 'node:fs';
import { calendarMapping } from '../../../../src/sandbox/ews/calendar/mapping.ts';
import { tWith } from '../../../../src/sandbox/ews/xml.ts';
import { readCalendarObject } from '../../../../src/sandbox/groupware/ical/calendar-object.ts';
import { InvalidCalendar } from '../../../../src/sandbox/groupware/ical/invalid-calendar.ts';
import type { XmlElement } from '../../../../src/sandbox/xml/tree.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';
import { eventText, vevent } from '../../support.ts';
import { copyOf, itemOf, plain, problem, READING, schemaErrors, shape, text } from './support.ts';

const ZURICH = ['DTSTART;TZID=Europe/Zurich:20260310T100000', 'DTEND;TZID=Europe/Zurich:20260310T110000'];
const WEEKLY = [...ZURICH, 'RRULE:FREQ=WEEKLY;COUNT=4', 'SUMMARY:Series'];
const SERIES = eventText({
  lines: [...WEEKLY, 'EXDATE;TZID=Europe/Zurich:20260317T100000'],
  more: vevent('one@test', [
    'RECURRENCE-ID;TZID=Europe/Zurich:20260331T100000',
    'DTSTART;TZID=Europe/Zurich:20260331T150000',
    'DTEND;TZID=Europe/Zurich:20260331T170000',
    'SUMMARY:Moved',
  ]),
});

/** An item with these content lines, and one property of it. */
function value(lines: readonly string[], ...path: readonly string[]): string | undefined {
  return text(itemOf(eventText({ lines: [...ZURICH, ...lines] })), ...path);
}

describe('an item shows', () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ['Subject', 'Lunch, then', ['SUMMARY:Lunch\\, then']],
    ['Location', 'Room 1', ['LOCATION:Room 1']],
    ['Location', undefined, []],
    ['Sensitivity', 'Normal', []],
    ['Sensitivity', 'Private', ['CLASS:PRIVATE']],
    ['Sensitivity', 'Personal', ['CLASS:X-PERSONAL']],
    ['Sensitivity', 'Private', ['CLASS:X-WHATEVER']],
    ['Importance', 'High', ['PRIORITY:2']],
    ['Importance', 'Normal', ['PRIORITY:5']],
    ['Importance', 'Low', ['PRIORITY:9']],
    ['LegacyFreeBusyStatus', 'Busy', []],
    ['LegacyFreeBusyStatus', 'Free', ['TRANSP:TRANSPARENT']],
    ['LegacyFreeBusyStatus', 'OOF', ['X-MICROSOFT-CDO-BUSYSTATUS:OOF']],
    ['LegacyFreeBusyStatus', 'Free', ['X-MICROSOFT-CDO-BUSYSTATUS:OOF', 'TRANSP:TRANSPARENT']],
    ['LegacyFreeBusyStatus', 'Busy', ['X-MICROSOFT-CDO-BUSYSTATUS:FREE', 'TRANSP:OPAQUE']],
    ['LegacyFreeBusyStatus', 'Tentative', ['STATUS:TENTATIVE']],
    ['IsCancelled', 'true', ['STATUS:CANCELLED']],
    ['ReminderIsSet', 'false', []],
    ['ReminderMinutesBeforeStart', '30', ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT30M', 'END:VALARM']],
    ['UID', 'one@test', []],
    ['CalendarItemType', 'Single', []],
    ['Start', '2026-03-10T09:00:00Z', []],
    ['End', '2026-03-10T10:00:00Z', []],
    ['StartWallClock', '2026-03-10T10:00:00', []],
    ['StartTimeZoneId', 'W. Europe Standard Time', []],
    ['Duration', 'PT1H', []],
    ['IsMeeting', 'false', []],
    ['MyResponseType', 'Unknown', []],
    ['JoinOnlineMeetingUrl', 'https://meet.example/1', ['X-GOOGLE-CONFERENCE:https://meet.example/1']],
    ['AllowNewTimeProposal', 'false', ['X-MICROSOFT-DISALLOW-COUNTER:TRUE']],
    ['AppointmentSequenceNumber', '3', ['SEQUENCE:3']],
    ['LastModifiedTime', '2026-02-01T00:00:00Z', []],
    ['DateTimeCreated', '2026-01-05T00:00:00Z', []],
    ['DateTimeStamp', '2026-01-01T00:00:00Z', []],
  ])('%s %s', (name, expected, lines) => {
    expect(value(lines, name)).toBe(expected);
  });

  it('all categories, once each', () => {
    const item = itemOf(eventText({ lines: [...ZURICH, 'CATEGORIES:Red,CRM', 'CATEGORIES:Red,"x'] }));
    expect(item.children.find(({ name }) => name === 'Categories')?.children.map((one) => one.text)).toEqual([
      'Red',
      'CRM',
      '"x',
    ]);
  });

  it('a body in the form that was asked for, and the text when somebody changed it since', () => {
    const html = 'X-ALT-DESC;FMTTYPE=text/html:<p>Bring <b>both</b>\\, please</p>';
    const stored = eventText({ lines: [...ZURICH, 'DESCRIPTION:Bring both\\, please', html] });
    expect(text(itemOf(stored), 'Body')).toBe('<p>Bring <b>both</b>, please</p>');
    expect(text(itemOf(stored, null, shape([], { body: 'Text' })), 'Body')).toBe('Bring both, please');
    const changed = stored.replace('DESCRIPTION:Bring both', 'DESCRIPTION:Bring neither');
    expect(text(itemOf(changed), 'Body')).toBe('Bring neither, please');
    expect(text(itemOf(changed, null, shape([], { body: 'HTML' })), 'Body')).toContain(
      'Bring neither, please',
    );
    expect(text(itemOf(stored, null, shape(['item:TextBody'])), 'TextBody')).toBe('Bring both, please');
  });

  it('all-day events from midnight to midnight in their zone', () => {
    const dates = ['DTSTART;VALUE=DATE:20260310', 'DTEND;VALUE=DATE:20260312'];
    const plainDays = itemOf(eventText({ lines: dates }));
    expect([text(plainDays, 'Start'), text(plainDays, 'End'), text(plainDays, 'IsAllDayEvent')]).toEqual([
      '2026-03-10T00:00:00Z',
      '2026-03-12T00:00:00Z',
      'true',
    ]);
    const zoned = itemOf(eventText({ lines: [...dates, 'X-EWS-ALL-DAY-ZONE:Europe/Zurich'] }));
    expect([text(zoned, 'Start'), text(zoned, 'End')]).toEqual([
      '2026-03-09T23:00:00Z',
      '2026-03-11T23:00:00Z',
    ]);
  });
});

describe('a meeting shows', () => {
  const people = [
    'ORGANIZER;CN=Anna Demo:mailto:anna@example.org',
    'ATTENDEE;CN=Anna Demo;PARTSTAT=ACCEPTED:mailto:anna@example.org',
    'ATTENDEE;CN="Berg, Ben";PARTSTAT=ACCEPTED:mailto:Ben@example.org',
    'ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;SCHEDULE-STATUS=1.2:mailto:cleo@example.org',
    'ATTENDEE;CUTYPE=ROOM;PARTSTAT=DECLINED:mailto:room@example.org',
  ];

  it('its people with their answers', () => {
    const item = itemOf(eventText({ lines: [...ZURICH, ...people] }));
    const list = (name: string): readonly string[] =>
      item.children
        .filter((one) => one.name === name)
        .flatMap(({ children }) => children)
        .map((one) =>
          [
            text(one, 'Mailbox', 'Name'),
            text(one, 'Mailbox', 'EmailAddress'),
            text(one, 'ResponseType'),
          ].join('|'),
        );
    expect(list('RequiredAttendees')).toEqual([
      'Anna Demo|anna@example.org|Organizer',
      'Berg, Ben|ben@example.org|Accept',
    ]);
    expect(list('OptionalAttendees')).toEqual(['cleo@example.org|cleo@example.org|Unknown']);
    expect(list('Resources')).toEqual(['room@example.org|room@example.org|Decline']);
    expect(text(item, 'MyResponseType')).toBe('Organizer');
    expect(text(item, 'MeetingRequestWasSent')).toBe('true');
    expect(text(item, 'AppointmentState')).toBe('1');
    expect(text(item, 'IsOrganizer')).toBe('true');
  });

  it('the own answer to whom it was sent', () => {
    const asked = people.map((line) => line.replaceAll(/anna@/g, 'dan@').replace(/cleo@/, 'anna@'));
    const item = itemOf(eventText({ lines: [...ZURICH, ...asked] }));
    expect(text(item, 'MyResponseType')).toBe('NoResponseReceived');
    expect(text(item, 'AppointmentState')).toBe('3');
    expect(text(item, 'LegacyFreeBusyStatus')).toBe('Tentative');
    expect(text(item, 'Organizer', 'Mailbox', 'EmailAddress')).toBe('dan@example.org');
    expect(item.children.find(({ name }) => name === 'ResponseObjects')?.children[0]?.name).toBe(
      'AcceptItem',
    );
  });
});

describe('a series shows', () => {
  it('its pattern, its first and last, what moved and what is gone', () => {
    const item = itemOf(SERIES);
    expect(text(item, 'CalendarItemType')).toBe('RecurringMaster');
    const part = (name: string): string => plain(item.children.find((one) => one.name === name));
    expect(part('Recurrence')).toBe(
      '<Recurrence><WeeklyRecurrence><Interval>1</Interval><DaysOfWeek>Tuesday</DaysOfWeek></WeeklyRecurrence>' +
        '<NumberedRecurrence><StartDate>2026-03-10</StartDate><NumberOfOccurrences>4</NumberOfOccurrences></NumberedRecurrence></Recurrence>',
    );
    expect(part('LastOccurrence')).toContain('<Start>2026-03-31T13:00:00Z</Start>');
    expect(part('LastOccurrence')).toContain('<OriginalStart>2026-03-31T08:00:00Z</OriginalStart>');
    expect(part('ModifiedOccurrences')).toContain('<End>2026-03-31T15:00:00Z</End>');
    expect(part('DeletedOccurrences')).toBe(
      '<DeletedOccurrences><DeletedOccurrence><Start>2026-03-17T09:00:00Z</Start></DeletedOccurrence></DeletedOccurrences>',
    );
  });

  it('occurrences with their own times', () => {
    const plainOne = itemOf(SERIES, '2026-03-24T09:00:00Z');
    expect([text(plainOne, 'CalendarItemType'), text(plainOne, 'Start'), text(plainOne, 'Subject')]).toEqual([
      'Occurrence',
      '2026-03-24T09:00:00Z',
      'Series',
    ]);
    expect(plainOne.children.some(({ name }) => name === 'Recurrence')).toBe(false);
    const moved = itemOf(SERIES, '2026-03-31T08:00:00Z');
    expect([
      text(moved, 'CalendarItemType'),
      text(moved, 'Start'),
      text(moved, 'OriginalStart'),
      text(moved, 'Subject'),
    ]).toEqual(['Exception', '2026-03-31T13:00:00Z', '2026-03-31T08:00:00Z', 'Moved']);
    expect(problem(() => itemOf(SERIES, '2026-03-17T09:00:00Z'))).toBe(
      'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
    );
    expect(problem(() => itemOf(SERIES, '2026-03-18T09:00:00Z'))).toBe('ErrorItemNotFound');
  });

  it('the day on which it ends, on its own clock', () => {
    const rule = (until: string): string | undefined =>
      value([`RRULE:FREQ=WEEKLY;UNTIL=${until}`], 'Recurrence', 'EndDateRecurrence', 'EndDate');
    expect(rule('20260331T080000Z')).toBe('2026-03-31');
    expect(rule('20260331T075959Z')).toBe('2026-03-30');
    expect(rule('20260401')).toBe('2026-04-01');
  });

  it('as a single event when Exchange has no pattern for it', () => {
    for (const rule of ['FREQ=MONTHLY;BYMONTHDAY=10,20', 'FREQ=HOURLY;COUNT=3', 'FREQ=WEEKLY;BYDAY=MO']) {
      const item = itemOf(eventText({ lines: [...ZURICH, `RRULE:${rule}`] }));
      expect(text(item, 'CalendarItemType')).toBe('Single');
      expect(text(item, 'IsRecurring')).toBe('false');
      expect(item.children.some(({ name }) => name === 'Recurrence')).toBe(false);
    }
  });
});

describe('what is asked for', () => {
  it('is the id alone, what is usual, or everything, in the order of the schema', () => {
    const names = (wanted: Parameters<typeof shape>[1], more: readonly string[] = []): readonly string[] =>
      itemOf(eventText(), null, shape(more, wanted)).children.map(({ name }) => name);
    expect(names({ base: 'IdOnly' })).toEqual(['ItemId']);
    expect(names({ base: 'IdOnly' }, ['calendar:End', 'item:Subject', 'calendar:End', 'item:Flag'])).toEqual([
      'ItemId',
      'Subject',
      'End',
    ]);
    expect(names({ base: 'Default' })).toContain('Start');
    expect(names({ base: 'Default' })).not.toContain('Body');
    expect(names({})).not.toContain('MimeContent');
    expect(names({ base: 'IdOnly', mimeContent: true })).toEqual(['MimeContent', 'ItemId']);
    expect(problem(() => names({}, ['contacts:Surname']))).toBe('ErrorInvalidPropertyRequest');
  });

  it('may be extended properties: stored ones, those of the server, and those that mirror the item', () => {
    const field = (attributes: Readonly<Record<string, string>>): XmlElement =>
      tWith('ExtendedFieldURI', attributes);
    const values = (fields: readonly XmlElement[], extended = READING.extended): readonly string[] => {
      const stored = eventText({
        lines: [
          ...ZURICH,
          'X-EWS-PROPERTY;X-KEY=set%2F00020329-0000-0000-c000-000000000046%2Fname%2Fcrm;X-TYPE=StringArray:a%2Cb,c',
        ],
      });
      const additional = fields.map((element) => ({ kind: 'extended', element }) as const);
      const item = calendarMapping.calendarItem(
        { copy: copyOf(stored), occurrence: null },
        { ...READING, extended },
        {
          ...shape([], { base: 'IdOnly' }),
          additional,
        },
      );
      return item.children.slice(1).map(plain);
    };
    const named = field({
      DistinguishedPropertySetId: 'PublicStrings',
      PropertyName: 'crm',
      PropertyType: 'StringArray',
    });
    expect(values([named, named])).toEqual([
      `<ExtendedProperty>${plain(named)}<Values><Value>a,b</Value><Value>c</Value></Values></ExtendedProperty>`,
    ]);
    const byGuid = field({
      PropertySetId: '00062002-0000-0000-C000-000000000046',
      PropertyId: '33293',
      PropertyType: 'SystemTime',
    });
    expect(values([byGuid])[0]).toContain('<Value>2026-03-10T09:00:00Z</Value>');
    const tag = field({ PropertyTag: '0x3008', PropertyType: 'SystemTime' });
    expect(values([tag])).toEqual([]);
    expect(values([tag], () => '2026-01-01T00:00:00Z')[0]).toContain('<Value>2026-01-01T00:00:00Z</Value>');
    const clean = field({ DistinguishedPropertySetId: 'Meeting', PropertyId: '35', PropertyType: 'Binary' });
    const id = Buffer.from(/<Value>(.*)<\/Value>/.exec(values([clean])[0] ?? '')?.[1] ?? '', 'base64');
    expect(id.subarray(0, 8).toString('hex')).toBe('040000008200e000');
    expect(id.subarray(40).toString('latin1')).toBe('vCal-Uid\u0001\0\0\0one@test\0');
    expect(problem(() => values([field({ PropertyTag: '0x8001', PropertyType: 'String' })]))).toBe(
      'ErrorInvalidExtendedProperty',
    );
    expect(problem(() => values([field({ PropertyName: 'x', PropertyType: 'String' })]))).toBe(
      'ErrorInvalidExtendedProperty',
    );
  });
});

describe('MIME content', () => {
  const mime = (stored: string, occurrence: string | null = null): string =>
    Buffer.from(
      text(itemOf(stored, occurrence, shape([], { mimeContent: true })), 'MimeContent') ?? '',
      'base64',
    ).toString();

  it("is the text with METHOD, Windows' zone, its VTIMEZONE, and nothing that is the server's own", () => {
    const content = mime(SERIES.replace('SUMMARY:Series', 'SUMMARY:Series\r\nX-EWS-WHEN:soon\r\nX-KEPT:1'));
    expect(content).toContain('METHOD:PUBLISH');
    expect(content).toContain('BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time');
    expect(content).toContain('DTSTART;TZID=W. Europe Standard Time:20260310T100000');
    expect(content).toContain('RECURRENCE-ID;TZID=W. Europe Standard Time:20260331T100000');
    expect(content).toContain('X-KEPT:1');
    expect(content).not.toContain('X-EWS');
    const object = readCalendarObject(content.replace('METHOD:PUBLISH\r\n', ''));
    expect(object.exceptions.map((part) => part.startsAt)).toEqual([Date.UTC(2026, 2, 31, 13)]);
  });

  it('of an occurrence is that one alone', () => {
    const content = mime(SERIES, '2026-03-24T09:00:00Z');
    expect(content.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(content).toContain('RECURRENCE-ID;TZID=W. Europe Standard Time:20260324T100000');
    expect(content).not.toContain('RRULE:FREQ=WEEKLY');
  });
});

describeWith(['xmllint', 'reference-data'], 'items of real-world calendars', () => {
  it.each(['ews', 'ews/exchange-15.2'] as const)('are valid by the schemas in %s', (generation) => {
    const items: XmlElement[] = [];
    const everything = shape(['item:TextBody', 'calendar:EnhancedLocation', 'calendar:MeetingTimeZone'], {
      mimeContent: true,
    });
    for (const file of referenceFiles('ical', '.ics')) {
      const content = readFileSync(file, 'utf8');
      try {
        readCalendarObject(content);
      } catch (error) {
        if (error instanceof InvalidCalendar) continue;
        throw error;
      }
      items.push(itemOf(content, null, everything));
      const start = Date.parse(text(items.at(-1) ?? itemOf(content), 'Start') ?? '');
      for (const { occurrence } of calendarMapping.occurrences
        .between(copyOf(content), { from: start, to: start + 400 * 86_400_000 })
        .slice(0, 3)) {
        if (occurrence !== null) items.push(itemOf(content, new Date(occurrence).toISOString(), everything));
      }
    }
    items.push(itemOf(SERIES, null, everything));
    expect(items.length).toBeGreaterThan(40);
    expect(schemaErrors(items, generation)).toBe('');
  });
});
