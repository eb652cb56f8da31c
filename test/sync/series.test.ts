import * as fc from 'fast-check';
import { applyPatch } from '../../src/sync/item.ts';
import type { Item } from '../../src/sync/item.ts';
import { equal } from '../../src/sync/json.ts';
import type { JsonObject } from '../../src/sync/json.ts';
import { carryOverrides } from '../../src/sync/kinds/event/carry-overrides.ts';
import type { Event } from '../../src/sync/kinds/event/event.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import { occurrences } from '../../src/sync/kinds/event/occurrences.ts';
import { isRuleStart } from '../../src/sync/kinds/event/recurrence.ts';
import type { MergeOptions } from '../../src/sync/leaf.ts';
import { merge } from '../../src/sync/merge.ts';
import type { Side } from '../../src/sync/ports.ts';
import { patchBetween, settledBases } from '../../src/sync/settle.ts';

const FIELDS = Object.keys(eventKind.fields).filter((name) => eventKind.fields[name]?.scope === 'shared');
const OPTIONS: MergeOptions = {
  kind: eventKind,
  fields: FIELDS,
  writable: ['crm', 'mailbox'],
  organizer: 'mailbox',
};
const both = (item: Item): Record<Side, Item> => ({ crm: item, mailbox: item });

/** Synchronises until both sides rest: how they are then, and the original starts of what lost. */
function synchronised(before: Item, edited: Readonly<Record<Side, Item>>) {
  let [base, now] = [both(before), edited];
  const lost: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    const input = { base, now };
    const found = merge(input, OPTIONS);
    const side = (['crm', 'mailbox'] as const).find(
      (candidate) => !FIELDS.every((field) => equal(now[candidate][field], found.target[candidate][field])),
    );
    base = settledBases(input, found, side ?? null, OPTIONS);
    if (side === undefined) return { now, lost };
    const losers = found.leaves.filter((leaf) => leaf.loser === side);
    lost.push(...losers.map(({ path }) => path[1] ?? path[0] ?? ''));
    now = {
      ...now,
      [side]: eventKind.normalise(applyPatch(now[side], patchBetween(now[side], found.target[side], FIELDS))),
    };
  }
  throw new Error('It never comes to rest');
}

const rules = fc.constantFrom<JsonObject[]>(
  [{ frequency: 'daily' }],
  [{ frequency: 'daily', count: 5 }],
  [{ frequency: 'daily', interval: 2 }],
  [{ frequency: 'weekly', byDay: [{ day: 'mo' }, { day: 'we' }, { day: 'fr' }] }],
  [{ frequency: 'weekly', byDay: [{ day: 'tu' }, { day: 'th' }] }],
  [{ frequency: 'weekly' }],
  [{ frequency: 'daily', until: '2026-12-12T23:59:59' }],
);
const starts = fc
  .tuple(fc.constantFrom('07', '08', '09'), fc.constantFrom('09', '10', '23'))
  .map(([day, hour]) => `2026-12-${day}T${hour}:00:00`);
const zones = fc.constantFrom('Europe/Zurich', 'America/New_York');
const ofOne = fc.oneof(
  fc.constant({ excluded: true }),
  fc.record(
    {
      title: fc.constantFrom('a', 'b', 'c'),
      start: fc.constantFrom('2026-12-20T08:00:00', '2026-12-21T08:00:00'),
      duration: fc.constantFrom('PT2H', 'PT3H'),
    },
    { requiredKeys: ['title'] },
  ),
);

/** A series with an exception or two among its first occurrences, and now and then an additional date. */
const series = fc
  .record({
    start: starts,
    timeZone: zones,
    recurrenceRules: rules,
    exceptions: fc.array(fc.tuple(fc.nat(4), ofOne), { maxLength: 2 }),
    dates: fc.subarray(['2026-12-30T15:00:00', '2026-12-31T15:00:00']),
  })
  .map(({ exceptions, dates, ...when }) => {
    const master = eventKind.normalise({ '@type': 'Event', uid: 's', duration: 'PT1H', ...when }) as Event;
    const known = startsOf(master);
    const overrides = [
      ...exceptions.map(([index, patch]) => [known[index] ?? master.start, patch] as const),
      ...dates.map((id) => [id, {}] as const),
    ];
    return eventKind.normalise({ ...master, recurrenceOverrides: Object.fromEntries(overrides) });
  });

/** What a person changes of the series as a whole. */
const change = fc.record(
  { start: starts, timeZone: zones, recurrenceRules: rules },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

/** The original starts of the first occurrences, exceptions or not. */
function startsOf(item: Item): readonly string[] {
  const { recurrenceOverrides: _overrides, ...master } = item as Event;
  return occurrences(master, { from: null, to: null }, 5).map(({ recurrenceId }) => recurrenceId ?? '');
}

/** A change of the series by a program that takes the exceptions along, as the CRM does. */
function changed(item: Item, patch: JsonObject): Item {
  const after = eventKind.normalise(applyPatch(item, patch));
  return eventKind.normalise({ ...after, recurrenceOverrides: carryOverrides(item, after).kept });
}

function withException(item: Item, id: string, patch: JsonObject): Item {
  const overrides = (item as Event).recurrenceOverrides ?? {};
  return eventKind.normalise({ ...item, recurrenceOverrides: { ...overrides, [id]: patch } });
}

describe('a series whose dates one side changes while the other side changes an occurrence', () => {
  it('is the same whether the occurrence was changed before or after they synchronised', () => {
    fc.assert(
      fc.property(
        series,
        change,
        fc.nat(4),
        ofOne,
        fc.constantFrom<Side>('crm', 'mailbox'),
        (before, patch, index, exception, editor) => {
          const known = startsOf(before);
          const id = known[index % known.length] ?? '';
          const other = editor === 'crm' ? 'mailbox' : 'crm';
          const moved = changed(before, patch);
          const edited = withException(before, id, exception);
          const { now, lost } = synchronised(before, { ...both(moved), [editor]: edited, [other]: moved });
          // Synchronised first, then the series was changed by a program that takes the new exception along.
          expect(now).toEqual(both(changed(edited, patch)));
          const gone = carryOverrides(edited, moved).orphaned[id];
          const new_ = !equal((before as Event).recurrenceOverrides?.[id], exception);
          expect(lost).toEqual(gone !== undefined && new_ ? [id] : []);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gets no dates that its rule does not have, but those that were added', () => {
    fc.assert(
      fc.property(series, change, change, (before, one, other) => {
        const { now } = synchronised(before, { crm: changed(before, one), mailbox: changed(before, other) });
        expect(now.crm).toEqual(now.mailbox);
        const added = Object.keys((before as Event).recurrenceOverrides ?? {}).filter(
          (id) => !isRuleStart(before as Event, id),
        );
        const dates = Object.keys((now.crm as Event).recurrenceOverrides ?? {}).filter(
          (id) => !isRuleStart(now.crm as Event, id),
        );
        expect(dates.length).toBeLessThanOrEqual(added.length);
      }),
      { numRuns: 150 },
    );
  });
});
