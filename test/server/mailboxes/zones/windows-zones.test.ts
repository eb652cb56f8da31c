import { readFileSync } from 'node:fs';
import { zoneByName } from '../../../../src/server/mailboxes/caldav/zones/names.ts';
import { ianaZoneOf, windowsZoneOf } from '../../../../src/server/mailboxes/ews/time-zones.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';

interface Row {
  readonly windows: string;
  readonly territory: string;
  readonly zones: readonly string[];
  /** What Windows shows to people, where the file tells. */
  readonly shown?: string;
}

function readJson(path: string): readonly Row[] {
  const { supplemental } = JSON.parse(readFileSync(path, 'utf8')) as {
    supplemental: {
      windowsZones: { mapTimezones: { mapZone: { _other: string; _type: string; _territory: string } }[] };
    };
  };
  return supplemental.windowsZones.mapTimezones.map(({ mapZone }) => ({
    windows: mapZone._other,
    territory: mapZone._territory,
    zones: mapZone._type.split(' '),
  }));
}

function readXml(path: string): readonly Row[] {
  const rows: Row[] = [];
  let shown = '';
  const line = /<!-- (\(UTC.*?) -->|<mapZone other="([^"]+)" territory="([^"]+)" type="([^"]+)"/g;
  for (const [, name, windows = '', territory = '', zones = ''] of readFileSync(path, 'utf8').matchAll(
    line,
  )) {
    if (name === undefined) rows.push({ windows, territory, zones: zones.split(' '), shown });
    else shown = name.replaceAll('&amp;', '&');
  }
  return rows;
}

/** One name for a zone and its aliases; null for one that this version of Node has not heard of. */
function known(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const NOON = '2026-07-01T12:00:00';

/**
 * Where the Windows zone that the CLDR names has other clocks by now: Greenland and two stations in Antarctica changed theirs
 * in 2023 and 2024. Written as the CLDR says; Exchange items carry the IANA name beside it.
 */
const MOVED = ['America/Scoresbysund', 'Antarctica/Vostok', 'Antarctica/Casey'];

describeWith(['reference-data'], "Every Windows zone of Unicode's table", () => {
  const path = (name: string): string => referenceFiles('tz', name)[0] ?? '';
  const current = readJson(path('windowsZones.cldr48.json'));
  const old = readXml(path('windowsZones.cldr41.xml'));
  const world = current.filter(({ territory }) => territory === '001');

  it('is there, as often as one expects', () => {
    expect(world.length).toBeGreaterThan(130);
    expect(current.length).toBeGreaterThan(400);
    expect(old.filter(({ territory }) => territory === '001').length).toBeGreaterThan(130);
  });

  it('maps to an IANA zone, in Exchange and in calendar objects, and back', () => {
    for (const { windows, zones } of world) {
      const [iana = ''] = zones;
      const found = { exchange: ianaZoneOf(windows), calendar: zoneByName(windows) };
      expect({ windows, ...found }).toEqual({ windows, exchange: iana, calendar: iana });
      expect({ iana, windows: windowsZoneOf(iana, NOON) }).toEqual({ iana, windows });
      expect(ianaZoneOf(windowsZoneOf(iana, NOON) ?? '')).toBe(iana);
      expect([ianaZoneOf(windows.toUpperCase()), zoneByName(windows.toLowerCase())]).toEqual([iana, iana]);
    }
  });

  it('is what each IANA zone of each of its territories maps to, old names and aliases too', () => {
    let looked = 0;
    for (const { windows, zones } of current) {
      for (const iana of zones) {
        if (known(iana) === null) continue;
        looked += 1;
        expect({ iana, windows: windowsZoneOf(iana, NOON) }).toEqual({ iana, windows });
      }
    }
    expect(looked).toBeGreaterThan(430);
  });

  it('keeps its clocks when an IANA zone goes there and comes back, but for those that Windows lacks', () => {
    const samples = ['01-15', '07-15'].map((day) => Date.parse(`2026-${day}T12:00:00Z`));
    const hour = (zone: string, at: number): string =>
      new Intl.DateTimeFormat('en', { timeZone: zone, timeStyle: 'long', hourCycle: 'h23' }).format(at);
    const clock = (zone: string): readonly string[] => samples.map((at) => hour(zone, at).slice(0, 5));
    const moved = current
      .flatMap(({ zones }) => zones)
      .filter((zone) => known(zone) !== null)
      .filter((zone) => {
        const back = ianaZoneOf(windowsZoneOf(zone, NOON) ?? '') ?? '';
        return JSON.stringify(clock(zone)) !== JSON.stringify(clock(back));
      });
    expect(moved.filter((zone) => !MOVED.includes(zone))).toEqual([]);
  });

  it('is known by its older table, and by the name that people see', () => {
    for (const { windows, territory, shown = '' } of old) {
      if (territory !== '001') continue;
      expect({ windows, zone: ianaZoneOf(windows) }).toEqual({ windows, zone: expect.any(String) });
      // Of two zones that are shown alike the older one is meant.
      const alike = old.find((row) => row.territory === '001' && row.shown === shown);
      expect({ shown, zone: zoneByName(shown) }).toEqual({ shown, zone: ianaZoneOf(alike?.windows ?? '') });
    }
  });
});
