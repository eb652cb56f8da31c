import type { Appointment, Conflict, HistoryEntry, PageOf, Problem } from '../../../src/contract/index.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { pumpedMailbox, seen, type Lost, type PumpedMailbox } from './ledger.ts';
import { bodyOf, startWorld, type Answer, type Client, type World } from './world.ts';

const MEETING = {
  title: 'Budget',
  start: '2026-03-02T09:00:00',
  timeZone: 'Europe/Berlin',
  duration: 'PT1H',
};
const EVA = 'mailto:eva@example.com';

describe('conflicts', () => {
  let world: World;
  let ada: Client;
  let bob: Client;
  let stranger: Client;
  let admin: Client;
  let mailbox: PumpedMailbox;
  beforeAll(async () => {
    world = await startWorld();
    [ada, bob, stranger] = [await world.client(), await world.client(), await world.client()];
    admin = await world.client('admin');
  });
  beforeEach(async () => {
    mailbox = await pumpedMailbox(world, ada);
  });
  afterAll(() => world.close());

  const code = (answer: Answer) => [answer.statusCode, bodyOf<Problem>(answer).code];
  const meet = async (change: object = {}) =>
    bodyOf<Appointment>(await ada.call('POST', '/api/appointments', { body: { ...MEETING, ...change } }));
  const lost = (change: Partial<Lost> = {}): Lost => ({
    id: newId(),
    at: Date.parse('2026-03-01T08:00:00Z'),
    field: 'title',
    losingSide: 'mailbox',
    losing: { value: 'Budget (private estimate)' },
    winning: { value: 'Budget' },
    ...change,
  });
  /** Ada's meeting, in step in her mailbox, with what lost. */
  const disputed = async (conflict: Lost, change: object = {}, link: object = {}) => {
    const appointment = await meet(change);
    const item = seen({ ...MEETING, ...change });
    await mailbox.link({ observed: { mailbox: item, crm: item }, ...link }, appointment.id, [conflict]);
    return appointment;
  };
  const path = (rest = '') => `/api/mailboxes/${mailbox.id}/conflicts${rest}`;
  const page = async (who: Client, address = path()) =>
    bodyOf<PageOf<Conflict>>(await who.call('GET', address));
  const listed = async (who = ada) => (await page(who)).items;
  const decide = (who: Client, id: string, decision: string) =>
    who.call('POST', path(`/${id}`), { body: { decision } });
  const reread = async ({ id }: Appointment) =>
    bodyOf<Appointment>(await ada.call('GET', `/api/appointments/${id}`));

  it('are listed for the owner: which meeting, which property, both values, when, and whose prevailed', async () => {
    const conflict = lost();
    const appointment = await disputed(conflict);
    expect(await listed()).toMatchObject([
      {
        id: conflict.id,
        mailboxId: mailbox.id,
        appointmentId: appointment.id,
        title: 'Budget',
        at: '2026-03-01T08:00:00.000Z',
        field: 'title',
        recurrenceId: null,
        participant: null,
        kept: 'crm',
        values: { crm: 'Budget', mailbox: 'Budget (private estimate)' },
        usable: true,
      },
    ]);
  });

  it('come in pages, newest first', async () => {
    const [first, second, third] = [lost(), lost(), lost()];
    await mailbox.link({}, undefined, [first, second, third]);
    const one = await page(ada, `${path()}?limit=2`);
    expect(one.items.map(({ id }) => id)).toEqual([third.id, second.id]);
    const two = await page(ada, `${path()}?limit=2&cursor=${one.nextCursor ?? ''}`);
    expect([two.items.map(({ id }) => id), two.nextCursor]).toEqual([[first.id], null]);
    expect(code(await ada.call('GET', `${path()}?cursor=nonsense`))).toEqual([400, 'cursor-malformed']);
  });

  it('name the date or the participant that they are about', async () => {
    const date = '2026-03-09T09:00:00';
    await mailbox.link({}, undefined, [
      lost({ field: `recurrenceOverrides/${date}/title` }),
      lost({ field: `recurrenceOverrides/${date}`, losing: { excluded: true }, winning: {} }),
      lost({ field: `participants/${EVA}/participationStatus` }),
      lost({
        field: 'participants/mailto:a/b@example.com',
        losing: { roles: { attendee: true } },
        winning: {},
      }),
    ]);
    const shape = (await listed()).map(({ field, recurrenceId, participant, values }) => [
      field,
      recurrenceId,
      participant,
      values?.crm,
    ]);
    expect(shape).toEqual([
      ['participants', null, 'mailto:a/b@example.com', null],
      ['participationStatus', null, EVA, 'Budget'],
      ['recurrenceOverrides', date, null, null],
      ['title', date, null, 'Budget'],
    ]);
  });

  it('say when both sides have kept their own', async () => {
    const appointment = await meet();
    const observed = { mailbox: seen({ ...MEETING, title: 'Mine' }), crm: seen(MEETING) };
    await mailbox.link({ observed }, appointment.id, [lost({ losing: { value: 'Mine' } })]);
    expect(await listed()).toMatchObject([{ kept: 'both', usable: true }]);
  });

  it('show others no title, no address and no value; and an appointment’s only to who may see it', async () => {
    const secret = { field: `participants/${EVA}/name`, losing: { value: 'Eva the whistleblower' } };
    const appointment = await disputed(lost(secret), { title: 'Secret plan', readers: [bob.user.id] });
    const own = `/api/appointments/${appointment.id}/conflicts`;
    expect((await page(ada, own)).items).toEqual(await listed());
    for (const { items } of [await page(bob, own), await page(admin)]) {
      expect(items).toMatchObject([{ field: 'participants', kept: 'crm', title: null, usable: false }]);
      expect(items).toMatchObject([{ values: null, participant: null }]);
      expect(JSON.stringify(items)).not.toMatch(/whistle|eva@|Secret/);
    }
    expect(code(await stranger.call('GET', own))).toEqual([404, 'not-found']);
    expect(code(await admin.call('GET', own))).toEqual([404, 'not-found']);
  });

  it('are the owner’s to decide', async () => {
    const conflict = lost();
    const appointment = await disputed(conflict, { users: [ada.user.id, bob.user.id] });
    for (const decision of ['use-other', 'dismiss']) {
      expect(code(await decide(stranger, conflict.id, decision))).toEqual([404, 'not-found']);
      expect(code(await decide(bob, conflict.id, decision))).toEqual([404, 'not-found']);
      expect(code(await decide(admin, conflict.id, decision))).toEqual([403, 'not-allowed']);
      expect(code(await decide(ada, newId(), decision))).toEqual([404, 'not-found']);
    }
    expect(code(await stranger.call('GET', path()))).toEqual([404, 'not-found']);
    expect((await reread(appointment)).title).toBe('Budget');
    expect(await listed()).toHaveLength(1);
  });

  it('end with the other value: an ordinary edit of the appointment', async () => {
    const conflict = lost();
    const appointment = await disputed(conflict);
    expect((await decide(ada, conflict.id, 'use-other')).statusCode).toBe(204);
    expect(await reread(appointment)).toMatchObject({ title: 'Budget (private estimate)', version: '2' });
    expect(await listed()).toEqual([]);
    const history = bodyOf<PageOf<HistoryEntry>>(
      await ada.call('GET', `/api/mailboxes/${mailbox.id}/history`),
    );
    expect(history.items.map(({ event }) => event)).toEqual(['conflict-used', 'conflict']);
    expect(code(await decide(ada, conflict.id, 'use-other'))).toEqual([404, 'not-found']);
  });

  it('put back an answer, a cancelled date, a time, and nothing where nothing was', async () => {
    const date = '2026-03-09T09:00:00';
    const series = { recurrenceRules: [{ frequency: 'weekly' }] };
    const eva = { participants: { [EVA]: { roles: { attendee: true }, participationStatus: 'accepted' } } };
    const cases = [
      [
        lost({ field: `participants/${EVA}/participationStatus`, losing: { value: 'declined' } }),
        eva,
        { participants: { [EVA]: { roles: { attendee: true }, participationStatus: 'declined' } } },
      ],
      [
        lost({ field: `recurrenceOverrides/${date}`, losing: { excluded: true } }),
        series,
        { ...series, recurrenceOverrides: { [date]: { excluded: true } } },
      ],
      [
        lost({ field: `recurrenceOverrides/${date}/title`, losing: { value: 'Longer' }, losingSide: 'crm' }),
        series,
        { recurrenceOverrides: { [date]: { title: 'Longer' } } },
      ],
      [
        lost({ field: 'start', losing: { value: '2026-03-02T15:00:00' }, losingSide: 'crm' }),
        {},
        { start: '2026-03-02T15:00:00', title: 'Budget' },
      ],
      [lost({ field: 'description', losing: {} }), { description: 'Long' }, { title: 'Budget' }],
    ] as const;
    for (const [conflict, before, after] of cases) {
      const appointment = await disputed(conflict, before);
      expect([conflict.field, (await decide(ada, conflict.id, 'use-other')).statusCode]).toEqual([
        conflict.field,
        204,
      ]);
      const changed = await reread(appointment);
      expect(changed).toMatchObject({ ...after, version: '2' });
      if (conflict.field === 'description') expect(changed).not.toHaveProperty('description');
    }
  });

  it('can’t be undone where an edit in the CRM would not reach the mailbox', async () => {
    const date = '2026-03-10T09:00:00';
    const refused = [
      [lost(), {}, { reason: { code: 'attendee-copy', parameters: {} } }],
      [lost(), {}, { state: 'awaiting-organizer' }],
      [lost(), {}, { personal: { withheld: 'sole' } }],
      [lost(), {}, { state: 'ended' }],
      [
        lost({ field: `recurrenceOverrides/${date}/title` }),
        { recurrenceRules: [{ frequency: 'weekly' }] },
        {},
      ],
      [lost({ field: `participants/${EVA}/participationStatus` }), {}, {}],
      [lost({ field: 'recurrenceId' }), {}, {}],
    ] as const;
    for (const [conflict, change, link] of refused) {
      const appointment = await disputed(conflict, change, link);
      expect((await listed()).find(({ id }) => id === conflict.id)).toMatchObject({ usable: false });
      expect(code(await decide(ada, conflict.id, 'use-other'))).toEqual([409, 'conflict-not-usable']);
      expect((await reread(appointment)).version).toBe('1');
    }
  });

  it('are held to what the owner may write', async () => {
    const conflict = lost();
    const foreign = bodyOf<Appointment>(
      await bob.call('POST', '/api/appointments', { body: { ...MEETING, readers: [ada.user.id] } }),
    );
    const item = seen(MEETING);
    await mailbox.link({ observed: { mailbox: item, crm: item } }, foreign.id, [conflict]);
    expect(code(await decide(ada, conflict.id, 'use-other'))).toEqual([403, 'not-allowed']);
    expect(await listed()).toHaveLength(1);
  });

  it('are dismissed, which changes nothing else', async () => {
    const conflict = lost();
    const appointment = await disputed(conflict);
    expect((await decide(ada, conflict.id, 'dismiss')).statusCode).toBe(204);
    expect(await listed()).toEqual([]);
    expect((await reread(appointment)).version).toBe('1');
  });
});
