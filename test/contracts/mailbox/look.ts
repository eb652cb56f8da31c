import { Malformed, Unavailable } from '../../../src/sync/errors.ts';
import type { OpenMailbox } from './harness.ts';
import { anEvent, anIntent, changeOf, created, follow, only, soon } from './events.ts';

/** What `read` and `find` promise. */
export function describeLook(open: () => OpenMailbox): void {
  it('answers in the order of the question, and knows what is gone', async () => {
    const { mailbox, human } = open();
    const [first, second, third] = [
      await human.add(anEvent({ title: 'One' })),
      await human.add(anEvent({ title: 'Two' })),
      await human.add(anEvent({ title: 'Three' })),
    ];
    await human.remove(second);
    const readings = await mailbox.read([third, second, first], soon());
    expect(readings.map((reading) => reading.type)).toEqual(['found', 'gone', 'found']);
    expect(readings.map((reading) => reading.ref)).toEqual([third, second, first]);
    expect(readings[0]).toMatchObject({ found: { ref: third, item: { title: 'Three' } } });
    expect(await mailbox.read([], soon())).toEqual([]);
  });

  it('reads what another program wrote as it meant it', async () => {
    const { mailbox, human } = open();
    const event = anEvent({
      description: 'Two lines,\nwith; signs \\ and ümläute',
      keywords: { budget: true },
    });
    const [reading] = await mailbox.read([await human.add(event)], soon());
    expect(reading?.type === 'found' ? only(reading.found.item, event) : reading).toEqual(event);
  });

  it('sets aside an item that nobody can read, and that one alone', async () => {
    const { mailbox, collection, human } = open();
    const good = await human.add(anEvent());
    const bad = await human.addUnreadable();
    if (bad === null) {
      // Nothing unreadable gets in: the good one is all there is.
      expect((await follow(mailbox, collection, null)).changes).toHaveLength(1);
      return;
    }
    const readings = await mailbox.read([bad, good], soon());
    expect(readings.map((reading) => reading.type)).toEqual(['malformed', 'found']);
    const error = readings[0]?.type === 'malformed' ? readings[0].error : null;
    expect(error).toBeInstanceOf(Malformed);
    expect(error?.code).toMatch(/^[a-z0-9-]+$/);
    const feed = await follow(mailbox, collection, null);
    expect(changeOf(feed, bad)?.type).not.toBe('removed');
    expect(changeOf(feed, good)?.type).toBe('present');
  });

  it('finds by correlation key, in the order of the keys', async () => {
    const { mailbox, collection, human } = open();
    await human.add(anEvent());
    const keys = [anIntent().correlationKey, anIntent().correlationKey, anIntent().correlationKey];
    const items = [anEvent({ title: 'A' }), anEvent({ title: 'B' })];
    for (const [index, item] of items.entries()) await created(mailbox, collection, item, keys[index]);
    const hits = await mailbox.find(collection, [...keys].reverse(), soon());
    expect(hits.map((hit) => hit?.item['title'] ?? null)).toEqual([null, 'B', 'A']);
    expect(hits.map((hit) => hit?.correlationKey ?? null)).toEqual([null, keys[1], keys[0]]);
  });

  it('gives no key to what another program made', async () => {
    const { mailbox, human } = open();
    const [reading] = await mailbox.read([await human.add(anEvent())], soon());
    expect(reading).toMatchObject({ type: 'found', found: { correlationKey: null } });
  });

  it('begins nothing after the deadline', async () => {
    const { mailbox, collection } = open();
    const over = { deadline: Date.now() - 1 };
    await expect(mailbox.changes(collection, null, over)).rejects.toBeInstanceOf(Unavailable);
    const key = anIntent().correlationKey;
    const request = { collection, item: anEvent(), intent: anIntent(null, key) };
    const [outcome] = await mailbox.create([request], over);
    expect(outcome).toMatchObject({ ok: false, error: { effect: 'none' } });
    expect(await mailbox.find(collection, [key], soon())).toEqual([null]);
  });
}
