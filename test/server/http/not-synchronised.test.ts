import type {
  Appointment,
  DormantEntry,
  HistoryEntry,
  Occurrences,
  PageOf,
  Problem,
} from '../../../src/contract/index.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { pumpedMailbox, seen, type PumpedMailbox } from './ledger.ts';
import { bodyOf, startWorld, type Client, type World } from './world.ts';

const WHEN = { start: '2026-03-02T09:00:00', timeZone: 'Europe/Berlin', duration: 'PT1H' };
const BUSY = { observed: { mailbox: seen(WHEN), crm: seen(WHEN) }, personal: { withheld: 'sole' } } as const;

describe('what is not synchronised', () => {
  let world: World;
  let ada: Client;
  let bob: Client;
  let admin: Client;
  let mailbox: PumpedMailbox;
  beforeAll(async () => {
    world = await startWorld();
    [ada, bob, admin] = [await world.client(), await world.client(), await world.client('admin')];
  });
  beforeEach(async () => {
    mailbox = await pumpedMailbox(world, ada);
  });
  afterAll(() => world.close());

  const asleep = (code: string, change: object = {}) =>
    mailbox.link({ state: 'dormant', reason: { code, parameters: {} } as never, ...change });
  const path = () => `/api/mailboxes/${mailbox.id}/dormant`;
  const meet = async (body: object) =>
    bodyOf<Appointment>(await ada.call('POST', '/api/appointments', { body: { ...WHEN, ...body } }));

  it('is listed with its reasons, in pages', async () => {
    const old = await asleep('outside-window', {
      observed: { mailbox: seen({ title: 'Old' }), crm: seen({}) },
    });
    const shut = await asleep('private-kept-out', BUSY);
    const copy = await asleep('awaiting-organizer', { state: 'awaiting-organizer' });
    await mailbox.link({ state: 'held' });
    await mailbox.link();
    const first = bodyOf<PageOf<DormantEntry>>(await ada.call('GET', `${path()}?limit=2`));
    expect(first.items).toMatchObject([
      { linkId: old.id, title: 'Old', reason: { code: 'outside-window' } },
      { linkId: shut.id, title: null, privacy: 'private', reason: { code: 'private-kept-out' } },
    ]);
    expect(first.items[0]).not.toHaveProperty('privacy');
    const next = bodyOf<PageOf<DormantEntry>>(
      await ada.call('GET', `${path()}?limit=2&cursor=${first.nextCursor ?? ''}`),
    );
    expect([next.items.map(({ linkId }) => linkId), next.nextCursor]).toEqual([[copy.id], null]);
  });

  it('is for the owner of the mailbox alone', async () => {
    await asleep('private-kept-out', { observed: { mailbox: seen({ title: 'Mine alone' }), crm: seen({}) } });
    const answers = [await bob.call('GET', path()), await admin.call('GET', path())];
    expect(answers.map((answer) => [answer.statusCode, bodyOf<Problem>(answer).code])).toEqual([
      [404, 'not-found'],
      [403, 'not-allowed'],
    ]);
  });

  it('of an appointment kept private: a field says so, no title is made up', async () => {
    const busy = await meet({});
    const untitled = await meet({});
    await mailbox.link(BUSY, busy.id);
    await mailbox.link({ observed: BUSY.observed }, untitled.id);
    const read = async ({ id }: Appointment) =>
      bodyOf<Appointment>(await ada.call('GET', `/api/appointments/${id}`));
    expect(await read(busy)).toMatchObject({ privacy: 'private' });
    expect(await read(busy)).not.toHaveProperty('title');
    expect(await read(untitled)).not.toHaveProperty('privacy');
    const told = await meet({ title: 'What the organiser tells' });
    await mailbox.link({ ...BUSY, personal: { withheld: 'attendee' } }, told.id);
    expect(await read(told)).not.toHaveProperty('privacy');
    const written = await ada.call('PATCH', `/api/appointments/${busy.id}`, {
      body: { privacy: 'private' },
      headers: { 'if-match': `"${busy.version}"` },
    });
    expect(written.statusCode).toBe(400);
  });

  it('of an appointment stays private when its mailbox is disconnected, until it is told or another knows better', async () => {
    const owner = await world.client();
    const meetAs = async (body: object) =>
      bodyOf<Appointment>(await owner.call('POST', '/api/appointments', { body: { ...WHEN, ...body } }));
    const [busy, plain] = [await meetAs({}), await meetAs({})];
    const read = async ({ id }: Appointment) =>
      bodyOf<Appointment>(await owner.call('GET', `/api/appointments/${id}`));
    const own = await pumpedMailbox(world, owner);
    const link = await own.link({ ...BUSY, personal: { withheld: 'organizer' } }, busy.id);
    await own.link({ observed: BUSY.observed, personal: { color: '#ff0000', keywords: {} } }, plain.id);
    const headers = { 'if-match': '"1"' };
    expect((await owner.call('DELETE', `/api/mailboxes/${own.id}`, { headers })).statusCode).toBe(204);
    expect(await read(busy)).toMatchObject({ privacy: 'private', synchronisation: [] });
    expect(await read(plain)).not.toHaveProperty('privacy');
    const kept = await world.database.db
      .selectFrom('links')
      .select(['id', 'personal', 'mailbox_observed'])
      .where('mailbox_id', '=', own.id)
      .execute();
    expect(kept.map(({ personal }) => personal)).toEqual(
      kept.map(({ id }) => (id === link.id ? { withheld: 'organizer' } : {})),
    );
    const again = await pumpedMailbox(world, owner);
    await again.link({ observed: BUSY.observed }, busy.id);
    expect(await read(busy)).not.toHaveProperty('privacy');
    await world.database.db.deleteFrom('mailboxes').where('id', '=', again.id).execute();
    expect(await read(busy)).toMatchObject({ privacy: 'private' });
    const path = `/api/appointments/${busy.id}`;
    await owner.call('PATCH', path, {
      body: { title: 'Told' },
      headers: { 'if-match': `"${busy.version}"` },
    });
    expect(await read(busy)).not.toHaveProperty('privacy');
  });

  it('is told of single dates, too, with how they stand', async () => {
    const owner = await world.client();
    const own = await pumpedMailbox(world, owner);
    const body = { ...WHEN, recurrenceRules: [{ frequency: 'daily', count: 2 }] };
    const series = bodyOf<Appointment>(await owner.call('POST', '/api/appointments', { body }));
    const alone = bodyOf<Appointment>(
      await owner.call('POST', '/api/appointments', { body: { ...WHEN, title: 'In no mailbox' } }),
    );
    const link = await own.link(BUSY, series.id);
    const { items } = bodyOf<Occurrences>(
      await owner.call(
        'GET',
        '/api/appointments/occurrences?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z',
      ),
    );
    const standing = {
      mailboxId: own.id,
      userId: owner.user.id,
      linkId: link.id,
      state: 'active',
      reason: null,
    };
    const shape = items.map(({ appointmentId, title, privacy, synchronisation }) => [
      appointmentId,
      title,
      privacy,
      synchronisation,
    ]);
    expect(shape).toHaveLength(3);
    expect(shape).toEqual(
      expect.arrayContaining([
        [series.id, '', 'private', [standing]],
        [alone.id, 'In no mailbox', undefined, []],
      ]),
    );
  });

  it('has its history, in which private things are no more than that', async () => {
    const link = await mailbox.link(BUSY, undefined, [
      { id: newId(), at: 1, field: 'start', losingSide: 'crm', losing: {}, winning: {} },
    ]);
    const history = async (who: Client) =>
      bodyOf<PageOf<HistoryEntry>>(await who.call('GET', `/api/mailboxes/${mailbox.id}/history`)).items;
    expect(await history(ada)).toMatchObject([
      {
        event: 'conflict',
        phase: 'decided',
        linkId: link.id,
        title: null,
        privacy: 'private',
        reason: { parameters: { field: 'start' } },
      },
    ]);
    expect((await history(admin))[0]).not.toHaveProperty('privacy');
  });
});
