import type { Mailbox } from '../../src/sync/ports.ts';
import { deaf, failing } from './support/faults.ts';
import { onlyItem, onlyRecord, settle } from './support/settle.ts';
import { address, company, content, meeting } from './support/world.ts';
import type { Company } from './support/world.ts';

const EXCHANGE = { silentScheduling: 'per-call' } as const;
const LATER = { start: '2026-12-01T14:00:00' };

/** A meeting of Anna's with Ben, in step; Ben's calendar is nobody's business here. */
async function inStep(): Promise<Company> {
  const firm = company(['anna'], EXCHANGE);
  firm.person('anna').world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
  await settle(firm);
  return firm;
}

/** The same, after somebody moved it in the CRM. */
async function moved(): Promise<Company> {
  const firm = await inStep();
  firm.crmWorld.store.edit(onlyRecord(firm).ref.id, LATER);
  await settle(firm);
  return firm;
}

function linkOf(firm: Company) {
  const [link, ...more] = firm.links('anna').filter(({ state }) => state !== 'ended');
  if (link === undefined || more.length > 0) throw new Error('One link is expected');
  return link;
}

function outbox(firm: Company): readonly string[] {
  return firm.person('anna').world.outbox.map(({ operation, to }) => `${operation} ${to.join()}`);
}

function events(firm: Company): readonly string[] {
  return firm.ledger.store.history.map(({ event }) => event);
}

const WAITS = { state: 'not-sent', reason: { code: 'not-sent', parameters: { by: 'written' } } };

describe('a meeting that was written without telling the others', () => {
  it('is saved on both sides, mails nobody, and waits for Send or Leave it', async () => {
    const firm = await moved();
    expect(onlyItem(firm, 'anna').item).toMatchObject(LATER);
    expect(linkOf(firm)).toMatchObject(WAITS);
    expect(outbox(firm)).toEqual([]);
    expect(events(firm).filter((event) => event === 'not-told')).toHaveLength(1);
    await settle(firm);
    expect(events(firm).filter((event) => event === 'not-told')).toHaveLength(1);
  });

  it('is sent by one mail that changes nothing', async () => {
    const firm = await moved();
    const before = onlyItem(firm, 'anna').item;
    firm.ledger.decide(linkOf(firm).id, 'send');
    await settle(firm);
    await settle(firm);
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    expect(onlyItem(firm, 'anna').item).toEqual(before);
    expect(linkOf(firm)).toMatchObject({ state: 'active', decision: null });
    expect(events(firm)).toContain('told-in-mailbox');
  });

  it('is left as it is where its owner says so, and nobody is asked again', async () => {
    const firm = await moved();
    firm.ledger.decide(linkOf(firm).id, 'discard');
    await settle(firm);
    expect(outbox(firm)).toEqual([]);
    expect(onlyItem(firm, 'anna').item).toMatchObject(LATER);
    expect(linkOf(firm)).toMatchObject({ state: 'active', decision: null });
    expect(events(firm)).toContain('left-untold');
  });

  it('takes in what the CRM says while it is left', async () => {
    const firm = await moved();
    firm.ledger.decide(linkOf(firm).id, 'discard');
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'Later news' });
    await settle(firm);
    expect(onlyItem(firm, 'anna').item).toMatchObject({ ...LATER, title: 'Later news' });
    expect(outbox(firm)).toEqual([]);
  });

  it('is told together with what else was changed', async () => {
    const firm = await moved();
    firm.ledger.decide(linkOf(firm).id, 'send');
    firm.person('anna').settings = { ...firm.person('anna').settings };
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'Later news' });
    await settle(firm);
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    expect(linkOf(firm)).toMatchObject({ state: 'active' });
  });

  it('is over when it says again what the others know', async () => {
    const firm = await moved();
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { start: '2026-12-01T10:00:00' });
    await settle(firm);
    expect(linkOf(firm)).toMatchObject({ state: 'active' });
    expect(outbox(firm)).toEqual([]);
  });

  it('is over when its organiser edits it in the mailbox, which asks there', async () => {
    const firm = await moved();
    firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'By hand' });
    await settle(firm);
    expect(content(firm.crmWorld)['m1']).toMatchObject({ title: 'By hand' });
    expect(linkOf(firm)).toMatchObject({ state: 'active' });
  });

  it.each(['none', 'send'] as const)(
    'is told once where a person asked for it always (%s)',
    async (mailPolicy) => {
      const firm = await inStep();
      firm.person('anna').settings = { ...firm.person('anna').settings, mailPolicy };
      firm.crmWorld.store.edit(onlyRecord(firm).ref.id, LATER);
      await settle(firm);
      expect(outbox(firm)).toHaveLength(mailPolicy === 'send' ? 1 : 0);
      expect(linkOf(firm).state).toBe(mailPolicy === 'send' ? 'active' : 'not-sent');
    },
  );

  it('is offered for a new one, and not for what an import or a reset brings', async () => {
    const firm = company(['anna'], EXCHANGE);
    const make = (uid: string) =>
      firm.crmWorld.store.insert(meeting(uid, ['anna', 'ben']), {
        collection: 'appointment',
        users: ['user-anna'],
      });
    make('imported');
    await settle(firm);
    expect(linkOf(firm)).toMatchObject({ state: 'active' });
    make('fresh');
    await settle(firm);
    const states = firm.links('anna').map(({ identity, state }) => [identity, state]);
    expect(states).toEqual([
      ['imported', 'active'],
      ['fresh', 'not-sent'],
    ]);
    expect(outbox(firm)).toEqual([]);
  });

  it('is none where two sides meet for the first time', async () => {
    const firm = company(['anna'], EXCHANGE);
    firm.person('anna').world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    const { description: _none, ...bare } = meeting('m1', ['anna', 'ben']);
    firm.crmWorld.store.insert(
      { ...bare, description: 'Agenda' },
      { collection: 'appointment', users: ['user-anna'] },
    );
    await settle(firm);
    expect(onlyItem(firm, 'anna').item).toMatchObject({ description: 'Agenda' });
    expect(linkOf(firm)).toMatchObject({ state: 'active' });
    expect(outbox(firm)).toEqual([]);
  });

  it('is none on a server that never mails, or for a meeting with oneself', async () => {
    const quiet = company(['anna'], { silentScheduling: 'yes' });
    quiet.person('anna').world.store.insert(meeting('m1', ['anna', 'ben']), { collection: 'cal' });
    const alone = company(['anna'], EXCHANGE);
    alone.person('anna').world.store.insert(meeting('m1', ['anna']), { collection: 'cal' });
    for (const firm of [quiet, alone]) {
      await settle(firm);
      firm.crmWorld.store.edit(onlyRecord(firm).ref.id, LATER);
      await settle(firm);
      expect(linkOf(firm)).toMatchObject({ state: 'active' });
    }
  });
});

describe('Send whose outcome nobody knows', () => {
  async function asked(spoil: (mailbox: Mailbox) => Mailbox): Promise<Company> {
    const firm = await moved();
    firm.ledger.decide(linkOf(firm).id, 'send');
    await firm.pump('anna', { mailbox: spoil(firm.person('anna').mailbox) });
    return firm;
  }

  it('is not sent a second time when its answer was lost', async () => {
    const firm = await asked((mailbox) => deaf(mailbox, 'update'));
    for (let pumps = 0; pumps < 3; pumps += 1) await firm.pump('anna');
    firm.clock.now += 120_000;
    await settle(firm);
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    expect(linkOf(firm)).toMatchObject({ state: 'active', decision: null });
    expect(events(firm)).toContain('told-in-mailbox');
  });

  it('is sent when a look shows that nothing has happened', async () => {
    const firm = await asked((mailbox) => failing(mailbox, 'update'));
    expect(outbox(firm)).toEqual([]);
    firm.clock.now += 120_000;
    await settle(firm);
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    expect(linkOf(firm)).toMatchObject({ state: 'active' });
  });

  it('is not sent a second time where nobody can read it for a while', async () => {
    const firm = await asked((mailbox) => deaf(mailbox, 'update'));
    const { store } = firm.person('anna').world;
    const { id } = onlyItem(firm, 'anna').ref;
    store.garble(id, true);
    firm.clock.now += 120_000;
    await settle(firm);
    store.garble(id, false);
    await settle(firm);
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    expect(linkOf(firm).decision).toBeNull();
  });

  it('is sent, and not taken for sent, where another version is all that there is', async () => {
    const firm = await asked((mailbox) => failing(mailbox, 'update'));
    firm.person('anna').world.store.touch(onlyItem(firm, 'anna').ref.id);
    firm.clock.now += 120_000;
    await settle(firm);
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    expect(linkOf(firm)).toMatchObject({ state: 'active', decision: null });
  });

  it('is known to be sent though its organiser has written since', async () => {
    const firm = await asked((mailbox) => deaf(mailbox, 'update'));
    firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { title: 'By hand' });
    firm.clock.now += 120_000;
    await settle(firm);
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    expect(events(firm)).toContain('told-in-mailbox');
    expect(content(firm.crmWorld)['m1']).toMatchObject({ title: 'By hand' });
  });

  it('with something else is asked about again when somebody took that back', async () => {
    const firm = await moved();
    firm.ledger.decide(linkOf(firm).id, 'send');
    const { title } = onlyItem(firm, 'anna').item;
    firm.crmWorld.store.edit(onlyRecord(firm).ref.id, { title: 'Later news' });
    await firm.pump('anna', { mailbox: deaf(firm.person('anna').mailbox, 'update') });
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    firm.person('anna').world.store.edit(onlyItem(firm, 'anna').ref.id, { title: title ?? null });
    firm.clock.now += 120_000;
    await settle(firm);
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    expect(linkOf(firm).decision).toBeNull();
  });

  it('is not sent again when somebody has written over it', async () => {
    const firm = await asked((mailbox) => deaf(mailbox, 'update'));
    firm
      .person('anna')
      .world.store.edit(onlyItem(firm, 'anna').ref.id, { color: 'red', status: 'tentative' });
    firm.clock.now += 120_000;
    await settle(firm);
    expect(outbox(firm)).toEqual([`update ${address('ben')}`]);
    expect(linkOf(firm).decision).toBeNull();
  });
});
