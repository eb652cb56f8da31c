import type { Kysely } from 'kysely';
import {
  Denied,
  Malformed,
  Stale,
  Unavailable,
  Unsupported,
  type SyncError,
} from '../../../../src/sync/errors.ts';
import { copyIdentity, recordKey } from '../../../../src/sync/identity.ts';
import type { Item } from '../../../../src/sync/item.ts';
import type { WriteOutcome } from '../../../../src/sync/ports.ts';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import { loadForUpdate } from '../../../../src/server/storage/records/appointment-lock.ts';
import {
  change,
  createdRecord,
  creation,
  followCrm,
  readOne,
  reported,
} from '../../../contracts/crm/appointments.ts';
import { anEvent, anIntent, soon } from '../../../contracts/mailbox/events.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { insertTestUser } from '../../storage/records/people.ts';
import { crmOf, openBuiltin, peopleOf } from './world.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(async () => {
  await database.close();
});

function errorOf(outcome: WriteOutcome | undefined): SyncError | null {
  return outcome?.ok === false ? outcome.error : null;
}

describe('built-in CRM: one record per meeting', () => {
  it('refuses a living UID under another key, and lets the mailbox that holds a copy join in', async () => {
    const { user, colleague } = await openBuiltin(db);
    const event = anEvent();
    const first = await createdRecord(user.crm, event);
    const { cursor } = await followCrm(user.crm, null);
    const request = creation(colleague.crm, event);
    const [again] = await colleague.crm.create([request], soon());
    expect(errorOf(again)).toBeInstanceOf(Stale);
    const joined = await readOne(colleague.crm, first.ref);
    expect([...(joined.users ?? [])].sort()).toEqual([user.id, colleague.id].sort());
    expect(joined.version).not.toBe(first.version);
    // The key that it asked for leads to the record that was there, which says that its key is another.
    const keys = [request.intent.correlationKey, first.correlationKey ?? ''];
    expect(await colleague.crm.find('appointment', keys, soon())).toEqual([joined, joined]);
    expect(joined.correlationKey).toBe(first.correlationKey);
    expect(await reported(user.crm, cursor, first.ref)).toEqual(joined);
    expect((await followCrm(colleague.crm, null)).changes).toMatchObject([{ ref: first.ref }]);
  });

  it('leaves out a user whom a person has taken away, whatever their mailbox holds', async () => {
    const { user, colleague, people } = await openBuiltin(db);
    const event = anEvent();
    const ref = await people.add(event, [user.id, colleague.id]);
    await people.assign(ref, [user.id]);
    const [again] = await colleague.crm.create([creation(colleague.crm, event)], soon());
    expect(errorOf(again)).toBeInstanceOf(Stale);
    expect((await readOne(user.crm, ref)).users).toEqual([user.id]);
  });

  it('takes a copy that a person made, with the same UID, as a meeting of its own', async () => {
    const { user } = await openBuiltin(db);
    const event = anEvent();
    const key = recordKey('Event', event.uid);
    const original = await createdRecord(user.crm, event, key);
    const copyKey = recordKey('Event', copyIdentity(event.uid, newId()));
    const copy = await createdRecord(user.crm, event, copyKey);
    expect(copy.ref.id).not.toBe(original.ref.id);
    expect(await user.crm.update([change(copy, { title: 'The copy' })], soon())).toMatchObject([
      { ok: true },
    ]);
    const [same] = await user.crm.create([creation(user.crm, event, copyKey)], soon());
    expect(errorOf(same)).toBeInstanceOf(Stale);
  });

  it('finds by the meeting what people made in the CRM', async () => {
    const { user, people } = await openBuiltin(db);
    const event = anEvent();
    const ref = await people.add(event, [user.id]);
    const hits = await user.crm.find('appointment', [recordKey('Event', event.uid)], soon());
    expect(hits).toMatchObject([{ ref }]);
  });

  it('makes each of a hundred meetings once when two mailboxes import them at once, in opposite order', async () => {
    const { user, colleague } = await openBuiltin(db);
    const events = Array.from({ length: 100 }, () => anEvent());
    const batch = (crm: typeof user.crm, list: typeof events) =>
      list.map((event) => creation(crm, event, recordKey('Event', event.uid)));
    const outcomes = await Promise.all([
      user.crm.create(batch(user.crm, events), soon()),
      colleague.crm.create(batch(colleague.crm, [...events].reverse()), soon()),
    ]);
    expect(outcomes.flat().filter((outcome) => outcome.ok)).toHaveLength(100);
    const keys = events.map((event) => recordKey('Event', event.uid));
    const found = await colleague.crm.find('appointment', keys, soon());
    expect(found.filter((hit) => hit !== null)).toHaveLength(100);
    expect(new Set(found.map((hit) => hit?.ref.id)).size).toBe(100);
  });
});

describe('built-in CRM: who sees what', () => {
  it('hides from others what is not theirs, and refuses their writes', async () => {
    const { user, colleague } = await openBuiltin(db);
    const key = anIntent().correlationKey;
    const mine = await createdRecord(user.crm, anEvent({ title: 'Walls' }), key);
    expect(await colleague.crm.read([mine.ref], soon())).toEqual([{ type: 'hidden', ref: mine.ref }]);
    expect(await colleague.crm.find('appointment', [key], soon())).toEqual([null]);
    expect((await followCrm(colleague.crm, null)).changes).toEqual([]);
    expect(await colleague.crm.search('Walls', 5)).toEqual([]);
    const outcomes = [
      ...(await colleague.crm.update([change(mine, { title: 'Mine' })], soon())),
      ...(await colleague.crm.markDeleted([change(mine, {})], soon())),
    ];
    for (const outcome of outcomes) expect(errorOf(outcome)).toBeInstanceOf(Denied);
    expect(errorOf(outcomes[0])).toMatchObject({ scope: 'item' });
    expect(await readOne(user.crm, mine.ref)).toEqual(mine);
  });

  it('shows a user who was taken away what they last saw, and nothing newer', async () => {
    const { user, colleague, people } = await openBuiltin(db);
    const ref = await people.add(anEvent({ title: 'Open' }), [user.id, colleague.id]);
    const { cursor } = await followCrm(colleague.crm, null);
    await people.assign(ref, [user.id]);
    await people.retitle(ref, 'Secret');
    const left = await reported(colleague.crm, cursor, ref);
    expect(left).toMatchObject({ item: { title: 'Open' }, users: [user.id] });
    expect((await readOne(colleague.crm, ref)).item['title']).toBe('Open');
    await people.assign(ref, [user.id, colleague.id]);
    expect((await readOne(colleague.crm, ref)).item['title']).toBe('Secret');
  });

  it('lists for a new user the older meetings that they are invited to', async () => {
    const { user } = await openBuiltin(db);
    const newcomer = await insertTestUser(db);
    const address = `mailto:${newId()}@firm.example`;
    const { ref } = await createdRecord(
      user.crm,
      anEvent({ participants: { [address]: { roles: { attendee: true } } } }),
    );
    const crm = crmOf(db, newcomer);
    expect((await followCrm(crm, null)).changes).toEqual([]);
    await db
      .updateTable('users')
      .set({ addresses: [address] })
      .where('id', '=', newcomer.id)
      .execute();
    const { changes } = await followCrm(crm, null);
    expect(changes).toMatchObject([{ ref, found: { users: [user.id, newcomer.id] } }]);
  });

  it('keeps personal properties out of the record', async () => {
    const { user } = await openBuiltin(db);
    const personal = {
      alerts: {},
      keywords: { travel: true },
      color: 'red',
      privacy: 'private',
      freeBusyStatus: 'free',
    };
    const { item } = await createdRecord(user.crm, anEvent(personal as object));
    expect(Object.keys(item).filter((name) => name in personal)).toEqual([]);
  });
});

describe('built-in CRM: bad input', () => {
  it('sets aside what cannot be stored, and that alone', async () => {
    const { user } = await openBuiltin(db);
    const bad: readonly (readonly [string, Item])[] = [
      ['text-not-storable', anEvent({ participants: { 'urn:a\u0000b': { roles: { attendee: true } } } })],
      ['text-not-storable', anEvent({ uid: 'half \ud83d' })],
      ['event-start-invalid', anEvent({ start: 'tomorrow' })],
      ['event-uid-missing', anEvent({ uid: '' })],
      ['event-uid-too-long', anEvent({ uid: 'x'.repeat(3000) })],
      ['event-expected', { '@type': 'Task', uid: 'task' }],
    ];
    const requests = [...bad.map(([, item]) => item), anEvent()].map((item) =>
      creation(user.crm, item as never),
    );
    const outcomes = await user.crm.create(requests, soon());
    expect(outcomes.map((outcome) => errorOf(outcome)?.code ?? 'made')).toEqual([
      ...bad.map(([code]) => code),
      'made',
    ]);
    expect(outcomes.filter((outcome) => errorOf(outcome) instanceof Malformed)).toHaveLength(bad.length);
  });

  it('stores extreme times, and series that never end or yield millions', async () => {
    const { user } = await openBuiltin(db);
    const events = [
      anEvent({ start: '0000-01-01T00:00:00' }),
      anEvent({ start: '9999-12-31T23:59:59', duration: 'P99999999D' }),
      anEvent({ recurrenceRules: [{ frequency: 'secondly' }] }),
      anEvent({ recurrenceRules: [{ frequency: 'secondly', count: 5_000_000 }] }),
      anEvent({ recurrenceRules: [{ frequency: 'yearly', byMonth: ['2'], byMonthDay: [30], count: 3 }] }),
    ];
    const outcomes = await user.crm.create(
      events.map((event) => creation(user.crm, event)),
      soon(),
    );
    expect(outcomes.map((outcome) => outcome.ok)).toEqual(events.map(() => true));
  });

  it('stores an event of 20 MB', async () => {
    const { user } = await openBuiltin(db);
    const description = 'Lorem ipsum dolor sit amet. '.repeat(750_000);
    const { item } = await createdRecord(user.crm, anEvent({ description }));
    expect(item['description']).toBe(description.trim());
  });

  it('knows no records by ids that are none, and links appointments only', async () => {
    const { user, person } = await openBuiltin(db);
    const ref = { collection: 'appointment', id: 'x' };
    expect(await user.crm.read([ref], soon())).toEqual([{ type: 'gone', ref }]);
    expect(await user.crm.read([{ collection: 'task', id: newId() }], soon())).toMatchObject([
      { type: 'gone' },
    ]);
    await expect(user.crm.link(person, person)).rejects.toBeInstanceOf(Unsupported);
  });
});

describe('built-in CRM: time', () => {
  it('gives up at the deadline while someone else holds the record, and leaves no effect', async () => {
    const owner = await insertTestUser(db);
    const crm = crmOf(db, owner);
    const before = await createdRecord(crm, anEvent());
    await db.transaction().execute(async (tx) => {
      await loadForUpdate(tx, [before.ref.id]);
      const waiting = crm.update([change(before, { title: 'Late' })], { deadline: Date.now() + 300 });
      await expect(waiting).rejects.toMatchObject({ code: 'timed-out', effect: 'none' });
      await expect(waiting).rejects.toBeInstanceOf(Unavailable);
    });
    expect(await readOne(crm, before.ref)).toEqual(before);
  });

  it('takes opposite orders of the same records without a deadlock', async () => {
    const owner = await insertTestUser(db);
    const crm = crmOf(db, owner);
    const ref = [];
    for (let index = 0; index < 20; index += 1)
      ref.push(await peopleOf(db, owner).add(anEvent(), [owner.id]));
    const found = await Promise.all(ref.map((entry) => readOne(crm, entry)));
    const rounds = Array.from({ length: 8 }, (_unused, round) => {
      const requests = found.map((entry) => change(entry, { title: `Round ${String(round)}` }));
      return crm.update(round % 2 === 0 ? requests : requests.reverse(), soon());
    });
    const outcomes = (await Promise.all(rounds)).flat();
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(20);
    expect(outcomes.filter((outcome) => errorOf(outcome) instanceof Stale)).toHaveLength(140);
  });
});
