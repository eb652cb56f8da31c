import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { Unsupported } from '../../src/sync/errors.ts';
import type { Item } from '../../src/sync/item.ts';
import type { Crm, Mailbox, Reading, Ref, WriteOutcome } from '../../src/sync/ports.ts';
import { content, company, event, live } from './support/world.ts';
import type { Company } from './support/world.ts';

/** A CRM that refuses to create a record with this title, and counts how often it was asked. */
function refusing(firm: Company, revision: number, able = false) {
  const crm = memoryCrm(firm.crmWorld, 'user-anna');
  const asked = { creates: 0 };
  const port: Crm = {
    ...crm,
    traits: { ...crm.traits, revision },
    async create(requests, context) {
      asked.creates += requests.length;
      if (able) return crm.create(requests, context);
      return requests.map((): WriteOutcome => ({
        ok: false,
        error: new Unsupported({ code: 'item-unsupported' }, ['title']),
      }));
    },
  };
  return { port, asked };
}

function states(firm: Company): readonly string[] {
  return firm.links('anna').map(({ state }) => state);
}

function events(firm: Company): readonly string[] {
  const all = firm.ledger.store.history.map(({ event: name }) => name);
  return all.filter((name) => name !== 'appeared-in-mailbox');
}

function readingOf(ref: Ref, item: Item): Reading {
  return { type: 'found', ref, found: { ref, version: 'v2', item, correlationKey: null } };
}

/** A company with one item of Anna's that the CRM refused. */
async function withRefused() {
  const firm = company(['anna']);
  firm.person('anna').world.store.insert(event('m1'), { collection: 'cal' });
  await firm.pump('anna', { crm: refusing(firm, 1).port });
  expect(states(firm)).toEqual(['quarantined']);
  return firm;
}

describe('what was set aside', () => {
  it('is not tried again while nothing has changed', async () => {
    const firm = await withRefused();
    const { port, asked } = refusing(firm, 1);
    for (let pumps = 0; pumps < 3; pumps += 1) await firm.pump('anna', { crm: port });
    expect(asked.creates).toBe(0);
    expect(states(firm)).toEqual(['quarantined']);
  });

  it('is written when an adapter that can write it takes over', async () => {
    const firm = await withRefused();
    await firm.pump('anna', { crm: refusing(firm, 2, true).port });
    expect(Object.keys(content(firm.crmWorld))).toEqual(['m1']);
    expect(states(firm)).toEqual(['active']);
    expect(firm.ledger.store.history).toContainEqual(
      expect.objectContaining({
        event: 'released',
        reason: { code: 'another-chance', parameters: { by: 'version' } },
      }),
    );
  });

  it('is tried once by a new adapter, not with each pump', async () => {
    const firm = await withRefused();
    const { port, asked } = refusing(firm, 2);
    for (let pumps = 0; pumps < 3; pumps += 1) await firm.pump('anna', { crm: port });
    expect(asked.creates).toBe(1);
    expect(states(firm)).toEqual(['quarantined']);
    expect(events(firm)).toEqual(['quarantined', 'released', 'quarantined']);
  });

  it('is read again by a mailbox adapter that reads better', async () => {
    const firm = company(['anna']);
    const { world, mailbox } = firm.person('anna');
    const { ref } = world.store.insert(event('m1'), { collection: 'cal' });
    world.store.garble(ref.id, true);
    await firm.pump('anna');
    expect(states(firm)).toEqual(['quarantined']);
    // The new adapter reads what the old one could not; nothing has changed on the server.
    const better: Mailbox = {
      ...mailbox,
      traits: { ...mailbox.traits, revision: 2 },
      read: (refs) => Promise.resolve(refs.map((one) => readingOf(one, event('m1')))),
    };
    await firm.pump('anna', { mailbox: better });
    expect(Object.keys(content(firm.crmWorld))).toEqual(['m1']);
  });

  it('is tried again when a setting changes, and not because a day has passed', async () => {
    const firm = await withRefused();
    const anna = firm.person('anna');
    const { port, asked } = refusing(firm, 1);
    firm.clock.now += 86_400_000;
    await firm.pump('anna', { crm: port });
    expect(asked.creates).toBe(0);
    anna.settings = { ...anna.settings, direction: 'to-crm' };
    await firm.pump('anna', { crm: port });
    await firm.pump('anna', { crm: port });
    expect(asked.creates).toBe(1);
    expect(firm.ledger.store.history).toContainEqual(
      expect.objectContaining({
        event: 'released',
        reason: { code: 'another-chance', parameters: { by: 'settings' } },
      }),
    );
  });

  it('waits for its person where it is a held deletion', async () => {
    const firm = company(['anna']);
    const anna = firm.person('anna');
    anna.settings = { ...anna.settings, guard: { few: 0, share: 0, many: 0 } };
    const { ref } = anna.world.store.insert(event('m1'), { collection: 'cal' });
    await firm.pump('anna');
    anna.world.store.remove(ref.id);
    await firm.pump('anna');
    expect(states(firm)).toEqual(['held']);
    const crm = memoryCrm(firm.crmWorld, 'user-anna');
    await firm.pump('anna', { crm: { ...crm, traits: { ...crm.traits, revision: 2 } } });
    expect(states(firm)).toEqual(['held']);
    expect(live(firm.crmWorld)).toHaveLength(1);
  });
});
