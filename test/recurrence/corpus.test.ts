import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { toItem } from '../../src/server/mailboxes/caldav/to-item.ts';
import type { Event } from '../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../src/sync/kinds/event/normalise.ts';
import { occurrences } from '../../src/sync/kinds/event/occurrences.ts';
import { describeWith, referenceFiles } from '../requirements.ts';
import type { Component, Line, TimeValue } from './reference/icalendar.ts';
import { componentsOf, linesNamed, recurOf, shownIn, timeOf, timesOf } from './reference/icalendar.ts';
import { momentOf } from './reference/jscalendar.ts';
import { recurrenceSet } from './reference/series.ts';
import { instantOf } from './reference/zone.ts';

const FROM = momentOf('1900-01-01T00:00:00');
const TO = momentOf('2100-01-01T00:00:00');
const MOST = 100;
/** How many periods of a rule the reference walks through: a rule that yields less than MOST in them ends in this window. */
const PERIODS = 20_000;

/** Files of which the product deliberately says something else than the reference, each with its reason. */
const DELIBERATE: Readonly<Record<string, string>> = {
  'ical__testdata_rrule-monthly.ics#0':
    'A RECURRENCE-ID beside a rule and no series: one occurrence of a series that is not there; the reference finds none.',
  'icalendar__tests_calendars_issue_156_RDATE_with_PERIOD_TZID_khal_2.ics#0':
    'The same with RANGE=THISANDFUTURE (Lotus Notes): the one occurrence that it names.',
};

/** What the definitions of these zones say; their names are no zones. */
const DEFINED: Readonly<Record<string, string>> = {
  'US-Eastern': 'America/New_York',
  Eastern: 'America/New_York',
  '(UTC-05:00) Eastern Time (US & Canada)': 'America/New_York',
  '/America/New_York': 'America/New_York',
  '/Europe/Stockholm': 'Europe/Stockholm',
  '/softwarestudio.org/Olson_20011030_5/America/Chicago': 'America/Chicago',
  'Kuala Lumpur, Singapore': 'Asia/Singapore',
  'Canberra, Melbourne, Sydney': 'Australia/Sydney',
  'Central European Standard Time': 'Europe/Warsaw',
};

/** A calendar object as servers keep it: one UID, and the zones. */
interface CalendarObject {
  readonly name: string;
  readonly events: readonly Component[];
  readonly text: string;
}

function objectsOf(name: string, text: string): readonly CalendarObject[] {
  return componentsOf(text)
    .filter((calendar) => calendar.name === 'VCALENDAR')
    .flatMap((calendar) => {
      const zones = calendar.parts.filter((part) => part.name === 'VTIMEZONE');
      const events = calendar.parts.filter((part) => part.name === 'VEVENT');
      const uids = new Set(events.map((event) => linesNamed(event, 'UID')[0]?.value ?? ''));
      return [...uids].map((uid, index) => {
        const own = events.filter((event) => (linesNamed(event, 'UID')[0]?.value ?? '') === uid);
        const body = [...zones, ...own].flatMap((part) => part.text);
        const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//', ...body, 'END:VCALENDAR'];
        return { name: `${name}#${String(index)}`, events: own, text: `${lines.join('\r\n')}\r\n` };
      });
    });
}

/** The zone that a TZID names by itself; what only a VTIMEZONE could tell is not for this comparison. */
class UnknownZone extends Error {}

function zoneOf(tzid: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: DEFINED[tzid.trim()] ?? tzid.trim() }).resolvedOptions()
      .timeZone;
  } catch {
    throw new UnknownZone(tzid);
  }
}

/** What the reference finds in an object: starts as instants (seconds), ascending. */
function referenceStarts({ events }: CalendarObject): readonly number[] {
  const first = (component: Component, name: string): Line | undefined => linesNamed(component, name)[0];
  const master = events.find((event) => first(event, 'RECURRENCE-ID') === undefined);
  const line = master === undefined ? undefined : first(master, 'DTSTART');
  const start = line === undefined ? undefined : timesOf(line, zoneOf)[0];
  if (master === undefined || start === undefined) return [];
  const key = (time: TimeValue): number =>
    start.dateOnly || time.dateOnly
      ? Math.floor(time.local / 86_400) * 86_400 + (start.local - Math.floor(start.local / 86_400) * 86_400)
      : shownIn(time, start.zone);
  const listed = (name: string): readonly number[] =>
    linesNamed(master, name).flatMap((entry) => timesOf(entry, zoneOf).map(key));
  const until = (text: string): number => {
    const time = timeOf(text, line?.parameters.get('TZID'), zoneOf);
    if (start.dateOnly) return Math.floor(time.local / 86_400) * 86_400;
    return time.dateOnly ? time.local + 86_399 : shownIn(time, start.zone);
  };
  const set = recurrenceSet(
    {
      start: start.local,
      rules: linesNamed(master, 'RRULE').map(({ value }) => recurOf(value, until)),
      additional: listed('RDATE'),
      excluded: listed('EXDATE'),
    },
    { until: TO, periods: PERIODS },
    MOST * 6,
  );
  const near = set.filter((local) => local >= FROM - 2 * 86_400).slice(0, MOST * 2);
  const starts = new Map(near.map((local) => [local, instantOf(local, start.zone)]));
  for (const event of events) {
    const [id, own] = [first(event, 'RECURRENCE-ID'), first(event, 'DTSTART')];
    if (id === undefined || own === undefined) continue;
    const [original, moved] = [timesOf(id, zoneOf)[0], timesOf(own, zoneOf)[0]];
    if (original !== undefined && moved !== undefined)
      starts.set(key(original), instantOf(moved.local, moved.zone));
  }
  return [...starts.values()].filter((at) => at >= FROM && at < TO).sort((a, b) => a - b);
}

function productStarts(event: Event): readonly number[] {
  const window = { from: FROM * 1000, to: TO * 1000 };
  return occurrences(event, window, MOST).map(({ startMs }) => startMs / 1000);
}

describeWith(['reference-data'], 'Recurring events of the corpus', () => {
  const objects = referenceFiles('ical', '.ics')
    .flatMap((path) => objectsOf(basename(path), readFileSync(path, 'utf8')))
    .filter(({ events }) =>
      events.some((event) => ['RRULE', 'RDATE'].some((name) => linesNamed(event, name).length > 0)),
    );

  const readable = objects.flatMap((object) => {
    const { item } = toItem(object.text);
    return item === undefined ? [] : [{ object, event: normaliseEvent(item) }];
  });
  /** Null where the zone is told by a definition alone. */
  const starts = (object: CalendarObject): readonly number[] | null => {
    try {
      return referenceStarts(object).slice(0, MOST);
    } catch (error) {
      if (error instanceof UnknownZone) return null;
      throw error;
    }
  };

  it('are on the days on which the reference has them, from 1900 to 2100', () => {
    const [differing, unnamed]: [string[], string[]] = [[], []];
    for (const { object, event } of readable) {
      const reference = starts(object);
      if (reference === null) unnamed.push(object.name);
      else if (JSON.stringify(productStarts(event)) !== JSON.stringify(reference))
        differing.push(object.name);
    }
    expect(differing.sort()).toEqual(Object.keys(DELIBERATE).sort());
    // Left out: rules that are none, and series whose zone's definition is that of no zone: those are set aside.
    expect(objects.length).toBeGreaterThan(490);
    expect(objects.length - readable.length).toBeLessThanOrEqual(20);
    expect(unnamed.length).toBeLessThan(10);
  });
});
