import fc from 'fast-check';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { rulesIn } from '../../../../src/sandbox/ews/calendar/zones/definition-read.ts';
import { definitionElement } from '../../../../src/sandbox/ews/calendar/zones/definition.ts';
import { namedZone, zoneByRules } from '../../../../src/sandbox/ews/calendar/zones/item-zone.ts';
import type { ItemZone } from '../../../../src/sandbox/ews/calendar/zones/item-zone.ts';
import { currentRules, vtimezoneOf } from '../../../../src/sandbox/ews/calendar/zones/vtimezone.ts';
import {
  ianaZoneOf,
  WINDOWS_ZONES,
  windowsZoneOf,
} from '../../../../src/sandbox/ews/calendar/zones/windows.ts';
import { calendarMapping } from '../../../../src/sandbox/ews/calendar/mapping.ts';
import { m, mWith, PREFIXES, TYPES } from '../../../../src/sandbox/ews/xml.ts';
import { readXml } from '../../../../src/sandbox/xml/read.ts';
import { writeXml } from '../../../../src/sandbox/xml/write.ts';
import { describeWith } from '../../../requirements.ts';
import { lint, plain, problem } from './support.ts';

function zone(name: string): ItemZone {
  const found = namedZone(name);
  if (found === null) throw new Error(`No zone ${name}`);
  return found;
}

/** Every hour is looked at between 2007 and 2036. */
const instants = fc.integer({
  min: Date.UTC(2008, 0, 2) / 3_600_000,
  max: Date.UTC(2036, 11, 1) / 3_600_000,
});
const windowsZone = fc.constantFrom(...WINDOWS_ZONES);

describe('Windows time zones', () => {
  it('are zones of the IANA database and back', () => {
    for (const windows of WINDOWS_ZONES) expect(windowsZoneOf(ianaZoneOf(windows) ?? '')).toBe(windows);
    expect(WINDOWS_ZONES.length).toBeGreaterThan(130);
  });

  it.each([
    ['Europe/Zurich', 'W. Europe Standard Time'],
    ['Europe/London', 'GMT Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['Asia/Calcutta', 'India Standard Time'],
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['US/Eastern', 'Eastern Standard Time'],
    ['Etc/UTC', 'UTC'],
    ['America/Ciudad_Juarez', 'Mountain Standard Time'],
    ['Antarctica/Troll', null],
    ['Nowhere/Land', null],
  ])('%s is %s', (iana, windows) => {
    expect(windowsZoneOf(iana)).toBe(windows);
  });

  it('go by their rules as by the IANA database', () => {
    fc.assert(
      fc.property(windowsZone, instants, (id, hour) => {
        const at = hour * 3_600_000;
        const known = zone(id);
        const ruled = zoneByRules(known.rules());
        expect(ruled.toWall(at)).toBe(known.toWall(at));
        expect(ruled.toInstant(ruled.toWall(at))).toBe(known.toInstant(known.toWall(at)));
      }),
      { numRuns: 200 },
    );
  });

  it('are read back from their definitions', () => {
    for (const id of WINDOWS_ZONES) {
      const rules = zone(id).rules();
      const read = rulesIn(definitionElement('TimeZoneDefinition', rules, true));
      expect(read?.years.map((one) => [one.year, one.standard])).toEqual(
        rules.years.map((one, index) => [index === 0 ? 1970 : one.year, one.standard]),
      );
      const custom = zoneByRules(read ?? rules);
      for (let month = 0; month < 120; month += 5) {
        const at = Date.UTC(2020, month, 10, 12);
        expect(custom.toWall(at)).toBe(zone(id).toWall(at));
      }
    }
  });

  it('mean the same as VTIMEZONE', () => {
    fc.assert(
      fc.property(windowsZone, instants, (id, hour) => {
        const wall = zone(id).toWall(hour * 3_600_000);
        const defined = new ICAL.Timezone(vtimezoneOf(id, zone(id).rules()));
        const time = ICAL.Time.fromDateTimeString(wall);
        const at = Date.parse(`${wall}Z`) - defined.utcOffset(time) * 1000;
        // An hour that the clock repeats has two answers.
        expect(zone(id).toWall(at)).toBe(wall);
      }),
      { numRuns: 100 },
    );
  });

  it('are told as Windows tells them', () => {
    const [eastern] = calendarMapping.zones.definitions(['eastern standard time', 'Nowhere Time'], true);
    expect(plain(eastern)).toBe(
      '<TimeZoneDefinition Id="Eastern Standard Time" Name="(UTC-05:00) Eastern Time (US & Canada)">' +
        '<Periods><Period Bias="PT5H" Name="Standard" Id="trule:Microsoft/Registry/Eastern Standard Time/2007-Standard"></Period>' +
        '<Period Bias="PT4H" Name="Daylight" Id="trule:Microsoft/Registry/Eastern Standard Time/2007-Daylight"></Period></Periods>' +
        '<TransitionsGroups><TransitionsGroup Id="0">' +
        '<RecurringDayTransition><To Kind="Period">trule:Microsoft/Registry/Eastern Standard Time/2007-Daylight</To>' +
        '<TimeOffset>PT2H</TimeOffset><Month>3</Month><DayOfWeek>Sunday</DayOfWeek><Occurrence>2</Occurrence></RecurringDayTransition>' +
        '<RecurringDayTransition><To Kind="Period">trule:Microsoft/Registry/Eastern Standard Time/2007-Standard</To>' +
        '<TimeOffset>PT2H</TimeOffset><Month>11</Month><DayOfWeek>Sunday</DayOfWeek><Occurrence>1</Occurrence></RecurringDayTransition>' +
        '</TransitionsGroup></TransitionsGroups>' +
        '<Transitions><Transition><To Kind="Group">0</To></Transition></Transitions></TimeZoneDefinition>',
    );
    expect(plain(calendarMapping.zones.definitions(['UTC'], false)[0])).toBe(
      '<TimeZoneDefinition Id="UTC" Name="(UTC) Coordinated Universal Time"></TimeZoneDefinition>',
    );
  });
});

describe("a client's own zone", () => {
  const element = (content: string): ReturnType<typeof readXml> =>
    readXml(`<TimeZone xmlns="${TYPES}">${content}</TimeZone>`);
  const change = (name: string, bias: number, month: number, order: number): string =>
    `<${name}><Bias>${String(bias)}</Bias><Time>02:00:00</Time><DayOrder>${String(order)}</DayOrder><Month>${String(month)}</Month><DayOfWeek>Sunday</DayOfWeek></${name}>`;

  it('is understood as GetUserAvailability writes it', () => {
    const pacific = calendarMapping.zones.zoneOf(
      element(`<Bias>480</Bias>${change('StandardTime', 0, 11, 1)}${change('DaylightTime', -60, 3, 2)}`),
    );
    for (let month = 0; month < 24; month += 1) {
      const at = Date.UTC(2026, month, 12, 20);
      const expected = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('America/Los_Angeles');
      expect(pacific.toWall(at)).toBe(expected.toPlainDateTime().toString());
    }
    const fixed = calendarMapping.zones.zoneOf(
      element(`<Bias>-330</Bias>${change('StandardTime', 0, 0, 0)}${change('DaylightTime', 0, 0, 0)}`),
    );
    expect(fixed.toInstant('2026-07-01T05:30:00')).toBe(Date.UTC(2026, 6, 1));
  });

  it('is refused when nobody knows it', () => {
    const nowhere = readXml(`<TimeZoneDefinition xmlns="${TYPES}" Id="Nowhere Standard Time"/>`);
    expect(problem(() => calendarMapping.zones.zoneOf(nowhere))).toBe('ErrorTimeZone');
    const without = readXml(
      `<TimeZoneDefinition xmlns="${TYPES}" Id="x"><Periods><Period Bias="soon" Name="S" Id="s"/></Periods></TimeZoneDefinition>`,
    );
    expect(problem(() => calendarMapping.zones.zoneOf(without))).toBe('ErrorTimeZone');
  });

  it('survives as VTIMEZONE', () => {
    const berlin = vtimezoneOf('Ours', zone('W. Europe Standard Time').rules());
    const rules = currentRules(berlin);
    expect(
      rules?.transitions.map(({ month, on, time, before, after }) => [month, on, time, before, after]),
    ).toEqual([
      [3, { weekday: 0, occurrence: -1 }, 120, 60, 120],
      [10, { weekday: 0, occurrence: -1 }, 180, 120, 60],
    ]);
  });
});

describeWith(['xmllint', 'reference-data'], 'all time zones in one answer', () => {
  it.each(['ews', 'ews/exchange-15.2'] as const)('are valid by the schemas in %s', (generation) => {
    const answer = m(
      'GetServerTimeZonesResponse',
      m(
        'ResponseMessages',
        mWith(
          'GetServerTimeZonesResponseMessage',
          { ResponseClass: 'Success' },
          m('ResponseCode', 'NoError'),
          m('TimeZoneDefinitions', ...calendarMapping.zones.definitions(null, true)),
        ),
      ),
    );
    expect(lint(writeXml(answer, PREFIXES), generation)).toBe('');
  });
});
