import { element } from '../../../../src/server/mailboxes/ews/element.ts';
import type { Element } from '../../../../src/server/mailboxes/ews/element.ts';
import { readZoneRules } from '../../../../src/server/mailboxes/ews/time-zone-rules.ts';
import {
  ianaZoneOf,
  windowsZoneOf,
  zoneOfDefinition,
  zoneOfItem,
  zoneOfSerializable,
} from '../../../../src/server/mailboxes/ews/time-zones.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';
import { readFileSync } from 'node:fs';

describe('Windows time zones', () => {
  it.each([
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['w. europe standard time', 'Europe/Berlin'],
    ['UTC', 'Etc/UTC'],
    ['tzone://Microsoft/Utc', 'Etc/UTC'],
    ['Europe/Vienna', 'Europe/Vienna'],
    ['tzone://Microsoft/Custom', null],
    ['Customized Time Zone', null],
    ['', null],
  ])('%s is %s', (windows, iana) => {
    expect(ianaZoneOf(windows)).toBe(iana);
  });

  it.each([
    ['Europe/Vienna', 'W. Europe Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['Asia/Calcutta', 'India Standard Time'],
    ['America/Argentina/Salta', 'Argentina Standard Time'],
    ['Etc/UTC', 'UTC'],
    ['MET', 'Romance Standard Time'],
    // Its clocks do what no others do.
    ['Antarctica/Troll', null],
    ['Nowhere/City', null],
  ])('%s is written as %s', (iana, windows) => {
    expect(windowsZoneOf(iana, '2026-07-01T00:00:00')).toBe(windows);
  });
});

function definition(
  periods: readonly (readonly [id: string, bias: string])[],
  groups: readonly Element[],
  eras: readonly Element[],
): Element {
  return element(
    'StartTimeZone',
    [
      element(
        'Periods',
        periods.map(([Id, Bias]) => element('Period', '', { Id, Bias })),
      ),
      element('TransitionsGroups', groups),
      element('Transitions', eras),
    ],
    { Id: 'tzone://Microsoft/Custom' },
  );
}
const to = (kind: string, id: string): Element => element('To', id, { Kind: kind });
const onWeekday = (id: string, month: string, day: string, nth: string): Element =>
  element('RecurringDayTransition', [
    to('Period', id),
    element('TimeOffset', 'PT2H'),
    element('Month', month),
    element('DayOfWeek', day),
    element('Occurrence', nth),
  ]);
const group = (id: string, transitions: readonly Element[]): Element =>
  element('TransitionsGroup', transitions, { Id: id });

describe('Time zones by their rules', () => {
  const american = definition(
    [
      ['std', 'PT5H'],
      ['dlt', 'PT4H'],
    ],
    [
      group('before', [onWeekday('dlt', '4', 'Sunday', '1'), onWeekday('std', '10', 'Sunday', '-1')]),
      group('since', [onWeekday('dlt', '3', 'Sunday', '2'), onWeekday('std', '11', 'Sunday', '1')]),
    ],
    [
      element('Transition', [to('Group', 'before')]),
      element('AbsoluteDateTransition', [to('Group', 'since'), element('DateTime', '2007-01-01T00:00:00')]),
    ],
  );

  it.each([
    ['2026-03-08T01:59:59', -5],
    ['2026-03-08T02:00:00', -4],
    ['2026-11-01T01:59:59', -4],
    ['2026-11-01T02:00:00', -5],
    ['2026-01-15T12:00:00', -5],
    // Under the rules of another time.
    ['2006-03-20T12:00:00', -5],
    ['2006-04-02T12:00:00', -4],
  ])('at %s it is %d hours', (local, hours) => {
    expect((readZoneRules(american)?.offsetAt(local) ?? NaN) / 3600).toBe(hours);
  });

  it('are those of an IANA zone where one has them', () => {
    expect(zoneOfDefinition(american, '2026-07-01T12:00:00')).toBe('America/New_York');
  });

  it('turn around in the south', () => {
    const south = definition(
      [
        ['std', '-PT10H'],
        ['dlt', '-PT11H'],
      ],
      [group('0', [onWeekday('std', '4', 'Sunday', '1'), onWeekday('dlt', '10', 'Sunday', '1')])],
      [element('Transition', [to('Group', '0')])],
    );
    expect(zoneOfDefinition(south, '2026-07-01T12:00:00')).toBe('Australia/Sydney');
  });

  it('are a fixed offset where nothing else is like them', () => {
    const alone = (bias: string) => definition([['only', bias]], [], []);
    expect(zoneOfDefinition(alone('PT12H'), '2026-07-01T12:00:00')).toBe('Etc/GMT+12');
    expect(zoneOfDefinition(alone('-PT4H17M'), '2026-07-01T12:00:00')).toBe('Etc/UTC');
    expect(zoneOfDefinition(definition([], [], []), '2026-07-01T12:00:00')).toBeNull();
  });

  it('are known by what older servers say', () => {
    const item = (zone: Element): Element => element('CalendarItem', [zone]);
    const around = '2026-07-01T12:00:00';
    expect(zoneOfItem(item(element('StartTimeZoneId', 'Tokyo Standard Time')), around)).toBe('Asia/Tokyo');
    const meeting = element('MeetingTimeZone', '', { TimeZoneName: 'Tokyo Standard Time' });
    expect(zoneOfItem(item(meeting), around)).toBe('Asia/Tokyo');
    expect(zoneOfItem(item(element('TimeZone', '(UTC+09:00) Osaka')), around)).toBeNull();
  });
});

describeWith(['reference-data'], "Unicode's table", () => {
  it('has an IANA zone for every Windows zone, which leads back to it', () => {
    const [path] = referenceFiles('tz', 'windowsZones.cldr48.json');
    const { supplemental } = JSON.parse(readFileSync(path ?? '', 'utf8')) as {
      supplemental: {
        windowsZones: { mapTimezones: { mapZone: { _other: string; _type: string; _territory: string } }[] };
      };
    };
    const world = supplemental.windowsZones.mapTimezones.filter(
      ({ mapZone }) => mapZone._territory === '001',
    );
    expect(world.length).toBeGreaterThan(130);
    for (const { mapZone } of world) {
      expect(ianaZoneOf(mapZone._other)).toBe(mapZone._type);
      expect(windowsZoneOf(mapZone._type, '2026-07-01T12:00:00')).toBe(mapZone._other);
    }
  });
});

describe('A SerializableTimeZone', () => {
  const change = (name: string, bias: string, order: string, month: string, year?: string): Element =>
    element(name, [
      element('Bias', bias),
      element('Time', '02:00:00'),
      element('DayOrder', order),
      element('Month', month),
      element('DayOfWeek', 'Sunday'),
      ...(year === undefined ? [] : [element('Year', year)]),
    ]);
  const zone = (bias: string, ...changes: readonly Element[]): string | null =>
    zoneOfSerializable(element('TimeZone', [element('Bias', bias), ...changes]), '2026-11-21T00:00:00');

  it.each([
    ['Berlin', '-60', ['5', '10'], ['5', '3'], 'Europe/Berlin'],
    ['Los Angeles', '480', ['1', '11'], ['2', '3'], 'America/Los_Angeles'],
    ['Sydney, where summer is in January', '-600', ['1', '4'], ['1', '10'], 'Australia/Sydney'],
  ])(
    'is recognised by its rules: %s',
    (_name, bias, [order = '', month = ''], [first = '', from = ''], found) => {
      const changes = [change('StandardTime', '0', order, month), change('DaylightTime', '-60', first, from)];
      expect(zone(bias, ...changes)).toBe(found);
    },
  );

  it.each([
    [
      'changes in no month',
      '-330',
      [change('StandardTime', '0', '0', '0'), change('DaylightTime', '0', '0', '0')],
    ],
    [
      'changes that change nothing',
      '-330',
      [change('StandardTime', '0', '5', '10'), change('DaylightTime', '0', '5', '3')],
    ],
    ['no changes at all', '-330', []],
  ])('without summer time, said by %s', (_name, bias, changes) => {
    expect(zone(bias, ...changes)).toBe('Asia/Calcutta');
  });

  it('with changes on dates', () => {
    const changes = [
      change('StandardTime', '0', '25', '10', '2026'),
      change('DaylightTime', '-60', '29', '3', '2026'),
    ];
    expect(zone('-60', ...changes)).toBe('Europe/Berlin');
  });

  it('with an offset that nobody has, and without one', () => {
    expect([zone('-7'), zone('')]).toEqual(['Etc/UTC', null]);
  });
});
