import { readFileSync } from 'node:fs';
import { toItem } from '../../src/server/mailboxes/caldav/to-item.ts';
import type { Event } from '../../src/sync/kinds/event/event.ts';
import { ruleStarts } from '../../src/sync/kinds/event/recurrence.ts';
import { describeWith, referenceFiles } from '../requirements.ts';
import { recurOf, timeOf } from './reference/icalendar.ts';
import { localOfMoment, momentOf } from './reference/jscalendar.ts';
import { recurrenceSet } from './reference/series.ts';

/** One case of libical's own list: a rule, where it starts, and what libical makes of it. */
interface Vector {
  readonly rule: string;
  readonly start: string;
  readonly instances: readonly string[];
}

/** Without those about errors, starts somewhere in between, and the parts of RFC 7529, which the product sets aside. */
function read(path: string): readonly Vector[] {
  const blocks = readFileSync(path, 'utf8')
    .replaceAll('\r', '')
    .split(/\n\s*\n/);
  return blocks.flatMap((block) => {
    const field = (name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(block)?.[1]?.trim() ?? '';
    const [rule, start, instances] = [field('RRULE'), field('DTSTART'), field('INSTANCES')];
    const isOther =
      /RSCALE|SKIP/.test(rule) ||
      DELIBERATE.includes(rule) ||
      field('START-AT') !== '' ||
      !/^\d/.test(instances);
    return isOther ? [] : [{ rule, start, instances: instances.split(',') }];
  });
}

const momentAt = (value: string): number => timeOf(value, undefined, () => null).local;

/** "BYSECOND, BYMINUTE and BYHOUR MUST be ignored" where the start is a date. */
function forDates({ rule, start }: Vector): string {
  return start.includes('T') ? rule : rule.replaceAll(/;BY(?:HOUR|MINUTE|SECOND)=[^;]*/g, '');
}

/**
 * libical takes the month of the start where a yearly rule names days of the month and no month, as RFC 8984 does. RFC 5545's
 * table has them expand the year; dateutil reads it so, and so do we. With an INTERVAL, libical counts years of weeks, we and
 * dateutil those of the calendar: the days of week 1 and 53 then belong to other years.
 */
const DELIBERATE = [
  'FREQ=YEARLY;BYMONTHDAY=29;COUNT=3',
  'FREQ=YEARLY;BYMONTHDAY=-29,-1;COUNT=4',
  'FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=6;UNTIL=20170101T000000Z',
  'FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU;INTERVAL=3;UNTIL=20320101',
];

/** A start beside its rule is no instance for libical; for us it is one, and counted: then the last one is lacking. */
function instancesOf({ rule, start, instances }: Vector): readonly string[] {
  const isCounted = rule.includes('COUNT=') && !instances.includes(start);
  return instances.slice(0, isCounted ? -1 : undefined).map((value) => localOfMoment(momentAt(value)));
}

/** Without a start that libical leaves out; it ends endless rules after some. */
function asThere(found: readonly string[], vector: Vector): readonly string[] {
  const first = localOfMoment(momentAt(vector.start));
  const isLeftOut = !vector.instances.includes(vector.start);
  return found.filter((at) => !isLeftOut || at !== first).slice(0, instancesOf(vector).length);
}

describeWith(['reference-data'], "libical's list of rules", () => {
  const vectors = referenceFiles('ical/rrule-vectors', 'libical__src_test_icalrecur_test.txt').flatMap(read);
  const expected = vectors.map((vector) => ({ rule: vector.rule, found: instancesOf(vector) }));
  const most = momentOf('9999-12-31T23:59:59');

  it('is read by the reference as by libical', () => {
    const found = vectors.map((vector) => {
      const set = {
        start: momentAt(vector.start),
        rules: [recurOf(forDates(vector), momentAt)],
        additional: [],
        excluded: [],
      };
      const all = recurrenceSet(set, { until: most, periods: 100_000 }, vector.instances.length + 1);
      return { rule: vector.rule, found: asThere(all.map(localOfMoment), vector) };
    });
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(120);
  });

  it('is read by the product as by libical', () => {
    const found = vectors.map((vector) => {
      const body = `BEGIN:VEVENT\nUID:1\nDTSTART:${vector.start}\nRRULE:${vector.rule}\nEND:VEVENT`;
      const { item } = toItem(`BEGIN:VCALENDAR\n${body}\nEND:VCALENDAR\n`);
      const all = ruleStarts(item as Event, -Infinity, Infinity, vector.instances.length + 1);
      return { rule: vector.rule, found: asThere(all, vector) };
    });
    expect(found).toEqual(expected);
  });
});
