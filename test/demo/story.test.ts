import fc from 'fast-check';
import { story } from '../../src/demo/story/story.ts';
import { sandboxUsers } from '../../src/demo/story/sandbox-users.ts';
import type { Story } from '../../src/demo/story/types.ts';
import { partsOf, readCalendarObject } from '../../src/sandbox/groupware/ical/calendar-object.ts';
import { ALWAYS, occurrencesIn } from '../../src/sandbox/groupware/ical/occurrences.ts';
import { startSandbox } from '../../src/sandbox/main.ts';

const TODAY = '2026-11-21';
const told = story(TODAY);

/** Any day of some decades. */
const days = fc
  .integer({ min: 0, max: 15_000 })
  .map((count) => new Date(Date.UTC(2020, 0, 1) + count * 86_400_000).toISOString().slice(0, 10));

function texts({ meetings }: Story): readonly string[] {
  return meetings.inMailboxes.flatMap(({ copies }) => copies.map(({ text }) => text));
}

describe('the demo’s story', () => {
  it('has three colleagues, a dozen companies, forty people and forty meetings', () => {
    const { users, companies, persons, meetings } = told;
    expect(users.map(({ name }) => name)).toEqual(['anna', 'ben', 'chiara']);
    expect(companies).toHaveLength(12);
    expect(persons).toHaveLength(40);
    expect(meetings.inMailboxes.length + meetings.inCrm.length).toBe(40);
  });

  it('names everything once, and nothing that is not there', () => {
    const { companies, persons, opportunities, matters, meetings, users } = told;
    const keys = {
      companies: companies.map(({ key }) => key),
      persons: persons.map(({ key }) => key),
      opportunities: opportunities.map(({ number }) => number),
      matters: matters.map(({ number }) => number),
    };
    const people = [...users.map(({ address }) => address), ...persons.flatMap(({ addresses }) => addresses)];
    const uids = [
      ...meetings.inMailboxes.map(({ uid }) => uid),
      ...meetings.inCrm.map(({ event }) => event.uid),
    ];
    for (const list of [...Object.values(keys), people, uids]) expect(new Set(list).size).toBe(list.length);
    for (const { subjects } of [...meetings.inMailboxes, ...meetings.inCrm]) {
      for (const kind of ['companies', 'persons', 'opportunities', 'matters'] as const) {
        expect(keys[kind]).toEqual(expect.arrayContaining([...subjects[kind]]));
      }
    }
    const named = [
      ...persons.flatMap(({ company }) => company ?? []),
      ...[...opportunities, ...matters].map((one) => one.company),
    ];
    expect(keys.companies).toEqual(expect.arrayContaining(named));
    for (const address of people) expect(address).toMatch(/^[a-z.-]+@[a-z-]+\.example$/);
  });

  it('has every kind of meeting', () => {
    const all = texts(told);
    const having = (pattern: RegExp): number => all.filter((text) => pattern.test(text)).length;
    for (const zone of ['Europe/Zurich', 'Europe/London', 'America/New_York']) {
      expect(having(new RegExp(`DTSTART;TZID=${zone}`))).toBeGreaterThan(2);
    }
    for (const pattern of [
      /^RRULE:FREQ=WEEKLY\r$/m,
      /^RRULE:.*COUNT/m,
      /^EXDATE/m,
      /^RECURRENCE-ID/m,
      /^DTSTART;VALUE=DATE/m,
      /^CLASS:PRIVATE/m,
      /^STATUS:CANCELLED/m,
      /^STATUS:TENTATIVE/m,
      /^BEGIN:VALARM/m,
      /^TRANSP:TRANSPARENT/m,
    ]) {
      expect({ pattern, found: having(pattern) > 0 }).toEqual({ pattern, found: true });
    }
    const shared = told.meetings.inMailboxes.filter(({ copies }) => copies.length > 1);
    expect(shared.length).toBeGreaterThan(8);
  });

  it('is told in iCalendar that calendars hold, on any day; exceptions meet their series', () => {
    fc.assert(
      fc.property(days, (today) => {
        for (const text of texts(story(today))) {
          const object = readCalendarObject(text);
          const { master } = object;
          const series = readCalendarObject(
            text.replaceAll(/^EXDATE.*\r\n/gm, '').replace(/(END:VEVENT\r\n)[^]*(END:VCALENDAR)/, '$1$2'),
          );
          const frame = { from: ALWAYS.from, to: Date.parse(today) + 60 * 7 * 86_400_000 };
          const starts = occurrencesIn(series, frame).occurrences.map(({ start }) => start);
          const special = [
            ...(master?.excluded ?? []),
            ...object.exceptions.map(({ recurrenceId }) => recurrenceId),
          ];
          expect(starts).toEqual(expect.arrayContaining(special));
          expect(starts[0]).toBe(master?.startsAt);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('tells colleagues the same of a meeting that they share', () => {
    for (const { copies } of told.meetings.inMailboxes) {
      const essentials = copies.map(({ text }) =>
        partsOf(readCalendarObject(text)).map(
          ({ startsAt, recurrenceId, attendees, organizer, summary, sequence }) => ({
            startsAt,
            recurrenceId,
            attendees,
            organizer,
            summary,
            sequence,
          }),
        ),
      );
      for (const one of essentials) expect(one).toEqual(essentials[0]);
    }
  });

  it('is the same story on the same day, and moves with the days', () => {
    expect(story(TODAY)).toEqual(told);
    expect(texts(story('2026-11-30'))[0]).not.toBe(texts(told)[0]);
    expect(() => story('2026-02-30')).toThrow(RangeError);
  });

  it('fills a sandbox, and mails nobody', async () => {
    const sandbox = await startSandbox({ users: sandboxUsers(told) });
    try {
      const { groupware } = sandbox;
      const counts = told.users.map(({ name }) => groupware.events.in(`${name}/work`).length);
      expect(counts.reduce((sum, count) => sum + count)).toBe(texts(told).length);
      expect(groupware.calendars.find('ben', 'holidays')?.readOnly).toBe(true);
      expect(groupware.events.in('ben/holidays')).toHaveLength(5);
      expect(groupware.outbox.mails()).toEqual([]);
    } finally {
      await sandbox.stop();
    }
  });
});
