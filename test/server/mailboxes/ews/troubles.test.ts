import type { Fault } from '../../../../src/sandbox/main.ts';
import { Throttled, Unavailable } from '../../../../src/sync/errors.ts';
import {
  anEvent,
  anIntent,
  aSeries,
  created,
  found,
  follow,
  soon,
} from '../../../contracts/mailbox/events.ts';
import { ewsProvider } from '../../../../src/server/mailboxes/ews/index.ts';
import { GERT, OLGA, openWorld } from './harness.ts';
import type { EwsWorld } from './harness.ts';

describe('An Exchange in trouble', () => {
  let world: EwsWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const strike = (fault: Fault, operation: string, after = 0): void => {
    world.sandbox.faults.add({ fault, operation, after });
  };

  it('is left alone for as long as it wants', async () => {
    strike({ kind: 'server-busy', backOffMilliseconds: 90_000 }, 'SyncFolderItems');
    const before = Date.now();
    const error: unknown = await world.mailbox
      .changes(world.collection, null, soon())
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Throttled);
    expect((error as Throttled).retryAt).toBeGreaterThanOrEqual(before + 90_000);
  });

  it('may say of one item that it cannot be written, and the others are', async () => {
    const items = [anEvent(), anEvent(), anEvent()];
    const made = [];
    for (const item of items) made.push(await created(world.mailbox, world.collection, item));
    const uid = items[1]?.uid ?? '';
    strike({ kind: 'item-error', code: 'ErrorCorruptData', uid }, 'UpdateItem');
    const patch = { title: 'New' };
    const updates = made.map(({ ref, item, version }) => ({
      ref,
      patch,
      item: { ...item, ...patch },
      intent: anIntent(version),
    }));
    const outcomes = await world.mailbox.update(updates, soon());
    // The sandbox strikes an item when it is answered or written, whichever it supports.
    expect(outcomes.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(2);
    for (const [index, { ref }] of made.entries())
      expect((await found(world.mailbox, ref)).item['title'] === 'New').toBe(outcomes[index]?.ok);
  });

  it.each<readonly [string, Fault]>([
    ['the answer is lost', { kind: 'lose-acknowledgement' }],
    ['the connection is cut afterwards', { kind: 'cut-after' }],
  ])(
    'leaves it open whether something was created when %s; a search by its key tells',
    async (_name, fault) => {
      strike(fault, 'CreateItem');
      const intent = anIntent();
      const request = { collection: world.collection, item: anEvent({ title: 'Once' }), intent };
      const [outcome] = await world.mailbox.create([request], soon());
      expect(outcome).toMatchObject({ ok: false, error: { effect: 'unknown' } });
      const [hit] = await world.mailbox.find(world.collection, [intent.correlationKey], soon());
      expect(hit?.item['title']).toBe('Once');
    },
  );

  it('leaves it open what became of a series whose exceptions could not be written', async () => {
    strike({ kind: 'cut-before' }, 'UpdateItem');
    const intent = anIntent();
    const [outcome] = await world.mailbox.create(
      [{ collection: world.collection, item: aSeries(), intent }],
      soon(),
    );
    expect(outcome?.ok === false ? outcome.error : outcome).toBeInstanceOf(Unavailable);
    expect(outcome).toMatchObject({ error: { effect: 'unknown' } });
    const [hit] = await world.mailbox.find(world.collection, [intent.correlationKey], soon());
    expect(hit?.item['recurrenceRules']).toEqual(aSeries().recurrenceRules);
  });

  it('may say that an exception is gone: its series is read again, and nothing is taken for deleted', async () => {
    const { ref, item } = await created(world.mailbox, world.collection, aSeries());
    const gone = { kind: 'item-error', code: 'ErrorItemNotFound', uid: item['uid'] as string } as const;
    // The master comes first, then its exception.
    world.sandbox.faults.add({ fault: gone, operation: 'GetItem', after: 1 });
    expect((await found(world.mailbox, ref)).item).toEqual(item);
    world.sandbox.faults.add({ fault: gone, operation: 'GetItem', after: 1 });
    world.sandbox.faults.add({ fault: gone, operation: 'GetItem', after: 2 });
    const [reading] = await world.mailbox.read([ref], soon());
    expect(reading).toMatchObject({ type: 'malformed', error: { code: 'item-unreadable' } });
    expect(world.sandbox.faults.pending()).toBe(0);
  });

  it('has told nobody of a meeting that was made, changed and removed without being asked to', async () => {
    const participants = {
      'mailto:olga@contract.example': { roles: { owner: true } },
      'mailto:gert@contract.example': { roles: { attendee: true } },
    } as const;
    const made = await created(world.mailbox, world.collection, anEvent({ participants }));
    const patch = { start: '2026-03-12T09:30:00' };
    await world.mailbox.update(
      [{ ref: made.ref, patch, item: { ...made.item, ...patch }, intent: anIntent(made.version) }],
      soon(),
    );
    const { version } = await found(world.mailbox, made.ref);
    await world.mailbox.remove([{ ref: made.ref, intent: anIntent(version) }], soon());
    expect(world.sandbox.groupware.outbox.mails()).toEqual([]);
    expect((await follow(world.mailbox, world.collection, null)).changes).toEqual([]);
  });
});

describe('An Exchange account', () => {
  let world: EwsWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const probe = async (user: string, password = OLGA.password) => {
    const environment = { now: () => Date.now(), allowedPrivateHosts: ['127.0.0.1'], callTimeoutMs: 10_000 };
    const account = { url: world.sandbox.ewsUrl, user, password, discovered: {} };
    const mailbox = ewsProvider.connect(account, environment);
    try {
      return await mailbox.probe(soon());
    } finally {
      await mailbox.close?.();
    }
  };

  it.each([['olga@contract.example'], ['olga'], ['CONTRACT\\olga']])(
    'signed in to as %s has its address',
    async (user) => {
      const result = await probe(user);
      expect(result.addresses).toEqual(['mailto:olga@contract.example']);
      expect(JSON.stringify(result)).not.toContain(OLGA.password);
    },
  );

  it('with a wrong password is refused, and its calendar is nobody else’s', async () => {
    await expect(probe('olga', GERT.password)).rejects.toMatchObject({ name: 'Denied', scope: 'mailbox' });
  });

  it('lists its calendars, without those in the bin', async () => {
    const { groupware } = world.sandbox;
    groupware.calendars.add({ owner: OLGA.name, slug: 'team', name: 'Team' });
    const inBin = groupware.calendars.add({ owner: OLGA.name, slug: 'old', name: 'Old' });
    groupware.calendars.change(inBin.id, {
      parent: groupware.folders.withRole(OLGA.name, 'deleteditems').id,
    });
    const collections = await world.mailbox.collections(soon());
    expect(collections.map(({ name }) => name)).toEqual(['Calendar', 'Team']);
  });

  it('puts whole days into the zone that its owner lives in', async () => {
    await created(world.mailbox, world.collection, anEvent({ timeZone: 'America/New_York' }));
    const { timeZone: _none, ...day } = anEvent({
      start: '2026-05-01T00:00:00',
      duration: 'P1D',
      showWithoutTime: true,
    });
    const { item } = await created(world.mailbox, world.collection, day);
    expect(item).toMatchObject({ start: '2026-05-01T00:00:00', showWithoutTime: true });
    const [copy] = world.sandbox.groupware.events.byUid(OLGA.name, day.uid);
    expect(copy?.object.text).toMatch(/DTSTART;VALUE=DATE:20260501/);
  });

  it('hints when something changed', async () => {
    const hint = new Promise<string>((resolve) => {
      const stop = world.mailbox.watch?.((collection) => {
        resolve(collection);
        stop?.();
      });
    });
    expect(await hint).toBe(world.collection);
  });
});
