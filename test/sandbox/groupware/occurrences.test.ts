import fc from 'fast-check';
import ICAL from 'ical.js';
import { readCalendarObject } from '../../../src/sandbox/groupware/ical/calendar-object.ts';
import { occurrencesIn } from '../../../src/sandbox/groupware/ical/occurrences.ts';
import { eventText, vevent } from '../support.ts';

function starts(
  lines: readonly string[],
  from: string,
  to: string,
  more: readonly string[] = [],
): readonly string[] {
  const object = readCalendarObject(eventText({ lines, more }));
  const { occurrences } = occurrencesIn(object, { from: Date.parse(from), to: Date.parse(to) });
  return occurrences.map(({ start }) => new Date(start).toISOString().slice(0, 16));
}

describe('occurrences in a frame', () => {
  const weekly = ['DTSTART;TZID=Europe/Zurich:20260316T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=4'];

  it('keep the wall clock over the change to summer time', () => {
    expect(starts(weekly, '2026-03-01', '2026-05-01')).toEqual([
      '2026-03-16T09:00',
      '2026-03-23T09:00',
      '2026-03-30T08:00',
      '2026-04-06T08:00',
    ]);
  });

  it('end with an UNTIL that is given in UTC', () => {
    const rule = 'RRULE:FREQ=WEEKLY;UNTIL=20260330T080000Z';
    expect(starts([weekly[0] ?? '', rule], '2026-03-01', '2026-05-01')).toHaveLength(3);
    const before = 'RRULE:FREQ=WEEKLY;UNTIL=20260330T075959Z';
    expect(starts([weekly[0] ?? '', before], '2026-03-01', '2026-05-01')).toHaveLength(2);
  });

  it('leave out EXDATEs, add RDATEs and follow exceptions to where they were moved', () => {
    const lines = [
      ...weekly,
      'EXDATE;TZID=Europe/Zurich:20260323T100000',
      'RDATE;TZID=Europe/Zurich:20260325T100000',
    ];
    const moved = vevent('one@test', [
      'RECURRENCE-ID;TZID=Europe/Zurich:20260406T100000',
      'DTSTART;TZID=Europe/Zurich:20260601T100000',
    ]);
    expect(starts(lines, '2026-03-01', '2026-07-01', moved)).toEqual([
      '2026-03-16T09:00',
      '2026-03-25T09:00',
      '2026-03-30T08:00',
      '2026-06-01T08:00',
    ]);
    expect(starts(lines, '2026-05-30', '2026-06-02', moved)).toEqual(['2026-06-01T08:00']);
    expect(starts(lines, '2026-04-06', '2026-04-07', moved)).toEqual([]);
  });

  it.each([
    ['that touches the end', 'DTEND:20260310T110000Z', '2026-03-10T11:00Z', '2026-03-10T12:00Z', 0],
    ['that touches the start', 'DTEND:20260310T110000Z', '2026-03-10T09:00Z', '2026-03-10T10:00Z', 0],
    ['inside', 'DTEND:20260310T110000Z', '2026-03-10T10:30Z', '2026-03-10T10:31Z', 1],
    ['that begins with a moment', 'DURATION:PT0S', '2026-03-10T10:00Z', '2026-03-10T11:00Z', 1],
    ['that ends with a moment', 'DURATION:PT0S', '2026-03-10T09:00Z', '2026-03-10T10:00Z', 0],
  ])('a frame %s', (_name, end, from, to, count) => {
    expect(starts(['DTSTART:20260310T100000Z', end], from, to)).toHaveLength(count);
  });

  it('use the VTIMEZONE of an unknown zone', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Office',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0530',
      'TZOFFSETTO:+0530',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    expect(starts(['DTSTART;TZID=Office:20260310T100000'], '2026-03-10', '2026-03-11', zone)).toEqual([
      '2026-03-10T04:30',
    ]);
  });

  it('come in time for a rule without end that began long ago', () => {
    const lines = ['DTSTART:19700101T100000Z', 'RRULE:FREQ=DAILY'];
    expect(starts(lines, '2026-03-10', '2026-03-12')).toEqual(['2026-03-10T10:00', '2026-03-11T10:00']);
  });

  it('are not counted when a rule has millions of them', () => {
    const object = readCalendarObject(
      eventText({ lines: ['DTSTART:20200101T000000Z', 'RRULE:FREQ=SECONDLY'] }),
    );
    const frame = { from: Date.parse('2026-01-01'), to: Date.parse('2026-12-31') };
    expect(occurrencesIn(object, frame).complete).toBe(false);
  });

  it('never come of a rule that matches no day, beside the first', () => {
    const lines = ['DTSTART:20260131T100000Z', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'];
    expect(starts(lines, '2026-01-01', '2040-01-01')).toEqual(['2026-01-31T10:00']);
  });

  it('are those that another library finds', () => {
    const rules = fc
      .record({
        freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
        interval: fc.integer({ min: 1, max: 4 }),
        count: fc.integer({ min: 1, max: 30 }),
        day: fc.integer({ min: 1, max: 28 }),
      })
      .map(({ freq, interval, count, day }) => ({
        start: `202601${String(day).padStart(2, '0')}T100000`,
        rule: `FREQ=${freq};INTERVAL=${String(interval)};COUNT=${String(count)}`,
      }));
    fc.assert(
      fc.property(rules, ({ start, rule }) => {
        const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(iso(start)));
        const expected: string[] = [];
        for (
          let at = iterator.next() as ICAL.Time | null;
          at !== null;
          at = iterator.next() as ICAL.Time | null
        ) {
          expected.push(at.toString().slice(0, 16));
        }
        expect(starts([`DTSTART:${start}Z`, `RRULE:${rule}`], '2025-01-01', '2300-01-01')).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});

function iso(compact: string): string {
  return compact.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6');
}
