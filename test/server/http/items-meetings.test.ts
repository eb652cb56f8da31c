import type { Appointment, ItemInView, ItemSave, ItemView, RecordRef } from '../../../src/contract/index.ts';
import type { Link } from '../../../src/sync/ports.ts';
import { pumpedMailbox, seen, type PumpedMailbox } from './ledger.ts';
import { refusal } from './items-world.ts';
import { bodyOf, startWorld, type Client, type World } from './world.ts';

const CALENDAR = 'calendar/1';

describe('A meeting in view', () => {
  let world: World;
  let ada: Client;
  let mailbox: PumpedMailbox;
  let company: RecordRef;
  beforeAll(async () => {
    world = await startWorld();
    ada = await world.client();
    mailbox = await pumpedMailbox(world, ada);
    const calendar = {
      mailbox_id: mailbox.id,
      key: Buffer.from('1'),
      provider_id: CALENDAR,
      name: 'Calendar',
    };
    await world.database.db
      .insertInto('collections')
      .values({ ...calendar, color: null, writable: true, kinds: ['Event'], position: 0 })
      .execute();
    const { id } = bodyOf<{ id: string }>(
      await ada.call('POST', '/api/companies', { body: { name: 'Acme' } }),
    );
    company = { recordType: 'company', id };
  });
  afterAll(() => world.close());

  let number = 0;
  /** A meeting of ada's, as a worker left it; with a record unless it has none yet. */
  const meeting = async (change: Partial<Link> = {}, hasRecord = true) => {
    const uid = `meeting-${String((number += 1))}`;
    const item = inView(`item-${uid}`);
    const body = {
      uid,
      title: 'Review',
      start: '2026-11-23T09:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'PT1H',
    };
    const appointment = hasRecord
      ? bodyOf<Appointment>(await ada.call('POST', '/api/appointments', { body }))
      : null;
    const itemRef = { collection: CALENDAR, id: item.itemId ?? '' };
    const observed = {
      mailbox: seen({ uid }),
      crm: hasRecord ? seen({ uid }) : { state: 'unknown' as const },
    };
    const link = await mailbox.link(
      { itemRef, identity: uid, state: 'active', reason: null, dirty: false, observed, ...change },
      appointment?.id,
    );
    return { item, link, appointment };
  };
  const view = async (item: ItemInView, client = ada) =>
    bodyOf<ItemView>(await client.call('POST', '/api/items/view', { body: { item } }));
  const post = async (path: string, body: object) => {
    const answer = await ada.call('POST', `/api/items/${path}`, { body });
    expect(answer.statusCode).toBe(200);
    return bodyOf<ItemSave>(answer);
  };

  it('is as the ledger has it', async () => {
    const { item, appointment } = await meeting();
    expect((await view(item)).state).toMatchObject({
      state: 'synchronised',
      reason: null,
      marked: true,
      record: { recordType: 'appointment', id: appointment?.id },
    });
    const reason = { code: 'deletion-held', parameters: {} } as const;
    const cases = [
      [{ dirty: true }, 'queued', null],
      [{ state: 'held', reason }, 'attention', 'deletion-held'],
      [
        { state: 'dormant', reason: { code: 'outside-window', parameters: {} } },
        'not-synchronised',
        'outside-window',
      ],
    ] as const;
    for (const [change, state, code] of cases) {
      const seenState = (await view((await meeting(change)).item)).state;
      expect([seenState.state, seenState.reason?.code ?? null]).toEqual([state, code]);
    }
  });

  it('is linked, and unlinked by undoing that', async () => {
    const { item, appointment } = await meeting();
    const save = await post('links', { item, records: [company] });
    expect(save.view.links).toMatchObject([{ title: 'Acme', pending: false, removable: true }]);
    const links = await ada.call('GET', `/api/appointments/${appointment?.id ?? ''}/links`);
    expect(bodyOf<{ items: object[] }>(links).items).toHaveLength(1);
    expect((await ada.call('POST', `/api/items/saves/${save.id}/undo`)).statusCode).toBe(204);
    expect((await view(item)).links).toEqual([]);
  });

  it('that is not in the CRM waits with its links, and is marked so that it gets there', async () => {
    const reason = { code: 'not-marked', parameters: {} } as const;
    const { item, link } = await meeting({ state: 'dormant', reason }, false);
    const markOf = async () =>
      (
        await world.database.db
          .selectFrom('links')
          .select('mark')
          .where('id', '=', link.id)
          .executeTakeFirstOrThrow()
      ).mark;
    const save = await post('links', { item, records: [company] });
    expect(save.view.links).toMatchObject([{ title: 'Acme', pending: true, linkedBy: { id: ada.user.id } }]);
    expect(await markOf()).toBe('on');
    const removal = await post('links/remove', { item, records: [company] });
    expect(removal.view.links).toEqual([]);
    for (const [{ id }, count] of [
      [removal, 1],
      [save, 0],
    ] as const) {
      expect((await ada.call('POST', `/api/items/saves/${id}/undo`)).statusCode).toBe(204);
      expect((await view(item)).links).toHaveLength(count);
    }
    expect(await markOf()).toBeNull();
  });

  it('is left alone by its mark, until that is undone', async () => {
    const { item } = await meeting();
    const save = await post('mark', { item, synchronise: false });
    expect(save.view.state).toMatchObject({ marked: false, reason: { code: 'unmarked' } });
    expect((await ada.call('POST', `/api/items/saves/${save.id}/undo`)).statusCode).toBe(204);
    expect((await view(item)).state.marked).toBe(true);
  });

  it('goes on when that mark was taken back, also before the engine has followed', async () => {
    const reason = { code: 'unmarked', parameters: {} } as const;
    const { item } = await meeting({ state: 'dormant', reason });
    expect((await view(item)).state).toMatchObject({ state: 'queued', marked: true, reason: null });
    await post('mark', { item, synchronise: false });
    expect((await view(item)).state).toMatchObject({
      state: 'not-synchronised',
      marked: false,
      reason: { code: 'unmarked' },
    });
  });

  it("is nobody's by its id alone", async () => {
    const { item } = await meeting();
    const ben = await world.client();
    const { state, links } = await view(item, ben);
    expect([state.reason?.code, links]).toEqual(['meeting-mailbox-missing', []]);
    const answer = await ben.call('POST', '/api/items/mark', { body: { item, synchronise: false } });
    expect(refusal(answer)).toEqual([409, 'no-mailbox-for-mails']);
  });

  describe('whose participants were not told', () => {
    const reason = { code: 'not-sent', parameters: { by: 'written' } } as const;
    const decide = (item: ItemInView, decision: 'send' | 'discard', client = ada) =>
      client.call('POST', '/api/items/not-sent', { body: { item, decision } });
    const decided = async (id: string) =>
      (
        await world.database.db
          .selectFrom('links')
          .select('decision')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).decision;

    it.each(['send', 'discard'] as const)('waits for its user, who says %s', async (decision) => {
      const { item, link, appointment } = await meeting({ state: 'not-sent', reason });
      expect((await view(item)).state).toMatchObject({ state: 'attention', reason });
      const answer = await decide(item, decision);
      expect(answer.statusCode).toBe(200);
      // It waits for nobody any more, though the engine has not followed yet.
      expect(bodyOf<ItemView>(answer).state).toMatchObject({ state: 'queued', reason: null });
      expect(await decided(link.id)).toBe(decision);
      const page = await ada.call('GET', `/api/mailboxes/${mailbox.id}/not-sent`);
      expect(bodyOf<{ items: { linkId: string }[] }>(page).items.map(({ linkId }) => linkId)).not.toContain(
        link.id,
      );
      const shown = await ada.call('GET', `/api/appointments/${appointment?.id ?? ''}`);
      expect(bodyOf<Appointment>(shown).synchronisation).toMatchObject([{ state: 'active', reason: null }]);
    });

    it('is decided about by its own user, and only while it waits', async () => {
      const { item, link } = await meeting({ state: 'not-sent', reason });
      const ben = await world.client();
      expect(refusal(await decide(item, 'send', ben))).toEqual([409, 'no-mailbox-for-mails']);
      expect(await decided(link.id)).toBeNull();
      const { item: settled } = await meeting();
      expect(refusal(await decide(settled, 'send'))).toEqual([409, 'link-not-waiting']);
      expect(refusal(await decide({ ...item, itemId: null }, 'send'))).toEqual([422, 'item-unsaved']);
      const mail = { ...item, kind: 'message' as const, messageId: '<1@example.net>' };
      expect(refusal(await decide(mail, 'send'))).toEqual([409, 'link-not-waiting']);
    });
  });

  it('suggests what a meeting of its name with the same people is linked with', async () => {
    const participants = {
      'mailto:grace@acme.example': { name: 'Grace', roles: { attendee: true } },
    };
    const other = {
      title: 'Weekly',
      start: '2026-11-16T09:00:00',
      timeZone: 'Europe/Berlin',
      participants,
      links: [company],
    };
    expect((await ada.call('POST', '/api/appointments', { body: other })).statusCode).toBe(201);
    const { item } = await meeting();
    const weekly = {
      ...item,
      subject: 'weekly',
      participants: [{ role: 'required' as const, name: 'Grace', address: 'grace@acme.example' }],
    };
    const { suggestions } = await view(weekly);
    expect(suggestions[0]?.reasons[0]?.code).toBe('suggested-series');
    expect(suggestions[0]?.record.title).toBe('Acme');
    expect(
      (await view({ ...weekly, participants: [] })).suggestions.map(({ reasons }) => reasons[0]?.code),
    ).toEqual(['suggested-recent']);
  });
});

function inView(itemId: string): ItemInView {
  return {
    kind: 'appointment',
    itemId,
    messageId: null,
    conversationId: null,
    seriesId: null,
    subject: 'Review',
    start: '2026-11-23T08:00:00Z',
    end: '2026-11-23T09:00:00Z',
    participants: [],
  };
}
