import { CursorLost } from '../../../src/sync/errors.ts';
import type { OpenMailbox } from './harness.ts';
import { anEvent, changeOf, created, follow, found, soon } from './events.ts';

/** What `probe`, `collections` and `changes` promise. */
export function describeFeed(open: () => OpenMailbox): void {
  it('signs in and tells canonical addresses, the server and facts without secrets', async () => {
    const { mailbox } = open();
    const result = await mailbox.probe(soon());
    for (const address of result.addresses) expect(address).toBe(address.toLowerCase());
    expect(result.server).not.toBe('');
    expect(Object.values(result.discovered).every((value) => typeof value === 'string')).toBe(true);
  });

  it('lists the collection as writable and fit for events', async () => {
    const { mailbox, collection } = open();
    const listed = (await mailbox.collections(soon())).find((entry) => entry.id === collection);
    expect(listed).toMatchObject({
      id: collection,
      kinds: expect.arrayContaining(['Event']),
      writable: true,
    });
    expect(listed?.color ?? '#000000').toMatch(/^#[0-9a-f]{6}$/);
  });

  it('lists an empty collection completely', async () => {
    const { mailbox, collection } = open();
    const feed = await follow(mailbox, collection, null);
    expect(feed.changes).toEqual([]);
    expect(feed.last).toMatchObject({ listing: 'full', more: false, complete: true });
  });

  it('lists everything, says so on the last page only, and names the versions that a look finds', async () => {
    const { mailbox, collection, human } = open();
    const refs = [await human.add(anEvent()), await human.add(anEvent()), await human.add(anEvent())];
    const feed = await follow(mailbox, collection, null);
    expect(feed.pages.map((page) => page.complete)).toEqual(feed.pages.map((page) => page === feed.last));
    expect(feed.changes.map((change) => change.ref.id).sort()).toEqual(refs.map((ref) => ref.id).sort());
    for (const ref of refs) {
      const { version } = await found(mailbox, ref);
      expect(changeOf(feed, ref)).toMatchObject({ type: 'present', version });
    }
  });

  it('says nothing when nothing changed, in one request and less than 2 KB', async () => {
    const { mailbox, collection, human, traffic } = open();
    await human.add(anEvent());
    const first = await follow(mailbox, collection, null);
    const settled = await follow(mailbox, collection, first.cursor);
    const before = traffic();
    const page = await mailbox.changes(collection, settled.cursor, soon());
    const after = traffic();
    expect(page).toMatchObject({ changes: [], listing: 'delta', more: false, complete: false });
    expect(after.requests - before.requests).toBeLessThanOrEqual(1);
    expect(after.bytes - before.bytes).toBeLessThan(2048);
  });

  it('reports what a person added, changed and removed since the cursor, and nothing else', async () => {
    const { mailbox, collection, human } = open();
    const [kept, edited, removed] = [
      await human.add(anEvent()),
      await human.add(anEvent()),
      await human.add(anEvent()),
    ];
    const { cursor } = await follow(mailbox, collection, null);
    const old = await found(mailbox, edited);
    await human.retitle(edited, 'Changed by hand');
    await human.remove(removed);
    const added = await human.add(anEvent());
    const feed = await follow(mailbox, collection, cursor);
    for (const ref of [edited, added]) {
      const { version } = await found(mailbox, ref);
      expect(changeOf(feed, ref)).toMatchObject({ type: 'present', version });
    }
    expect(changeOf(feed, edited)).not.toMatchObject({ version: old.version });
    if (mailbox.traits.tombstones && feed.last.listing === 'delta') {
      expect(changeOf(feed, removed)).toEqual({ type: 'removed', ref: removed });
      expect(changeOf(feed, kept)).toBeUndefined();
    } else {
      expect(feed.last).toMatchObject({ listing: 'full', complete: true });
      expect(changeOf(feed, removed)).toBeUndefined();
      expect(changeOf(feed, kept)).toMatchObject({ type: 'present' });
    }
    expect((await follow(mailbox, collection, feed.cursor)).changes).toEqual([]);
  });

  it('gives the same answer for the same cursor', async () => {
    const { mailbox, collection, human } = open();
    const { cursor } = await follow(mailbox, collection, null);
    const ref = await human.add(anEvent());
    const [once, twice] = [
      await follow(mailbox, collection, cursor),
      await follow(mailbox, collection, cursor),
    ];
    expect(changeOf(once, ref)).toMatchObject({ type: 'present' });
    expect(twice.changes).toEqual(once.changes);
  });

  it('reports own writes with the version that a look finds', async () => {
    const { mailbox, collection } = open();
    const { cursor } = await follow(mailbox, collection, null);
    const item = await created(mailbox, collection, anEvent());
    const change = changeOf(await follow(mailbox, collection, cursor), item.ref);
    expect(change).toMatchObject({ type: 'present', version: item.version });
  });

  it('says that a forgotten cursor is lost, and lists everything again from null', async () => {
    const { mailbox, collection, human, forgotten } = open();
    const ref = await human.add(anEvent());
    const { cursor } = await follow(mailbox, collection, null);
    const lost = (await forgotten(cursor)) ?? 'no cursor of mine';
    await expect(follow(mailbox, collection, lost)).rejects.toBeInstanceOf(CursorLost);
    const feed = await follow(mailbox, collection, null);
    expect(changeOf(feed, ref)).toMatchObject({ type: 'present' });
    expect(feed.last.complete).toBe(true);
  });
}
