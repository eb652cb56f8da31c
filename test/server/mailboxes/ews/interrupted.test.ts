import type { Fault } from '../../../../src/sandbox/main.ts';
import { equal } from '../../../../src/sync/json.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import type { Found, WriteOutcome } from '../../../../src/sync/ports.ts';
import { anEvent, anIntent, aSeries, created, follow, soon } from '../../../contracts/mailbox/events.ts';
import { openWorld } from './harness.ts';
import type { EwsWorld } from './harness.ts';

const FAULTS: readonly Fault[] = [
  { kind: 'cut-before' },
  { kind: 'cut-after' },
  { kind: 'lose-acknowledgement' },
  { kind: 'server-busy', backOffMilliseconds: 1 },
];
/** More requests than one write of a series makes. */
const STEPS = 8;
const EVERYWHERE = FAULTS.flatMap((fault) =>
  Array.from({ length: STEPS }, (_none, step) => [fault.kind, step, fault] as const),
);

/** A series with exceptions of each kind. */
const WANTED: Event = normaliseEvent({
  ...aSeries(),
  recurrenceOverrides: {
    '2026-03-17T09:30:00': { excluded: true },
    '2026-03-24T09:30:00': { title: 'Moved', start: '2026-03-25T11:00:00' },
    '2026-04-07T09:30:00': { description: null },
  },
});

describe('A write that is interrupted', () => {
  let world: EwsWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  /** What there is, by everything that the calendar lists: exactly one item. */
  async function only(): Promise<Found> {
    const { changes } = await follow(world.other, world.collection, null);
    expect(changes).toHaveLength(1);
    const [reading] = await world.other.read(
      changes.map(({ ref }) => ref),
      soon(),
    );
    if (reading?.type !== 'found') throw new Error('Nothing is there');
    return reading.found;
  }

  /** Looks, and writes what is still missing, until nothing is. */
  async function settle(wanted: Event): Promise<number> {
    for (let round = 0; round < 4; round += 1) {
      const { ref, item, version } = await only();
      const now = normaliseEvent(item);
      const names = Object.keys({ ...now, ...wanted }).filter((name) => name !== 'sequence');
      const patch = Object.fromEntries(
        names.filter((name) => !equal(now[name], wanted[name])).map((name) => [name, wanted[name] ?? null]),
      );
      if (Object.keys(patch).length === 0) return round;
      await world.mailbox.update([{ ref, patch, item: wanted, intent: anIntent(version) }], soon());
    }
    throw new Error('It never becomes what it shall be');
  }

  const attempt = async (write: () => Promise<readonly WriteOutcome[]>): Promise<WriteOutcome | null> => {
    const [outcome = null] = await write().catch(() => []);
    world.sandbox.faults.clear();
    return outcome;
  };

  it.each(EVERYWHERE)('by %s at request %i makes no twin, and is completed', async (_kind, after, fault) => {
    const wanted = { ...WANTED, uid: anEvent().uid };
    const intent = anIntent();
    const create = () =>
      world.mailbox.create([{ collection: world.collection, item: wanted, intent }], soon());
    world.sandbox.faults.add({ fault, after });
    const outcome = await attempt(create);
    const [there] = await world.mailbox.find(world.collection, [intent.correlationKey], soon());
    // Whoever says that nothing happened has to be right.
    if (outcome?.ok === false && outcome.error.effect === 'none') expect(there).toBeNull();
    if (there === null) expect((await create())[0]?.ok).toBe(true);
    await settle(wanted);
  });

  it.each(EVERYWHERE)(
    'by %s at request %i changes what it says, and is completed',
    async (_kind, after, fault) => {
      const before = await created(world.other, world.collection, { ...WANTED, uid: anEvent().uid });
      const wanted = normaliseEvent({
        ...before.item,
        title: 'Later',
        start: '2026-03-10T12:00:00',
        recurrenceOverrides: {
          '2026-03-24T12:00:00': { excluded: true },
          '2026-03-31T12:00:00': { title: 'Other' },
        },
      });
      const patch = {
        title: wanted.title ?? '',
        start: wanted.start,
        recurrenceOverrides: wanted.recurrenceOverrides ?? {},
      };
      const request = { ref: before.ref, patch, item: wanted, intent: anIntent(before.version) };
      world.sandbox.faults.add({ fault, after });
      const outcome = await attempt(() => world.mailbox.update([request], soon()));
      if (outcome?.ok === false && outcome.error.effect === 'none')
        expect((await only()).version).toBe(before.version);
      await settle(wanted);
    },
  );
});
