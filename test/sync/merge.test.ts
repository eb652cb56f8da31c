import * as fc from 'fast-check';
import type { Item } from '../../src/sync/item.ts';
import { equal } from '../../src/sync/json.ts';
import type { JsonObject } from '../../src/sync/json.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import { merge } from '../../src/sync/merge.ts';
import type { MergeOptions } from '../../src/sync/leaf.ts';
import type { Side } from '../../src/sync/ports.ts';
import { patchBetween, settledBases } from '../../src/sync/settle.ts';
import { applyPatch } from '../../src/sync/item.ts';

const FIELDS = Object.keys(eventKind.fields).filter((name) => eventKind.fields[name]?.scope === 'shared');

function options(writable: readonly Side[] = ['crm', 'mailbox']): MergeOptions {
  return { kind: eventKind, fields: FIELDS, writable, organizer: 'mailbox' };
}

const hour = fc.constantFrom('09', '10', '11');
const at = fc.tuple(fc.constantFrom('01', '02', '03'), hour).map(([day, h]) => `2026-12-${day}T${h}:00:00`);
const person = fc.record(
  {
    roles: fc.constantFrom({ attendee: true }, { owner: true, attendee: true }),
    participationStatus: fc.constantFrom('accepted', 'declined'),
  },
  { requiredKeys: ['roles'] },
);
const exception = fc.oneof(
  fc.constant({ excluded: true }),
  fc.record(
    { title: fc.constantFrom('a', 'b', 'c'), start: at, duration: fc.constantFrom('PT1H', 'PT2H', null) },
    { requiredKeys: [] },
  ),
);
const parts = {
  title: fc.constantFrom('a', 'b', 'c'),
  description: fc.constantFrom('x', 'y'),
  start: at,
  timeZone: fc.constantFrom('Europe/Zurich', 'America/New_York'),
  duration: fc.constantFrom('PT1H', 'PT2H'),
  showWithoutTime: fc.boolean(),
  recurrenceRules: fc.constantFrom([{ frequency: 'daily' }], [{ frequency: 'weekly' }]),
  recurrenceOverrides: fc.dictionary(at, exception, { maxKeys: 3 }),
  participants: fc.dictionary(fc.constantFrom('mailto:a@x', 'mailto:b@x', 'mailto:c@x'), person),
  locations: fc.constantFrom({ 1: { name: 'Here' } }, { 1: { name: 'There' } }),
  status: fc.constantFrom('tentative', 'cancelled'),
  priority: fc.constantFrom(1, 5),
};
const form: fc.Arbitrary<Item> = fc
  .record(parts, { requiredKeys: ['start', 'timeZone'] })
  .map((item) => eventKind.shared(eventKind.normalise({ '@type': 'Event', uid: 'm', ...item })));

/** An edit of some properties; null removes one. */
const edit = fc.record(
  Object.fromEntries(
    Object.entries(parts).map(([name, value]) => [
      name,
      name === 'start' || name === 'timeZone' ? value : fc.oneof(value, fc.constant(null)),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

/** Edits that leave an event timed or all-day. */
const timed = edit.map(({ showWithoutTime: _all, ...patch }) => patch);

function edited(item: Item, patch: JsonObject): Item {
  return eventKind.shared(eventKind.normalise(applyPatch(item, patch)));
}

const both = (item: Item): Record<Side, Item> => ({ crm: item, mailbox: item });

/** Edits both sides of a pair and writes until they agree; the sides in the order of their writes. */
function converge(before: Item, mine: JsonObject, theirs: JsonObject): readonly Side[] {
  return settleSides(both(before), { crm: edited(before, mine), mailbox: edited(before, theirs) });
}

function settleSides(
  bases: Readonly<Record<Side, Item>>,
  items: Readonly<Record<Side, Item>>,
): readonly Side[] {
  let [base, now] = [bases, items];
  const written: Side[] = [];
  while (written.length < 10) {
    const input = { base, now };
    const found = merge(input, options());
    const side = (['crm', 'mailbox'] as const).find(
      (candidate) => !FIELDS.every((field) => equal(now[candidate][field], found.target[candidate][field])),
    );
    base = settledBases(input, found, side ?? null, options());
    if (side === undefined) break;
    written.push(side);
    const patch = patchBetween(now[side], found.target[side], FIELDS);
    now = { ...now, [side]: eventKind.normalise(applyPatch(now[side], patch)) };
  }
  expect(now.crm).toEqual(now.mailbox);
  expect(merge({ base, now }, options()).leaves.flatMap(({ writers }) => writers)).toEqual([]);
  return written;
}

describe('the merge', () => {
  it('writes nothing where nothing changed since the bases, however they differ', () => {
    fc.assert(
      fc.property(form, form, (crm, mailbox) => {
        const found = merge({ base: { crm, mailbox }, now: { crm, mailbox } }, options());
        expect(found.target).toEqual({ crm, mailbox });
        expect(found.leaves.flatMap(({ writers }) => writers)).toEqual([]);
      }),
    );
  });

  it('takes a change of one side as a whole', () => {
    fc.assert(
      fc.property(form, form, fc.constantFrom<Side>('crm', 'mailbox'), (before, after, side) => {
        const now = { ...both(before), [side]: after };
        const found = merge({ base: both(before), now }, options());
        for (const target of Object.values(found.target)) expect(target).toEqual(after);
        expect(found.leaves.some(({ loser }) => loser !== undefined)).toBe(false);
      }),
    );
  });

  it('adopts what both sides changed alike', () => {
    fc.assert(
      fc.property(form, form, form, (crm, mailbox, after) => {
        const found = merge({ base: { crm, mailbox }, now: both(after) }, options());
        expect(found.target).toEqual(both(after));
        expect(found.leaves.some(({ loser }) => loser !== undefined)).toBe(false);
      }),
    );
  });

  it('keeps edits of different properties', () => {
    const plain = ['title', 'description', 'priority', 'status', 'locations', 'participants'];
    fc.assert(
      fc.property(form, edit, edit, (before, one, other) => {
        const mine = Object.fromEntries(
          Object.entries(one).filter(([name]) => plain.indexOf(name) % 2 === 0),
        );
        const theirs = Object.fromEntries(
          Object.entries(other).filter(([name]) => plain.indexOf(name) % 2 === 1),
        );
        const now = { crm: edited(before, mine), mailbox: edited(before, theirs) };
        const found = merge({ base: both(before), now }, options());
        expect(found.target).toEqual(both(edited(before, { ...mine, ...theirs })));
      }),
    );
  });

  it('does not depend on who is who where the policy does not', () => {
    fc.assert(
      fc.property(form, timed, timed, (before, one, other) => {
        const [a, b] = [edited(before, one), edited(before, other)];
        const swap = (item: Record<Side, Item>) => ({ crm: item.mailbox, mailbox: item.crm });
        const forward = merge({ base: both(before), now: { crm: a, mailbox: b } }, options());
        const backward = merge(
          { base: both(before), now: { crm: b, mailbox: a } },
          { ...options(), organizer: 'crm' },
        );
        // Titles are the CRM's, times the organiser's: only the latter can be turned around.
        for (const field of ['start', 'timeZone', 'duration'])
          expect(forward.target.crm[field]).toEqual(swap(backward.target).crm[field]);
      }),
    );
  });

  it('never writes what may not be written, and remembers what waits', () => {
    fc.assert(
      fc.property(
        form,
        timed,
        timed,
        fc.subarray<Side>(['crm', 'mailbox']),
        (before, one, other, writable) => {
          const now = { crm: edited(before, one), mailbox: edited(before, other) };
          const input = { base: both(before), now };
          const found = merge(input, options(writable));
          for (const side of ['crm', 'mailbox'] as const)
            if (!writable.includes(side)) expect(found.target[side]).toEqual(now[side]);
          if (writable.length === 0) {
            const bases = settledBases(input, found, null, options(writable));
            // What waited is still to be done once it may be: the bases have not forgotten it.
            settleSides(bases, now);
          }
        },
      ),
    );
  });

  it('pairs without overwriting: one side empty is filled, two values stay', () => {
    fc.assert(
      fc.property(form, form, (crm, mailbox) => {
        const found = merge({ base: { crm: null, mailbox: null }, now: { crm, mailbox } }, options());
        // Maps are completed entry by entry, exceptions by occurrence.
        for (const field of FIELDS.filter((name) => eventKind.fields[name]?.merge === 'value')) {
          const [mine, theirs] = [crm[field], mailbox[field]];
          if (mine !== undefined) expect(found.target.crm[field]).toEqual(mine);
          if (theirs !== undefined) expect(found.target.mailbox[field]).toEqual(theirs);
          if (mine !== undefined && theirs !== undefined && !equal(mine, theirs))
            expect(found.leaves).toContainEqual(expect.objectContaining({ path: [field], unresolved: true }));
        }
      }),
    );
  });

  it('converges on perfect servers in at most two writes a side, and then rests', () => {
    fc.assert(
      fc.property(form, timed, timed, (before, one, other) => {
        const written = converge(before, one, other);
        // One is the rule; where a moved series meets new exceptions of the other side it takes another.
        for (const side of ['crm', 'mailbox'])
          expect(written.filter((one) => one === side).length).toBeLessThan(3);
      }),
      { numRuns: 300 },
    );
  });

  it('converges before the pump gives up where a series turns timed or all-day while the other side moves it', () => {
    fc.assert(
      fc.property(form, edit, edit, (before, one, other) => {
        expect(converge(before, one, other).length).toBeLessThan(8);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps exceptions by occurrence when one side moves the series', () => {
    const before = eventKind.normalise({
      '@type': 'Event',
      uid: 'm',
      start: '2026-12-01T10:00:00',
      recurrenceRules: [{ frequency: 'daily' }],
      recurrenceOverrides: {
        '2026-12-02T10:00:00': { title: 'Old' },
        '2026-12-04T10:00:00': { excluded: true },
      },
    });
    const now = {
      crm: edited(before, {
        recurrenceOverrides: {
          '2026-12-02T10:00:00': { title: 'New' },
          '2026-12-03T10:00:00': { duration: 'PT2H' },
          '2026-12-04T10:00:00': { excluded: true },
        },
      }),
      mailbox: edited(before, {
        start: '2026-12-01T11:00:00',
        recurrenceOverrides: {
          '2026-12-02T11:00:00': { title: 'Old' },
          '2026-12-04T11:00:00': { excluded: true },
        },
      }),
    };
    const found = merge({ base: both(before), now }, options());
    expect(found.target).toEqual(
      both(
        edited(now.mailbox, {
          recurrenceOverrides: {
            '2026-12-02T11:00:00': { title: 'New' },
            '2026-12-03T11:00:00': { duration: 'PT2H' },
            '2026-12-04T11:00:00': { excluded: true },
          },
        }),
      ),
    );
  });
});
