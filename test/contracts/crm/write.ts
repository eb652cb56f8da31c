import { Gone, Stale } from '../../../src/sync/errors.ts';
import type { WriteOutcome } from '../../../src/sync/ports.ts';
import { anEvent, anIntent, aSeries, changeOf, only, soon } from '../mailbox/events.ts';
import { change, createdRecord, creation, eventType, followCrm, readOne } from './appointments.ts';
import type { OpenCrm } from './harness.ts';

function errorOf(outcome: WriteOutcome | undefined): unknown {
  return outcome?.ok === false ? outcome.error : outcome;
}

/** What `create` promises. */
export function describeCrmCreate(open: () => OpenCrm): void {
  it('creates for the user whose mailbox it is, and answers with the version that a look finds', async () => {
    const { user } = open();
    const event = anEvent({ description: 'All of it', locations: { '1': { name: 'Room 1' } } });
    const request = creation(user.crm, event);
    const [outcome] = await user.crm.create([request], soon());
    if (outcome?.ok !== true) throw new Error('not created', { cause: outcome?.error });
    const stored = await readOne(user.crm, outcome.ref);
    expect(only(stored.item, event)).toEqual(event);
    expect(stored).toMatchObject({ correlationKey: request.intent.correlationKey, users: [user.id] });
    expect(outcome.version ?? stored.version).toBe(stored.version);
    expect(outcome.item ?? stored.item).toEqual(stored.item);
  });

  it('never overwrites and never doubles: the same key again is Stale', async () => {
    const { user } = open();
    const key = anIntent().correlationKey;
    const first = await createdRecord(user.crm, anEvent({ title: 'First' }), key);
    const [again] = await user.crm.create([creation(user.crm, anEvent({ title: 'Second' }), key)], soon());
    expect(errorOf(again)).toBeInstanceOf(Stale);
    expect(await readOne(user.crm, first.ref)).toEqual(first);
  });

  it('makes one record when two mailboxes create the same meeting at once', async () => {
    const { user, colleague } = open();
    const event = anEvent();
    const key = anIntent().correlationKey;
    const outcomes = await Promise.all([
      user.crm.create([creation(user.crm, event, key)], soon()),
      colleague.crm.create([creation(colleague.crm, event, key)], soon()),
    ]);
    const made = outcomes.flat().filter((outcome) => outcome.ok);
    expect(made).toHaveLength(1);
    expect(errorOf(outcomes.flat().find((outcome) => !outcome.ok))).toBeInstanceOf(Stale);
    const hits = await user.crm.find(eventType(user.crm), [key], soon());
    expect(hits.map((hit) => hit?.ref)).toEqual(made.map((outcome) => outcome.ref));
  });

  it('lets in whose mailbox holds a copy of what is there, unless a person took it away from them', async () => {
    const { user, colleague, people } = open();
    const event = anEvent();
    const { ref, correlationKey: key } = await createdRecord(user.crm, event, anIntent().correlationKey);
    const { cursor } = await followCrm(colleague.crm, null);
    const ask = (): Promise<readonly WriteOutcome[]> =>
      colleague.crm.create([creation(colleague.crm, event, key ?? '')], soon());
    expect(errorOf((await ask())[0])).toBeInstanceOf(Stale);
    expect((await readOne(user.crm, ref)).users).toEqual([user.id, colleague.id]);
    expect(changeOf(await followCrm(colleague.crm, cursor), ref)).toMatchObject({ type: 'present' });
    await people.assign(ref, [user.id]);
    await ask();
    expect((await readOne(user.crm, ref)).users).toEqual([user.id]);
  });

  it('answers each request of a batch for itself, in its order', async () => {
    const { user } = open();
    const taken = anIntent().correlationKey;
    await createdRecord(user.crm, anEvent(), taken);
    const requests = [
      creation(user.crm, anEvent({ title: 'Number 0' })),
      creation(user.crm, anEvent({ title: 'Number 1' }), taken),
      creation(user.crm, anEvent({ title: 'Number 2' })),
    ];
    const outcomes = await user.crm.create(requests, soon());
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true]);
    const keys = requests.map((request) => request.intent.correlationKey);
    const hits = await user.crm.find(eventType(user.crm), keys, soon());
    expect([hits[0]?.item['title'], hits[2]?.item['title']]).toEqual(['Number 0', 'Number 2']);
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.ref.id : null))).toEqual([
      hits[0]?.ref.id,
      null,
      hits[2]?.ref.id,
    ]);
  });

  it('takes the key of a deleted record for a new one, and leaves the deleted one deleted', async () => {
    const { user, people } = open();
    const key = anIntent().correlationKey;
    const first = await createdRecord(user.crm, anEvent(), key);
    await people.remove(first.ref);
    const second = await createdRecord(user.crm, anEvent(), key);
    expect(second.ref.id).not.toBe(first.ref.id);
    expect((await user.crm.read([first.ref], soon()))[0]?.type).not.toBe('found');
  });
}

/** What `update` and `markDeleted` promise. */
export function describeCrmChange(open: () => OpenCrm): void {
  it('writes the patch alone, and answers with the version that a look finds', async () => {
    const { user } = open();
    const before = await createdRecord(user.crm, anEvent({ description: 'stays', priority: 1 }));
    const [outcome] = await user.crm.update([change(before, { title: 'New', priority: null })], soon());
    const after = await readOne(user.crm, before.ref);
    const { priority: _gone, ...rest } = before.item;
    expect(after.item).toEqual({ ...rest, title: 'New' });
    expect(after.version).not.toBe(before.version);
    expect(outcome).toMatchObject({ ok: true, ref: before.ref });
    expect(outcome?.ok === true ? (outcome.version ?? after.version) : null).toBe(after.version);
    expect(after.correlationKey).toBe(before.correlationKey);
  });

  it('moves an appointment and changes the exceptions of a series', async () => {
    const { user } = open();
    const before = await createdRecord(user.crm, anEvent());
    const patch = { start: '2026-03-11T16:00:00', timeZone: 'America/New_York', duration: 'PT30M' };
    expect(await user.crm.update([change(before, patch)], soon())).toMatchObject([{ ok: true }]);
    expect((await readOne(user.crm, before.ref)).item).toMatchObject(patch);
    if (user.crm.traits.recurrence !== 'series') return;
    const series = await createdRecord(user.crm, aSeries());
    const overrides = { recurrenceOverrides: { '2026-03-31T09:30:00': { title: 'Only this one' } } };
    expect(await user.crm.update([change(series, overrides)], soon())).toMatchObject([{ ok: true }]);
    expect((await readOne(user.crm, series.ref)).item).toEqual({ ...series.item, ...overrides });
  });

  it('follows the participants: who is invited gets it, who no longer is loses it', async () => {
    const { user, colleague } = open();
    const before = await createdRecord(user.crm, anEvent());
    const participants = {
      [user.address]: { roles: { owner: true } },
      [colleague.address]: { roles: { attendee: true } },
    };
    expect(await user.crm.update([change(before, { participants })], soon())).toMatchObject([{ ok: true }]);
    const invited = await readOne(user.crm, before.ref);
    expect([...(invited.users ?? [])].sort()).toEqual([user.id, colleague.id].sort());
    expect((await followCrm(colleague.crm, null)).changes.map((entry) => entry.ref)).toEqual([before.ref]);
    expect(await user.crm.update([change(invited, { participants: null })], soon())).toMatchObject([
      { ok: true },
    ]);
    expect((await readOne(user.crm, before.ref)).users).toEqual([user.id]);
  });

  it('does not overwrite or delete what a person changed meanwhile, where it can be conditional', async () => {
    const { user, people } = open();
    const before = await createdRecord(user.crm, anEvent());
    await people.retitle(before.ref, 'By hand');
    if (user.crm.traits.conditionalUpdate) {
      const [update] = await user.crm.update([change(before, { title: 'By machine' })], soon());
      expect(errorOf(update)).toBeInstanceOf(Stale);
      const [deletion] = await user.crm.markDeleted([change(before, {})], soon());
      expect(errorOf(deletion)).toBeInstanceOf(Stale);
    }
    expect((await readOne(user.crm, before.ref)).item['title']).toBe('By hand');
  });

  it('lets one of two simultaneous writers win and tells the other', async () => {
    const { user } = open();
    if (!user.crm.traits.conditionalUpdate) return;
    const before = await createdRecord(user.crm, anEvent());
    const titles = ['A', 'B', 'C', 'D'];
    const outcomes = await Promise.all(
      titles.map(async (title) => user.crm.update([change(before, { title })], soon())),
    );
    const winners = titles.filter((_title, index) => outcomes[index]?.[0]?.ok === true);
    expect(winners).toHaveLength(1);
    expect((await readOne(user.crm, before.ref)).item['title']).toBe(winners[0]);
  });

  it('marks deleted, and says of what is not there that it is gone', async () => {
    const { user } = open();
    const kept = await createdRecord(user.crm, anEvent());
    const before = await createdRecord(user.crm, anEvent());
    const { cursor } = await followCrm(user.crm, null);
    expect(await user.crm.markDeleted([change(before, {})], soon())).toMatchObject([{ ok: true }]);
    const [reading] = await user.crm.read([before.ref], soon());
    expect(reading?.type).toBe(user.crm.traits.hiddenLooksGone ? 'hidden' : 'gone');
    const outcomes = [
      ...(await user.crm.markDeleted([change(before, {})], soon())),
      ...(await user.crm.update([change(before, { title: 'x' })], soon())),
    ];
    for (const outcome of outcomes) expect(errorOf(outcome)).toBeInstanceOf(Gone);
    const changes = (await followCrm(user.crm, cursor)).changes.filter(
      (entry) => entry.ref.id !== kept.ref.id,
    );
    if (user.crm.traits.tombstones) expect(changes).toEqual([{ type: 'removed', ref: before.ref }]);
    else expect(changes.filter((entry) => entry.type === 'present')).toEqual([]);
  });

  it('answers each request of a batch of updates for itself', async () => {
    const { user, people } = open();
    const [first, second, third] = [
      await createdRecord(user.crm, anEvent()),
      await createdRecord(user.crm, anEvent()),
      await createdRecord(user.crm, anEvent()),
    ];
    await people.remove(second.ref);
    const requests = [first, second, third].map((before, index) =>
      change(before, { title: `U${String(index)}` }),
    );
    const outcomes = await user.crm.update(requests, soon());
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true]);
    expect((await readOne(user.crm, third.ref)).item['title']).toBe('U2');
  });
}
