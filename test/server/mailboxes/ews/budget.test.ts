import { newObject } from '../../../../src/server/mailboxes/caldav/from-item.ts';
import type { Found, Reading, Ref } from '../../../../src/sync/ports.ts';
import { anEvent, anIntent, aSeries, found, follow, soon } from '../../../contracts/mailbox/events.ts';
import { OLGA, openWorld } from './harness.ts';
import type { EwsWorld } from './harness.ts';

/** The budget of a first synchronisation of so many items: masters, single events and exceptions. */
const first = (items: number): number => Math.ceil(items / 512) + Math.ceil(items / 100) + 5;

/** Puts events straight into the calendar. */
function fill({ sandbox }: EwsWorld, singles: number, series: number): void {
  const calendarId = sandbox.groupware.calendars.of(OLGA.name)[0]?.id ?? '';
  const events = [
    ...Array.from({ length: singles }, () => anEvent()),
    ...Array.from({ length: series }, () => ({ ...aSeries(), uid: anEvent().uid })),
  ];
  for (const [index, event] of events.entries()) {
    const text = newObject(event, { now: 0, addresses: [] });
    sandbox.groupware.events.save({ calendarId, name: `${String(index)}.ics`, text, schedule: false });
  }
}

/** Reads what a feed named, in batches as the engine does. */
async function readAll({ mailbox }: EwsWorld, refs: readonly Ref[]): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  const size = mailbox.traits.batch.read;
  for (let at = 0; at < refs.length; at += size)
    readings.push(...(await mailbox.read(refs.slice(at, at + size), soon())));
  return readings;
}

describe('Requests to Exchange', () => {
  let world: EwsWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('keep to the budget of a first synchronisation, exceptions included', async () => {
    const [singles, series] = [620, 130];
    fill(world, singles, series);
    const before = world.requests.length;
    const feed = await follow(world.mailbox, world.collection, null);
    const readings = await readAll(
      world,
      feed.changes.map(({ ref }) => ref),
    );
    expect(readings.filter(({ type }) => type === 'found')).toHaveLength(singles + series);
    // Each of the series has one moved occurrence.
    expect(world.requests.length - before).toBeLessThanOrEqual(first(singles + 2 * series));
  });

  it('are one where nothing changed', async () => {
    fill(world, 3, 1);
    const { cursor } = await follow(world.mailbox, world.collection, null);
    const before = world.requests.length;
    await follow(world.mailbox, world.collection, cursor);
    expect(world.requests.length - before).toBe(1);
  });

  it('keep to the budget of some changes', async () => {
    fill(world, 250, 0);
    const { cursor, changes } = await follow(world.mailbox, world.collection, null);
    const items = (
      await readAll(
        world,
        changes.map(({ ref }) => ref),
      )
    ).flatMap((reading) => (reading.type === 'found' ? [reading.found] : []));
    const updates = items.map((item: Found) => {
      const patch = { title: 'Other' };
      return { ref: item.ref, patch, item: { ...item.item, ...patch }, intent: anIntent(item.version) };
    });
    for (let at = 0; at < updates.length; at += 50)
      await world.other.update(updates.slice(at, at + 50), soon());
    const before = world.requests.length;
    const feed = await follow(world.mailbox, world.collection, cursor);
    expect(feed.changes).toHaveLength(250);
    await readAll(
      world,
      feed.changes.map(({ ref }) => ref),
    );
    expect(world.requests.length - before).toBeLessThanOrEqual(Math.ceil(250 / 100) + 2);
    expect(
      (await found(world.mailbox, feed.changes[0]?.ref ?? { collection: '', id: '' })).item['title'],
    ).toBe('Other');
  });
});
