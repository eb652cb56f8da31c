import { CursorLost } from '../../../src/sync/errors.ts';
import { anEvent, changeOf, soon } from '../mailbox/events.ts';
import { change, createdRecord, followCrm, readOne, reported } from './appointments.ts';
import type { OpenCrm } from './harness.ts';

/** What `changes` promises. */
export function describeCrmFeed(open: () => OpenCrm): void {
  it('lists an empty CRM completely', async () => {
    const { user } = open();
    const feed = await followCrm(user.crm, null);
    expect(feed.changes).toEqual([]);
    expect(feed.last).toMatchObject({ listing: 'full', more: false, complete: true });
  });

  it('lists everything of the user, says so on the last page only, and names the versions that a look finds', async () => {
    const { user, people } = open();
    const refs = [
      await people.add(anEvent(), [user.id]),
      await people.add(anEvent(), [user.id]),
      await people.add(anEvent(), [user.id]),
    ];
    const feed = await followCrm(user.crm, null);
    expect(feed.pages.map((page) => page.listing)).toEqual(feed.pages.map(() => 'full'));
    expect(feed.pages.map((page) => page.complete)).toEqual(feed.pages.map((page) => page === feed.last));
    for (const ref of refs) {
      const { version } = await readOne(user.crm, ref);
      expect(changeOf(feed, ref)).toMatchObject({ type: 'present', version });
    }
  });

  it('says nothing when nothing changed', async () => {
    const { user, people } = open();
    await people.add(anEvent(), [user.id]);
    const first = await followCrm(user.crm, null);
    const settled = await followCrm(user.crm, first.cursor);
    const page = await user.crm.changes(settled.cursor, soon());
    expect(page).toMatchObject({ listing: 'delta', more: false, complete: false });
    if (user.crm.traits.feedResolutionMs === 0) expect(page.changes).toEqual([]);
  });

  it('reports what people added, changed and deleted since the cursor', async () => {
    const { user, people } = open();
    const kept = await people.add(anEvent(), [user.id]);
    const edited = await people.add(anEvent(), [user.id]);
    const deleted = await people.add(anEvent(), [user.id]);
    const { cursor } = await followCrm(user.crm, null);
    await people.retitle(edited, 'Changed by hand');
    await people.remove(deleted);
    const added = await people.add(anEvent({ title: 'New' }), [user.id]);
    const feed = await followCrm(user.crm, cursor);
    for (const ref of [edited, added]) {
      const { version } = await readOne(user.crm, ref);
      expect(changeOf(feed, ref)).toMatchObject({ type: 'present', version });
    }
    if (user.crm.traits.tombstones) {
      expect(feed.pages.map((page) => page.complete)).not.toContain(true);
      expect(changeOf(feed, deleted)).toEqual({ type: 'removed', ref: deleted });
    } else {
      expect(changeOf(feed, deleted)?.type).not.toBe('present');
    }
    if (user.crm.traits.feedResolutionMs === 0) expect(changeOf(feed, kept)).toBeUndefined();
  });

  it('gives the same answer for the same cursor', async () => {
    const { user, people } = open();
    const { cursor } = await followCrm(user.crm, null);
    const ref = await people.add(anEvent(), [user.id]);
    const once = await followCrm(user.crm, cursor);
    const twice = await followCrm(user.crm, cursor);
    expect(changeOf(once, ref)).toMatchObject({ type: 'present' });
    expect(twice.changes).toEqual(once.changes);
  });

  it('reports own writes with the version that the write answered', async () => {
    const { user } = open();
    const { cursor } = await followCrm(user.crm, null);
    const before = await createdRecord(user.crm, anEvent());
    const [outcome] = await user.crm.update([change(before, { title: 'Mine' })], soon());
    const after = await readOne(user.crm, before.ref);
    expect(outcome).toMatchObject({ ok: true, ref: before.ref });
    expect(changeOf(await followCrm(user.crm, cursor), before.ref)).toMatchObject({ version: after.version });
  });

  it('tells a user who is assigned, and one who no longer is', async () => {
    const { user, colleague, people } = open();
    const ref = await people.add(anEvent({ title: 'Together' }), [user.id]);
    const { cursor } = await followCrm(colleague.crm, null);
    await people.assign(ref, [user.id, colleague.id]);
    const joined = await reported(colleague.crm, cursor, ref);
    expect(joined).toMatchObject({ users: expect.arrayContaining([user.id, colleague.id]) });
    const later = (await followCrm(colleague.crm, cursor)).cursor;
    await people.assign(ref, [user.id]);
    const left = await reported(colleague.crm, later, ref);
    expect(left).toMatchObject({ item: { title: 'Together' }, users: [user.id] });
  });

  it('says that a forgotten cursor is lost, and lists everything again from null', async () => {
    const { user, people, ...crm } = open();
    const ref = await people.add(anEvent(), [user.id]);
    const { cursor } = await followCrm(user.crm, null);
    await expect(followCrm(user.crm, await crm.forgotten(cursor))).rejects.toBeInstanceOf(CursorLost);
    const feed = await followCrm(user.crm, null);
    expect(changeOf(feed, ref)).toMatchObject({ type: 'present' });
    expect(feed.last.complete).toBe(true);
  });
}
