import type { JsonObject } from '../../src/sync/json.ts';
import { address, company, event, live, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';

const NAMES = ['anna', 'ben', 'carla'];

/** Everybody has a copy of one meeting; the first name is its organiser. */
async function met(names: readonly string[], attending: readonly string[] = names): Promise<Company> {
  const firm = company(names);
  for (const name of names)
    firm.person(name).world.store.insert(meeting('m1', attending, { title: 'Talks' }), { collection: 'cal' });
  await settle(firm);
  return firm;
}

function edit(firm: Company, name: string, patch: Parameters<Company['crmWorld']['store']['edit']>[1]): void {
  firm.person(name).world.store.edit(onlyItem(firm, name).ref.id, patch);
}

function answer(firm: Company, name: string, status: string): void {
  const { item } = onlyItem(firm, name);
  const participants = item['participants'] as Record<string, JsonObject>;
  const own = { ...participants[address(name)], participationStatus: status };
  edit(firm, name, { participants: { ...participants, [address(name)]: own } });
}

function statusOf(item: object, name: string): unknown {
  const { participants } = item as { participants: Record<string, { participationStatus?: string }> };
  return participants[address(name)]?.participationStatus;
}

describe('a meeting in several mailboxes', () => {
  it('waits for nobody where copies differ in what each mailbox alone knows of the invited', async () => {
    const firm = await met(NAMES);
    answer(firm, 'carla', 'accepted');
    const { item } = onlyItem(firm, 'ben');
    const participants = Object.entries(item['participants'] as Record<string, JsonObject>);
    edit(firm, 'ben', {
      participants: Object.fromEntries(
        participants.map(([who, { roles }]) => [
          who,
          { roles: roles ?? {}, name: `${who} (ben's address book)` },
        ]),
      ),
    });
    await settle(firm);
    expect(firm.links('ben').map(({ state }) => state)).toEqual(['active']);
    edit(firm, 'anna', { title: 'Other talks' });
    await settle(firm);
    expect(firm.links('ben').map(({ state }) => state)).toEqual(['awaiting-organizer']);
  });

  it('loses nothing for the others when an attendee makes their copy private', async () => {
    const firm = await met(NAMES);
    edit(firm, 'ben', { privacy: 'private' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('Talks');
    expect(onlyItem(firm, 'anna').item['title']).toBe('Talks');
    expect(Object.keys(onlyRecord(firm).item['participants'] as object)).toHaveLength(3);
  });

  it('goes on when an attendee throws their private copy away', async () => {
    const firm = await met(NAMES);
    edit(firm, 'ben', { privacy: 'private' });
    await settle(firm);
    firm.person('ben').world.store.remove(onlyItem(firm, 'ben').ref.id);
    await settle(firm);
    onlyRecord(firm);
    onlyItem(firm, 'anna');
  });

  it('shows busy only when the organiser makes it private', async () => {
    const firm = await met(['anna', 'ben']);
    edit(firm, 'anna', { privacy: 'private' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBeUndefined();
    expect(onlyItem(firm, 'anna').item['title']).toBe('Talks');
    expect(onlyItem(firm, 'ben').item['title']).toBe('Talks');
  });

  it('shows busy only when the only copy is a private invitation', async () => {
    const firm = await met(['ben'], ['boss', 'ben']);
    edit(firm, 'ben', { privacy: 'private' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBeUndefined();
    expect(onlyRecord(firm).item['participants']).toBeUndefined();
  });

  it('keeps the answer that the organiser knows when a copy without one is connected', async () => {
    const firm = company(['anna', 'ben']);
    const accepted = meeting('m1', ['anna', 'ben']);
    const participants = accepted['participants'] as Record<string, object>;
    const known = { ...participants[address('ben')], participationStatus: 'accepted' };
    firm
      .person('anna')
      .world.store.insert(
        { ...accepted, participants: { ...participants, [address('ben')]: known } } as typeof accepted,
        { collection: 'cal' },
      );
    await firm.pump('anna');
    firm.person('ben').world.store.insert(accepted, { collection: 'cal' });
    await settle(firm);
    expect(statusOf(onlyItem(firm, 'anna').item, 'ben')).toBe('accepted');
    expect(statusOf(onlyRecord(firm).item, 'ben')).toBe('accepted');
  });

  it('believes an invitee about their own answer, whatever reached the organiser of it', async () => {
    const firm = company(['anna', 'ben']);
    const invitation = meeting('m1', ['anna', 'ben']);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(invitation, { collection: 'cal' });
    await firm.pump('anna');
    answer(firm, 'ben', 'accepted');
    const participants = invitation['participants'] as Record<string, JsonObject>;
    const reached = { ...participants[address('ben')], participationStatus: 'tentative' };
    edit(firm, 'anna', { participants: { ...participants, [address('ben')]: reached } });
    await firm.pump('ben');
    await settle(firm);
    expect(statusOf(onlyRecord(firm).item, 'ben')).toBe('accepted');
    expect(statusOf(onlyItem(firm, 'anna').item, 'ben')).toBe('accepted');
  });

  it('takes the answer of a newly connected copy where nobody knew one', async () => {
    const firm = company(['anna', 'ben']);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    answer(firm, 'ben', 'tentative');
    await settle(firm);
    expect(statusOf(onlyItem(firm, 'anna').item, 'ben')).toBe('tentative');
  });

  it('does not bring a meeting back that its organiser deleted, because an attendee answers late', async () => {
    const firm = await met(['anna', 'ben']);
    firm.person('anna').world.store.remove(onlyItem(firm, 'anna').ref.id);
    await settle(firm);
    answer(firm, 'ben', 'accepted');
    await settle(firm);
    expect(live(firm.crmWorld)).toHaveLength(0);
    expect(live(firm.person('anna').world)).toHaveLength(0);
    onlyItem(firm, 'ben');
  });

  it('makes one record when the organiser and an attendee both changed what the CRM deleted', async () => {
    const firm = await met(['anna', 'ben']);
    firm.crmWorld.store.remove(onlyRecord(firm).ref.id);
    edit(firm, 'anna', { title: 'Still on' });
    answer(firm, 'ben', 'accepted');
    await firm.pump('ben');
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('Still on');
    await settle(firm);
    expect(onlyItem(firm, 'anna').item['title']).toBe('Still on');
    onlyItem(firm, 'ben');
  });

  it('has a witness while another copy is new and unplanned, asleep or set aside', async () => {
    const firm = await met(['ben'], ['boss', 'ben', 'carla']);
    const [bens] = firm.links('ben');
    if (bens === undefined) throw new Error('Ben has no link');
    for (const state of ['active', 'dormant', 'quarantined'] as const) {
      const lease = await firm.ledger.leases.acquire('mailbox-carla', 'worker', 60_000, { takeOver: true });
      if (lease === null) throw new Error('No lease');
      await firm.ledger.transaction(lease, (tx) =>
        tx.saveLinks([
          {
            ...bens,
            id: 'id-carla',
            mailboxId: 'mailbox-carla',
            correlationKey: 'carla',
            state,
            reason: null,
            dirty: true,
            base: { crm: null, mailbox: null },
          },
        ]),
      );
      edit(firm, 'ben', { title: `Moved while ${state}` });
      await settle(firm);
      expect(onlyRecord(firm).item['title']).toBe(`Moved while ${state}`);
    }
  });

  it('ends only the link when a copy of a record is thrown away that is not for this user and was edited', async () => {
    const firm = company(['anna', 'ben']);
    for (const name of ['anna', 'ben'])
      firm.person(name).world.store.insert(event('m1'), { collection: 'cal' });
    await settle(firm);
    firm.person('ben').world.store.remove(onlyItem(firm, 'ben').ref.id);
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'Edited' });
    await settle(firm);
    expect(onlyRecord(firm).item['title']).toBe('Edited');
    expect(onlyItem(firm, 'anna').item['title']).toBe('Edited');
  });
});
