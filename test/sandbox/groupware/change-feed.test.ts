import fc from 'fast-check';
import { settableClock } from '../../../src/sandbox/clock.ts';
import { createGroupware } from '../../../src/sandbox/groupware/groupware.ts';
import type { Groupware } from '../../../src/sandbox/groupware/groupware.ts';
import { eventText, START, USERS } from '../support.ts';

function groupware(): { readonly house: Groupware; readonly id: string } {
  const house = createGroupware(settableClock(START));
  for (const user of USERS) house.users.add(user);
  return { house, id: house.calendars.add({ owner: 'alice', slug: 'work', name: 'Work' }).id };
}

type Deed = {
  readonly what: 'put' | 'remove' | 'touch' | 'look';
  readonly which: number;
  readonly limit: number;
};

const deeds = fc.array(
  fc.record<Deed>({
    what: fc.constantFrom('put', 'put', 'remove', 'touch', 'look'),
    which: fc.integer({ min: 0, max: 6 }),
    limit: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 40 },
);

function carryOut(house: Groupware, id: string, { what, which }: Deed, round: number): void {
  const name = `${String(which)}.ics`;
  if (what === 'put') {
    const lines = ['DTSTART:20260310T100000Z', `SUMMARY:Round ${String(round)}`];
    house.events.save({ calendarId: id, name, text: eventText({ uid: name, lines }), schedule: false });
  } else if (house.events.find(id, name) !== undefined) {
    if (what === 'remove') house.events.remove({ calendarId: id, name, schedule: false });
    else house.events.touch(id, name);
  }
}

/** Follows the feed to its end in pages, into `seen`. */
function follow(
  house: Groupware,
  id: string,
  cursor: string | null,
  limit: number,
  seen: Map<string, number>,
): string {
  for (let at = cursor; ;) {
    const page = house.calendars.changes(id, at, limit);
    for (const change of page.changes) {
      if (change.kind === 'removed') seen.delete(change.name);
      else seen.set(change.event.name, change.event.version);
    }
    at = page.cursor;
    if (!page.more) return at;
  }
}

describe('a calendar’s change feed', () => {
  it('leads whoever follows it in pages to what the calendar holds', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const { house, id } = groupware();
        const seen = new Map<string, number>();
        let cursor: string | null = null;
        for (const [round, deed] of list.entries()) {
          if (deed.what === 'look') cursor = follow(house, id, cursor, deed.limit, seen);
          else carryOut(house, id, deed, round);
        }
        follow(house, id, cursor, 3, seen);
        const held = house.events.in(id).map(({ name, version }) => [name, version]);
        expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(held));
      }),
      { numRuns: 300 },
    );
  });

  it('never gives a version twice, not even to a name that comes back', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const { house, id } = groupware();
        const texts = new Map<number, string>();
        for (const [round, deed] of list.entries()) {
          carryOut(house, id, deed, round);
          for (const { name, version, object } of house.events.in(id)) {
            const key = `${name} ${object.text}`;
            expect(texts.get(version) ?? key).toBe(key);
            texts.set(version, key);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('names an event once, by what became of it last', () => {
    const { house, id } = groupware();
    const begin = house.calendars.cursor(id);
    const deed = (what: Deed['what'], round: number): void =>
      carryOut(house, id, { what, which: 1, limit: 1 }, round);
    const kinds = (): readonly string[] =>
      house.calendars.changes(id, begin, 10).changes.map(({ kind }) => kind);
    deed('put', 0);
    deed('put', 1);
    expect(kinds()).toEqual(['present']);
    deed('remove', 2);
    expect(kinds()).toEqual(['removed']);
    deed('put', 3);
    expect(kinds()).toEqual(['present']);
  });

  it('lists no removals to somebody who begins', () => {
    const { house, id } = groupware();
    carryOut(house, id, { what: 'put', which: 1, limit: 1 }, 0);
    carryOut(house, id, { what: 'remove', which: 1, limit: 1 }, 1);
    expect(house.calendars.changes(id, null, 10).changes).toEqual([]);
  });

  it.each([
    ['of another calendar’s making', '999-1'],
    ['from the future', 'future'],
    ['that is nonsense', 'http://example.org/bogus'],
    ['that was forgotten', 'forgotten'],
  ])('refuses a cursor %s', (_name, kind) => {
    const { house, id } = groupware();
    const now = house.calendars.cursor(id);
    const [generation = '', position = ''] = now.split('-');
    const cursor =
      kind === 'future' ? `${generation}-${String(Number(position) + 5)}` : kind === 'forgotten' ? now : kind;
    if (kind === 'forgotten') house.calendars.forgetCursors(id);
    expect(() => house.calendars.changes(id, cursor, 10)).toThrow(
      expect.objectContaining({ code: 'cursor-unknown' }),
    );
  });
});

describe('an event that is expected to be in a certain state', () => {
  const save = (house: Groupware, id: string, expected: number | null): number => {
    const text = eventText({ lines: ['DTSTART:20260310T100000Z'] });
    return house.events.save({ calendarId: id, name: 'e.ics', text, expected, schedule: false }).version;
  };
  const stale = expect.objectContaining({ code: 'stale' }) as unknown as Error;

  it('is written and removed only if it is', () => {
    const { house, id } = groupware();
    expect(() => save(house, id, 7)).toThrow(stale);
    const first = save(house, id, null);
    expect(() => save(house, id, null)).toThrow(stale);
    const second = save(house, id, first);
    const remove = (expected: number): void => {
      house.events.remove({ calendarId: id, name: 'e.ics', expected, schedule: false });
    };
    expect(() => remove(first)).toThrow(stale);
    remove(second);
    expect(house.events.in(id)).toEqual([]);
  });
});
