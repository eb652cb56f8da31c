import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { calendarMapping } from '../../../../src/sandbox/ews/calendar/mapping.ts';
import { readCalendarObject } from '../../../../src/sandbox/groupware/ical/calendar-object.ts';
import { readXml } from '../../../../src/sandbox/xml/read.ts';
import type { XmlElement } from '../../../../src/sandbox/xml/tree.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';
import { eventText, vevent } from '../../support.ts';
import {
  copyOf,
  created,
  eventLines,
  itemOf,
  plain,
  problem,
  schemaErrors,
  set,
  shape,
  text,
  updated,
  writing,
} from './support.ts';

const ZURICH = ['DTSTART;TZID=Europe/Zurich:20260310T100000', 'DTEND;TZID=Europe/Zurich:20260310T110000'];
const SINGLE = eventText({
  lines: [
    ...ZURICH,
    'SUMMARY:Meeting',
    'DESCRIPTION:Text',
    'X-KEPT;X-P="q:1":record/42',
    'CONTACT;X-Q=1:somebody',
    'BEGIN:VALARM',
    'ACTION:EMAIL',
    'TRIGGER;VALUE=DATE-TIME:20260309T100000Z',
    'END:VALARM',
  ],
});
const SERIES = eventText({
  lines: [
    ...ZURICH,
    'RRULE:FREQ=WEEKLY;COUNT=6',
    'SUMMARY:Series',
    'LOCATION:Here',
    'EXDATE;TZID=Europe/Zurich:20260317T100000',
  ],
  more: vevent('one@test', [
    'RECURRENCE-ID;TZID=Europe/Zurich:20260331T100000',
    'DTSTART;TZID=Europe/Zurich:20260331T150000',
    'DTEND;TZID=Europe/Zurich:20260331T170000',
    'SUMMARY:Moved',
    'LOCATION:Here',
  ]),
});

function clear(uri: string): string {
  return `<DeleteItemField><FieldURI FieldURI="${uri}"/></DeleteItemField>`;
}

function append(uri: string, content: string): string {
  return set(uri, content).replaceAll('SetItemField', 'AppendToItemField');
}

const EXTENDED =
  '<ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="crm" PropertyType="String"/>';

/** Lines that an update took away and lines that it brought. */
function difference(before: string, after: string): readonly [readonly string[], readonly string[]] {
  const [was, is] = [eventLines(before), eventLines(after)];
  return [was.filter((line) => !is.includes(line)), is.filter((line) => !was.includes(line))];
}

describe('an update', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      'a subject',
      set('item:Subject', '<Subject>Other, thing</Subject>'),
      ['SUMMARY:Meeting'],
      ['SUMMARY:Other\\, thing'],
    ],
    ['no subject', clear('item:Subject'), ['SUMMARY:Meeting'], []],
    ['a location', set('calendar:Location', '<Location>There</Location>'), [], ['LOCATION:There']],
    [
      'a body',
      set('item:Body', '<Body BodyType="Text">New</Body>'),
      ['DESCRIPTION:Text'],
      ['DESCRIPTION:New'],
    ],
    [
      'more body',
      append('item:Body', '<Body BodyType="Text">, more</Body>'),
      ['DESCRIPTION:Text'],
      ['DESCRIPTION:Text\\, more'],
    ],
    ['no body', clear('item:Body'), ['DESCRIPTION:Text'], []],
    [
      'categories',
      set('item:Categories', '<Categories><String>A</String></Categories>'),
      [],
      ['CATEGORIES:A'],
    ],
    [
      'times',
      set('calendar:Start', '<Start>2026-03-11T09:00:00Z</Start>') +
        set('calendar:End', '<End>2026-03-11T12:00:00Z</End>'),
      ZURICH,
      ['DTSTART;TZID=Europe/Zurich:20260311T100000', 'DTEND;TZID=Europe/Zurich:20260311T130000'],
    ],
    [
      'an earlier end',
      set('calendar:End', '<End>2026-03-10T09:15:00Z</End>'),
      [ZURICH[1] ?? ''],
      ['DTEND;TZID=Europe/Zurich:20260310T101500'],
    ],
    [
      'a zone',
      set('calendar:StartTimeZone', '<StartTimeZone Id="Tokyo Standard Time"/>'),
      ZURICH,
      ['DTSTART;TZID=Asia/Tokyo:20260310T180000', 'DTEND;TZID=Asia/Tokyo:20260310T190000'],
    ],
    [
      'all day',
      set('calendar:IsAllDayEvent', '<IsAllDayEvent>true</IsAllDayEvent>'),
      ZURICH,
      ['DTSTART;VALUE=DATE:20260310', 'DTEND;VALUE=DATE:20260311', 'X-EWS-ALL-DAY-ZONE:Europe/Zurich'],
    ],
    [
      'an extended property',
      set('', `<ExtendedProperty>${EXTENDED}<Value>42</Value></ExtendedProperty>`).replace(
        '<FieldURI FieldURI=""/>',
        EXTENDED,
      ),
      [],
      ['X-EWS-PROPERTY;X-KEY=set%2F00020329-0000-0000-c000-000000000046%2Fname%2Fcrm;X-TYPE=String:42'],
    ],
  ])('of %s changes that and nothing else', (_name, content, gone, come) => {
    expect(difference(SINGLE, updated(SINGLE, content))).toEqual([gone, come]);
  });

  it('to the same zone by its Windows name leaves the zone as it is written', () => {
    const zone = (name: string): string => set(`calendar:${name}`, `<${name} Id="W. Europe Standard Time"/>`);
    expect(difference(SINGLE, updated(SINGLE, zone('StartTimeZone') + zone('EndTimeZone')))).toEqual([
      [],
      [],
    ]);
  });

  it("to another zone of a client's own under the same name means the new one", () => {
    const own = (bias: string): string =>
      `<StartTimeZone Id="Ours"><Periods><Period Bias="${bias}" Name="Standard" Id="s"/></Periods></StartTimeZone>`;
    const stored = created(
      `<Start>2026-06-01T06:00:00Z</Start><End>2026-06-01T07:00:00Z</End>${own('-PT3H')}`,
    );
    const next = updated(stored, set('calendar:StartTimeZone', own('-PT5H')));
    expect(next).toContain('DTSTART;TZID=Ours:20260601T110000');
    expect(next.match(/TZOFFSETTO.*/g)).toEqual(['TZOFFSETTO:+0500']);
    expect(text(itemOf(next), 'Start')).toBe('2026-06-01T06:00:00Z');
  });

  it('removes an extended property', () => {
    const field = `<SetItemField>${EXTENDED}<CalendarItem><ExtendedProperty>${EXTENDED}<Value>42</Value></ExtendedProperty></CalendarItem></SetItemField>`;
    const without = updated(updated(SINGLE, field), `<DeleteItemField>${EXTENDED}</DeleteItemField>`);
    expect(difference(SINGLE, without)).toEqual([[], []]);
  });

  it('keeps the answers of those who stay', () => {
    const people = [
      'ORGANIZER:mailto:anna@example.org',
      'ATTENDEE;CN=Ben;PARTSTAT=ACCEPTED;X-Z=1:mailto:ben@example.org',
      'ATTENDEE;PARTSTAT=DECLINED:mailto:cleo@example.org',
    ];
    const stored = eventText({ lines: [...ZURICH, ...people] });
    const box = (name: string): string =>
      `<Attendee><Mailbox><Name>${name}</Name><EmailAddress>${name}@Example.org</EmailAddress></Mailbox></Attendee>`;
    const next = updated(
      stored,
      set('calendar:RequiredAttendees', `<RequiredAttendees>${box('Ben')}${box('dan')}</RequiredAttendees>`),
    );
    expect(difference(stored, next)).toEqual([
      [people[2]],
      ['ATTENDEE;CN=dan;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;ROLE=REQ-PARTICIPANT:mailto:dan@example.org'],
    ]);
    const more = updated(
      next,
      append('calendar:OptionalAttendees', `<OptionalAttendees>${box('eve')}</OptionalAttendees>`),
    );
    expect(eventLines(more).join('\n')).toContain('ROLE=OPT-PARTICIPANT:mailto:eve');
    expect(updated(more, clear('calendar:RequiredAttendees')).match(/ATTENDEE/g)).toHaveLength(1);
  });

  it("counts an organiser's meeting up when it moves, and only then", () => {
    const stored = eventText({
      lines: [
        ...ZURICH,
        'ORGANIZER:mailto:anna@example.org',
        'ATTENDEE:mailto:ben@example.org',
        'SEQUENCE:2',
      ],
    });
    expect(updated(stored, set('calendar:End', '<End>2026-03-10T12:00:00Z</End>'))).toContain('SEQUENCE:3');
    expect(updated(stored, set('item:Subject', '<Subject>x</Subject>'))).toContain('SEQUENCE:2');
  });

  it('of MIME content replaces the event and keeps what only Exchange knows', () => {
    const stored = updated(SINGLE, set('calendar:When', '<When>soon</When>'));
    const sent = Buffer.from(eventText({ uid: 'else@test', lines: [...ZURICH, 'SUMMARY:Anew'] })).toString(
      'base64',
    );
    const next = updated(stored, set('item:MimeContent', `<MimeContent>${sent}</MimeContent>`));
    expect(text(itemOf(next), 'Subject')).toBe('Anew');
    expect(text(itemOf(next), 'UID')).toBe('one@test');
    expect(text(itemOf(next), 'When')).toBe('soon');
    expect(next).not.toContain('X-KEPT');
  });

  it('of the reminder changes that alarm and leaves others', () => {
    const on = updated(SINGLE, set('item:ReminderIsSet', '<ReminderIsSet>true</ReminderIsSet>'));
    expect(on).toContain('TRIGGER:-PT15M');
    const longer = updated(
      on,
      set('item:ReminderMinutesBeforeStart', '<ReminderMinutesBeforeStart>1440</ReminderMinutesBeforeStart>'),
    );
    expect(longer.match(/TRIGGER.*/g)).toEqual(['TRIGGER;VALUE=DATE-TIME:20260309T100000Z', 'TRIGGER:-P1D']);
    expect(text(itemOf(longer), 'ReminderMinutesBeforeStart')).toBe('1440');
    expect(updated(longer, set('item:ReminderIsSet', '<ReminderIsSet>false</ReminderIsSet>'))).not.toContain(
      'VALARM',
    );
  });

  it.each([
    ['ErrorInvalidPropertySet', set('calendar:IsMeeting', '<IsMeeting>true</IsMeeting>')],
    ['ErrorInvalidPropertyDelete', clear('calendar:Start')],
    ['ErrorInvalidPropertyAppend', append('item:Subject', '<Subject>x</Subject>')],
    ['ErrorUpdatePropertyMismatch', set('item:Subject', '<Location>x</Location>')],
    ['ErrorUpdatePropertyMismatch', set('item:Subject', '<Subject>x</Subject><Location>x</Location>')],
    [
      'ErrorCalendarEndDateIsEarlierThanStartDate',
      set('calendar:Start', '<Start>2026-03-10T11:00:00Z</Start>'),
    ],
    ['ErrorCalendarInvalidPropertyValue', set('calendar:Start', '<Start>today</Start>')],
    ['ErrorMimeContentInvalid', set('item:MimeContent', '<MimeContent>eA==</MimeContent>')],
  ])('is refused: %s', (code, content) => {
    expect(problem(() => updated(SINGLE, content))).toBe(code);
  });
});

describe('an update of a series', () => {
  const exceptions = (stored: string): readonly string[] =>
    readCalendarObject(stored).exceptions.map((part) => new Date(part.startsAt).toISOString().slice(0, 16));

  it('goes on to exceptions where they have nothing of their own', () => {
    const content =
      set('item:Subject', '<Subject>New</Subject>') + set('calendar:Location', '<Location>There</Location>');
    const next = updated(SERIES, content);
    expect(eventLines(next).filter((line) => /^(SUMMARY|LOCATION)/.test(line))).toEqual([
      'SUMMARY:New',
      'LOCATION:There',
      'SUMMARY:Moved',
      'LOCATION:There',
    ]);
    expect(exceptions(next)).toEqual(['2026-03-31T13:00']);
  });

  it('forgets exceptions and deleted occurrences when the pattern or the start changes', () => {
    const later =
      set('calendar:Start', '<Start>2026-03-10T09:30:00Z</Start>') +
      set('calendar:End', '<End>2026-03-10T10:30:00Z</End>');
    const daily = set(
      'calendar:Recurrence',
      '<Recurrence><DailyRecurrence><Interval>2</Interval></DailyRecurrence><NoEndRecurrence><StartDate>2026-03-10</StartDate></NoEndRecurrence></Recurrence>',
    );
    for (const content of [later, daily]) {
      const next = updated(SERIES, content);
      expect(exceptions(next)).toEqual([]);
      expect(next).not.toContain('EXDATE');
    }
    expect(updated(SERIES, daily)).toContain('RRULE:FREQ=DAILY;INTERVAL=2');
    expect(updated(SERIES, later)).toContain('RRULE:FREQ=WEEKLY;COUNT=6');
  });

  it('keeps them when only the end changes, or the same pattern is set again', () => {
    const longer = set('calendar:End', '<End>2026-03-10T10:30:00Z</End>');
    const recurrence = itemOf(SERIES).children.find(({ name }) => name === 'Recurrence');
    const same = set('calendar:Recurrence', plain(recurrence));
    for (const content of [longer, same]) {
      expect(exceptions(updated(SERIES, content))).toEqual(['2026-03-31T13:00']);
      expect(updated(SERIES, content)).toContain('EXDATE');
    }
  });

  it("keeps them when a client's own zone is set again as it is", () => {
    const zone =
      '<StartTimeZone Id="Ours"><Periods><Period Bias="-PT3H" Name="Standard" Id="s"/><Period Bias="-PT4H" Name="Daylight" Id="d"/></Periods>' +
      '<TransitionsGroups><TransitionsGroup Id="0">' +
      '<RecurringDayTransition><To Kind="Period">d</To><TimeOffset>PT2H</TimeOffset><Month>4</Month><DayOfWeek>Sunday</DayOfWeek><Occurrence>1</Occurrence></RecurringDayTransition>' +
      '<RecurringDayTransition><To Kind="Period">s</To><TimeOffset>PT3H</TimeOffset><Month>9</Month><DayOfWeek>Sunday</DayOfWeek><Occurrence>-1</Occurrence></RecurringDayTransition>' +
      '</TransitionsGroup></TransitionsGroups><Transitions><Transition><To Kind="Group">0</To></Transition></Transitions></StartTimeZone>';
    const daily =
      '<Recurrence><DailyRecurrence><Interval>1</Interval></DailyRecurrence><NumberedRecurrence><StartDate>2026-06-01</StartDate><NumberOfOccurrences>5</NumberOfOccurrences></NumberedRecurrence></Recurrence>';
    const series = created(
      `<Start>2026-06-01T06:00:00Z</Start><End>2026-06-01T07:00:00Z</End>${daily}${zone}`,
    );
    const changed = updated(series, set('item:Subject', '<Subject>Once</Subject>'), '2026-06-03T06:00:00Z');
    const again = updated(changed, set('calendar:StartTimeZone', zone));
    expect(exceptions(again)).toEqual(['2026-06-03T06:00']);
    expect(difference(changed, again)).toEqual([[], []]);
  });

  it('makes a single event of it without its recurrence', () => {
    const next = updated(SERIES, clear('calendar:Recurrence'));
    expect(text(itemOf(next), 'CalendarItemType')).toBe('Single');
    expect(next).not.toContain('RECURRENCE-ID');
  });

  it('leaves a rule alone that Exchange could not say', () => {
    const stored = eventText({ lines: [...ZURICH, 'RRULE:FREQ=MONTHLY;BYMONTHDAY=10,20'] });
    const next = updated(stored, set('item:Subject', '<Subject>x</Subject>'));
    expect(difference(stored, next)).toEqual([[], ['SUMMARY:x']]);
  });
});

describe('an update of an occurrence', () => {
  const AFTER_CHANGE = '2026-04-07T08:00:00Z';

  it('makes an exception, on the clock of the series', () => {
    const next = updated(SERIES, set('item:Subject', '<Subject>Once</Subject>'), AFTER_CHANGE);
    expect(difference(SERIES, next)).toEqual([
      [],
      [
        'DTSTART;TZID=Europe/Zurich:20260407T100000',
        'DTEND;TZID=Europe/Zurich:20260407T110000',
        'SUMMARY:Once',
        'RECURRENCE-ID;TZID=Europe/Zurich:20260407T100000',
      ],
    ]);
    expect(text(itemOf(next, AFTER_CHANGE), 'CalendarItemType')).toBe('Exception');
  });

  it('changes an exception that is there', () => {
    const next = updated(SERIES, set('calendar:Location', '<Location>x</Location>'), '2026-03-31T08:00:00Z');
    expect(next.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(text(itemOf(next, '2026-03-31T08:00:00Z'), 'Location')).toBe('x');
    expect(text(itemOf(next), 'Location')).toBe('Here');
  });

  it('moves it, but not past its neighbours nor onto their days', () => {
    const to = (day: string): string =>
      set('calendar:Start', `<Start>2026-${day}T12:00:00Z</Start>`) +
      set('calendar:End', `<End>2026-${day}T13:00:00Z</End>`);
    expect(updated(SERIES, to('04-08'), AFTER_CHANGE)).toContain(
      'DTSTART;TZID=Europe/Zurich:20260408T140000',
    );
    expect(problem(() => updated(SERIES, to('03-31'), AFTER_CHANGE))).toBe('ErrorOccurrenceCrossingBoundary');
    expect(problem(() => updated(SERIES, to('04-14'), AFTER_CHANGE))).toBe('ErrorOccurrenceCrossingBoundary');
    expect(problem(() => updated(SERIES, to('05-01'), AFTER_CHANGE))).toBe('ErrorOccurrenceCrossingBoundary');
    expect(problem(() => updated(SERIES, to('03-18'), '2026-03-24T09:00:00Z'))).toBe('');
  });

  it.each([
    [
      'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
      '2026-03-17T09:00:00Z',
      set('item:Subject', '<Subject>x</Subject>'),
    ],
    ['ErrorItemNotFound', '2026-03-18T09:00:00Z', set('item:Subject', '<Subject>x</Subject>')],
    [
      'ErrorInvalidPropertySet',
      AFTER_CHANGE,
      set(
        'calendar:Recurrence',
        '<Recurrence><DailyRecurrence><Interval>2</Interval></DailyRecurrence><NoEndRecurrence><StartDate>2026-03-10</StartDate></NoEndRecurrence></Recurrence>',
      ),
    ],
  ])('is refused: %s', (code, occurrence, content) => {
    expect(problem(() => updated(SERIES, content, occurrence))).toBe(code);
  });
});

function all(element: XmlElement, name: string): readonly XmlElement[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((one) => all(one, name))];
}

describeWith(['reference-data', 'xmllint'], 'the documented requests to update calendar items', () => {
  it('are taken, and what they make is valid and says what they set', () => {
    const files = referenceFiles('ews-samples', '.xml').filter((file) =>
      /^UpdateItem-(calendar.*-)?request-/.test(basename(file)),
    );
    const items: XmlElement[] = [];
    for (const file of files) {
      const request = readXml(readFileSync(file, 'utf8'));
      const zone = all(request, 'TimeZoneContext')[0]?.children[0] ?? null;
      for (const wanted of all(request, 'Updates').filter((one) => all(one, 'CalendarItem').length > 0)) {
        const start = all(wanted, 'Start')[0]?.text ?? '2014-03-27T17:00:00Z';
        const stored = created(`<Start>${start}</Start><Location>x</Location>`, 'Eastern Standard Time');
        const surroundings = { ...writing(), timeZoneContext: zone };
        const next = calendarMapping.updated(
          { copy: copyOf(stored), occurrence: null },
          wanted,
          surroundings,
        );
        const item = itemOf(next, null, shape(['calendar:MeetingTimeZone']));
        items.push(item);
        for (const element of all(wanted, 'CalendarItem').flatMap(({ children }) => children)) {
          if (['Subject', 'Location'].includes(element.name))
            expect(text(item, element.name)).toBe(element.text);
          if (element.name === 'Start')
            expect(Date.parse(text(item, 'Start') ?? '')).toBe(Date.parse(element.text));
          if (element.name === 'StartTimeZone')
            expect(text(item, 'StartTimeZoneId')).toBe(element.attributes['Id']);
        }
      }
    }
    expect(items.length).toBeGreaterThan(2);
    expect(schemaErrors(items, 'ews')).toBe('');
  });
});
