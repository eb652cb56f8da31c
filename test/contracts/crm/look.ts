import { Unavailable } from '../../../src/sync/errors.ts';
import { anEvent, anIntent, aSeries, only, soon } from '../mailbox/events.ts';
import { createdRecord, eventType } from './appointments.ts';
import type { OpenCrm } from './harness.ts';

/** What `read` and `find` promise. */
export function describeCrmLook(open: () => OpenCrm): void {
  it('answers in the order of the question, and tells gone from found', async () => {
    const { user, people } = open();
    const [first, second, third] = [
      await people.add(anEvent({ title: 'One' }), [user.id]),
      await people.add(anEvent({ title: 'Two' }), [user.id]),
      await people.add(anEvent({ title: 'Three' }), [user.id]),
    ];
    await people.remove(second);
    const readings = await user.crm.read([third, second, first], soon());
    const absent = user.crm.traits.hiddenLooksGone ? 'hidden' : 'gone';
    expect(readings.map((reading) => reading.type)).toEqual(['found', absent, 'found']);
    expect(readings.map((reading) => reading.ref)).toEqual([third, second, first]);
    expect(readings[0]).toMatchObject({ found: { ref: third, item: { title: 'Three' } } });
    expect(await user.crm.read([], soon())).toEqual([]);
  });

  it('never calls gone what it does not know', async () => {
    const { user } = open();
    const ref = { collection: eventType(user.crm), id: '018f0000-0000-7000-8000-000000000000' };
    const [reading] = await user.crm.read([ref], soon());
    expect(reading).toEqual({ type: user.crm.traits.hiddenLooksGone ? 'hidden' : 'gone', ref });
  });

  it('says in whose mailboxes a record belongs: those assigned, and participants who are users', async () => {
    const { user, colleague, people } = open();
    const alone = await people.add(anEvent(), [user.id]);
    const invited = await createdRecord(
      user.crm,
      anEvent({
        participants: {
          [user.address]: { roles: { owner: true, attendee: true } },
          [colleague.address]: { roles: { attendee: true } },
          'mailto:stranger@elsewhere.example': { roles: { attendee: true } },
        },
      }),
    );
    const [first, second] = await user.crm.read([alone, invited.ref], soon());
    expect(first).toMatchObject({ found: { users: [user.id] } });
    const users = second?.type === 'found' ? second.found.users : undefined;
    expect([...(users ?? [])].sort()).toEqual([user.id, colleague.id].sort());
  });

  it('reads what was written as it was meant', async () => {
    const { user, people } = open();
    const event = anEvent({ description: 'Two lines,\nwith; \\ "quotes" and ümläute 🚀', priority: 3 });
    const ref = await people.add(event, [user.id]);
    const [reading] = await user.crm.read([ref], soon());
    expect(reading?.type === 'found' ? only(reading.found.item, event) : reading).toEqual(event);
    if (user.crm.traits.recurrence === 'series') {
      const series = aSeries();
      const { item } = await createdRecord(user.crm, series);
      expect(only(item, series)).toEqual(series);
    }
  });

  it('finds by correlation key, in the order of the keys', async () => {
    const { user } = open();
    const [first, second] = [anIntent().correlationKey, anIntent().correlationKey];
    const one = await createdRecord(user.crm, anEvent({ title: 'One' }), first);
    const two = await createdRecord(user.crm, anEvent({ title: 'Two' }), second);
    const hits = await user.crm.find(eventType(user.crm), [second, anIntent().correlationKey, first], soon());
    expect(hits).toEqual([two, null, one]);
    expect(hits[0]?.correlationKey).toBe(second);
    expect(await user.crm.find(eventType(user.crm), [], soon())).toEqual([]);
  });

  it('does not find what was deleted', async () => {
    const { user, people } = open();
    const key = anIntent().correlationKey;
    const { ref } = await createdRecord(user.crm, anEvent(), key);
    await people.remove(ref);
    expect(await user.crm.find(eventType(user.crm), [key], soon())).toEqual([null]);
  });

  it('begins nothing after the deadline', async () => {
    const { user } = open();
    const past = { deadline: 1 };
    await expect(user.crm.changes(null, past)).rejects.toBeInstanceOf(Unavailable);
    const request = { collection: eventType(user.crm), item: anEvent(), intent: anIntent() };
    const created = await user.crm.create([request], past).catch((error: unknown) => error);
    const error = Array.isArray(created) ? (created[0] as { error: unknown }).error : created;
    expect(error).toBeInstanceOf(Unavailable);
    expect(error).toMatchObject({ effect: 'none' });
    expect(await user.crm.find(eventType(user.crm), [request.intent.correlationKey], soon())).toEqual([null]);
  });
}
