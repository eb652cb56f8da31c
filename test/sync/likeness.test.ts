import * as fc from 'fast-check';
import type { Item } from '../../src/sync/item.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import { alike } from '../../src/sync/likeness.ts';
import { newLink } from '../../src/sync/observation.ts';
import { pairAlike } from '../../src/sync/pair-alike.ts';
import type { Link } from '../../src/sync/ports.ts';
import { company, event, meeting } from './support/world.ts';

const few = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
/** Events of few times, titles and chairs, so that some are alike. */
const anEvent: fc.Arbitrary<Item> = fc
  .record({
    title: few('Review', ' review ', 'Lunch', ''),
    start: few('2026-12-01T10:00:00', '2026-12-01T09:00:00', '2026-12-08T10:00:00'),
    timeZone: few('Europe/Zurich', 'Etc/UTC', undefined),
    duration: few('PT1H', 'PT60M', 'PT30M', 'P1D'),
    showWithoutTime: fc.boolean(),
    recurrenceRules: few(undefined, [{ frequency: 'weekly' }], [{ frequency: 'weekly', count: 3 }]),
    chair: few(null, 'anna', 'boris'),
  })
  .map(({ chair, ...given }) => {
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const item = chair === null ? event('x', changes) : meeting('x', [chair, 'carla'], changes);
    return eventKind.normalise(given.timeZone === undefined ? without(item, 'timeZone') : item);
  });

function without(item: Item, name: string): Item {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key !== name)) as Item;
}

const open = (item: Item) => ({ item: eventKind.normalise(item), withheld: false });
const compare = (a: Item, b: Item) => alike(open(a), open(b), eventKind);

describe('two items look like the same thing', () => {
  it('whichever of them is asked first, and each is like itself', () => {
    fc.assert(
      fc.property(anEvent, anEvent, fc.boolean(), fc.boolean(), (a, b, hiddenA, hiddenB) => {
        const [one, other] = [
          { item: a, withheld: hiddenA },
          { item: b, withheld: hiddenB },
        ];
        expect(alike(one, other, eventKind)).toBe(alike(other, one, eventKind));
        expect(alike(one, one, eventKind)).toBe('same');
      }),
    );
  });

  it('whatever else is in them: only time, rule, title and chair are compared', () => {
    fc.assert(
      fc.property(anEvent, anEvent, fc.string(), (a, b, text) => {
        const other = { ...b, description: text, locations: { '1': { name: text } }, priority: 5, uid: text };
        expect(compare(a, other)).toBe(compare(a, b));
      }),
    );
  });

  it('only if they take place at the same time', () => {
    fc.assert(
      fc.property(anEvent, anEvent, (a, b) => {
        fc.pre(compare(a, b) === 'same');
        for (const field of ['recurrenceRules', 'showWithoutTime']) expect(b[field]).toEqual(a[field]);
        expect(eventKind.likeness(a)).toEqual(eventKind.likeness(b));
      }),
    );
  });

  it('in whatever zone, case and spaces they are spelled', () => {
    const utc = event('y', {
      title: '  REVIEW\u00a0of  2026',
      start: '2026-12-01T09:00:00',
      timeZone: 'Etc/UTC',
    });
    expect(compare(event('x', { title: 'Review of 2026' }), utc)).toBe('same');
  });

  it.each<[string, Item, Item]>([
    ['another title', event('x', { title: 'A' }), event('y', { title: 'B' })],
    ['another length', event('x', { title: 'A' }), event('y', { title: 'A', duration: 'PT2H' })],
    [
      'another rule',
      event('x', { title: 'A' }),
      event('y', { title: 'A', recurrenceRules: [{ frequency: 'daily' }] }),
    ],
    [
      'a whole day, and a meeting that lasts as long',
      event('x', { title: 'A', start: '2026-12-01T00:00:00', duration: 'P1D', showWithoutTime: true }),
      event('y', { title: 'A', start: '2026-12-01T00:00:00', duration: 'PT24H' }),
    ],
    [
      'another chair',
      meeting('x', ['anna', 'carla'], { title: 'A' }),
      meeting('y', ['boris', 'carla'], { title: 'A' }),
    ],
  ])('but not with %s', (_what, a, b) => {
    expect(compare(a, b)).toBe('different');
  });

  it('if one of them does not say who chairs', () => {
    expect(compare(meeting('x', ['anna', 'carla'], { title: 'A' }), event('y', { title: 'A' }))).toBe('same');
  });

  it('or perhaps, where all that is known is when it takes place; nothing else of it counts', () => {
    fc.assert(
      fc.property(anEvent, anEvent, (secret, record) => {
        const item = eventKind.busyOnly({ ...secret, privacy: 'private' });
        const other = eventKind.busyOnly({ ...secret, title: 'Something else', participants: {} });
        const answer = alike({ item, withheld: true }, open(record), eventKind);
        expect(alike({ item: other, withheld: true }, open(record), eventKind)).toBe(answer);
        if (record['title'] !== undefined) expect(answer).not.toBe('same');
      }),
    );
  });
});

describe('pairing', () => {
  const { settings } = company(['anna']).person('anna');
  const lone = (side: 'mailbox' | 'crm', item: Item, index: number): Link => {
    const ref = { collection: side === 'crm' ? 'appointment' : 'cal', id: `${side}-${String(index)}` };
    const link = newLink(ref.id, ref.id, settings.mailboxId, 'Event');
    const seen = { state: 'present', version: '1', item: eventKind.normalise(item) } as const;
    return {
      ...link,
      identity: ref.id,
      assigned: side === 'crm',
      ...(side === 'crm' ? { recordRef: ref } : { itemRef: ref }),
      observed: { ...link.observed, [side]: seen },
    };
  };
  const links = fc
    .tuple(fc.array(anEvent, { maxLength: 5 }), fc.array(anEvent, { maxLength: 5 }))
    .map(([items, records]) => [
      ...items.map((item, index) => lone('mailbox', item, index)),
      ...records.map((item, index) => lone('crm', item, index)),
    ]);
  const ids = (list: readonly Link[]) => list.map(({ id }) => id).sort();

  it('puts every link in one place, whatever the order', () => {
    fc.assert(
      fc.property(links, fc.infiniteStream(fc.nat()), (given, shuffle) => {
        const order = new Map(given.map((link) => [link.id, shuffle.next().value as number]));
        const found = pairAlike(given, eventKind, settings);
        const again = pairAlike(
          [...given].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
          eventKind,
          settings,
        );
        const all = (one: typeof found) => [
          one.pairs.map(({ item, record }) => `${item.id} ${record.id}`).sort(),
          ids(one.waiting),
          ids(one.free),
        ];
        expect(all(again)).toEqual(all(found));
        const placed = [
          ...found.pairs.flatMap(({ item, record }) => [item, record]),
          ...found.waiting,
          ...found.free,
        ];
        expect(ids(placed)).toEqual(ids(given));
      }),
    );
  });

  it('pairs what is like exactly one; of what could be made twice on the other side nothing is free', () => {
    fc.assert(
      fc.property(links, (given) => {
        const { pairs, free } = pairAlike(given, eventKind, settings);
        const like = (a: Link, b: Link) => compare(shown(a), shown(b)) === 'same';
        for (const { item, record } of pairs) {
          const [items, records] = [
            given.filter((l) => l.itemRef !== null),
            given.filter((l) => l.recordRef !== null),
          ];
          expect(records.filter((other) => like(item, other))).toEqual([record]);
          expect(items.filter((other) => like(record, other))).toEqual([item]);
        }
        const doubled = free.filter((link) =>
          free.some((other) => (link.itemRef === null) !== (other.itemRef === null) && like(link, other)),
        );
        expect(doubled).toEqual([]);
      }),
    );
  });

  it('asks nobody who has agreed on something already', () => {
    const [item, record] = [
      lone('mailbox', event('a', { title: 'A' }), 1),
      lone('crm', event('b', { title: 'A' }), 1),
    ];
    expect(pairAlike([item, record], eventKind, settings).pairs).toHaveLength(1);
    const known = { ...item, base: { crm: null, mailbox: shown(item) } };
    expect(pairAlike([known, record], eventKind, settings).pairs).toEqual([]);
  });
});

function shown({ observed: { mailbox, crm } }: Link): Item {
  const seen = mailbox.state === 'present' ? mailbox : crm;
  if (seen.state !== 'present') throw new Error('Nothing was seen');
  return seen.item;
}
