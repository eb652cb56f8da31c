import type { PageOf, QuarantineEntry } from '../../src/contract/index.ts';
import { sentence } from '../../src/contract/words.ts';
import type { Fault } from '../../src/sandbox/main.ts';
import { until } from '../support/until.ts';
import { eventText, startLiveWorld, type LiveWorld, type Person } from './live-world.ts';

const WRITES = ['CreateItem', 'UpdateItem', 'DeleteItem', 'MoveItem'];
const UIDS = ['a', 'b', 'c', 'd'];

describe('An Exchange in trouble, on the whole path', () => {
  let world: LiveWorld;
  beforeAll(async () => {
    world = await startLiveWorld();
  }, 60_000);
  afterEach(() => {
    world.sandbox.faults.clear();
  });
  afterAll(() => world.stop());

  /** Somebody whose four meetings are in step. */
  const connected = async (name: string): Promise<Person> => {
    const person = await world.person(name);
    for (const uid of UIDS) person.calendar.put(`${uid}.ics`, eventText(`${name}-${uid}`, `First ${uid}`));
    await person.connect({}, 'ews');
    expect(await person.appointments()).toHaveLength(UIDS.length);
    return person;
  };
  const retitle = ({ name, calendar }: Person, uids: readonly string[], word: string): void => {
    for (const uid of uids) calendar.put(`${uid}.ics`, eventText(`${name}-${uid}`, `${word} ${uid}`));
  };
  const titles = async (person: Person) =>
    (await person.appointments()).map(({ title }) => title ?? '').sort();
  const edit = async (person: Person, uid: string, title: string): Promise<void> => {
    const { id, version } = await person.appointment((one) => one.uid === `${person.name}-${uid}`);
    await person.call('PATCH', `/api/appointments/${id}`, { title }, version);
  };
  const inCalendar = ({ calendar }: Person, uid: string): string =>
    /^SUMMARY:(.*?)\r?$/m.exec(calendar.text(`${uid}.ics`) ?? '')?.[1] ?? '';
  const aside = async (person: Person) => {
    const { id } = await person.mailbox();
    return (await person.call<PageOf<QuarantineEntry>>('GET', `/api/mailboxes/${id}/quarantine`)).items;
  };
  const retry = async (person: Person): Promise<void> => {
    const { id } = await person.mailbox();
    for (const { linkId } of await aside(person))
      await person.call('POST', `/api/mailboxes/${id}/quarantine/${linkId}/retry`);
  };

  const BUSY: readonly (readonly [what: string, fault: Fault])[] = [
    ['is busy', { kind: 'server-busy', backOffMilliseconds: 2_000 }],
    ['has no time', { kind: 'unavailable', retryAfterSeconds: 2 }],
  ];
  it.each(BUSY)(
    'waits as long as it is told when it %s, and goes on by itself',
    async (what, fault) => {
      const person = await connected(`w${String(what.length)}`);
      world.sandbox.faults.add({ fault, operation: 'SyncFolderItems' });
      retitle(person, UIDS, 'Second');
      await until(async () => (await person.mailbox()).lastError !== null);
      const { state, lastError, nextPumpAt } = await person.mailbox();
      expect(state).toBe('delayed');
      expect(nextPumpAt).not.toBeNull();
      expect(sentence('en', lastError?.code ?? '', lastError?.parameters)).toMatch(/^[A-Z].* .*\.$/);
      await until(async () => (await titles(person)).join() === 'Second a,Second b,Second c,Second d');

      // Busy in the middle of writing: what was refused is written afterwards, once.
      world.sandbox.faults.add({ fault, operation: 'UpdateItem' });
      for (const uid of ['a', 'b']) await edit(person, uid, `Third ${uid}`);
      await until(() => ['a', 'b'].every((uid) => inCalendar(person, uid) === `Third ${uid}`));
      await until(async () => (await person.mailbox()).lastError === null);
      expect(await aside(person)).toEqual([]);
      expect(person.calendar.names()).toHaveLength(UIDS.length);
      expect(world.sandbox.faults.pending()).toBe(0);
    },
    40_000,
  );

  it('sets aside what it cannot read, and everything else goes on', async () => {
    const rosa = await connected('rosa');
    const fault: Fault = { kind: 'item-error', code: 'ErrorCorruptData', uid: 'rosa-b' };
    world.sandbox.faults.add({ fault, operation: 'GetItem', times: Infinity });
    retitle(rosa, UIDS, 'Second');
    await until(async () => (await titles(rosa)).join() === 'First b,Second a,Second c,Second d');
    await until(async () => (await aside(rosa)).length === 1);
    const [entry] = await aside(rosa);
    expect(entry).toMatchObject({
      title: 'First b',
      reason: { parameters: { code: 'unreadable-on-server' } },
    });
    await edit(rosa, 'a', 'From the CRM');
    await until(() => inCalendar(rosa, 'a') === 'From the CRM');

    world.sandbox.faults.clear();
    await retry(rosa);
    await until(async () => (await titles(rosa)).includes('Second b'));
    expect(await aside(rosa)).toEqual([]);
    expect(await rosa.appointments()).toHaveLength(UIDS.length);
  }, 60_000);

  it('sets aside what it may not write, and everything else goes on', async () => {
    const sven = await connected('sven');
    const fault: Fault = { kind: 'item-error', code: 'ErrorPropertyValidationFailure', uid: 'sven-c' };
    world.sandbox.faults.add({ fault, operation: 'UpdateItem', times: Infinity });
    for (const uid of UIDS) await edit(sven, uid, `From the CRM ${uid}`);
    await until(() => ['a', 'b', 'd'].every((uid) => inCalendar(sven, uid) === `From the CRM ${uid}`));
    await until(async () => (await aside(sven)).length === 1);
    expect(inCalendar(sven, 'c')).toBe('First c');
    const { id: appointmentId } = await sven.appointment(({ title }) => title === 'From the CRM c');
    expect(await aside(sven)).toMatchObject([{ appointmentId }]);

    world.sandbox.faults.clear();
    await retry(sven);
    await until(() => inCalendar(sven, 'c') === 'From the CRM c');
    expect(await aside(sven)).toEqual([]);
  }, 60_000);

  it('reads everything anew when the server has forgotten where we were: nothing twice, nothing written', async () => {
    const tess = await connected('tess');
    const copies = () =>
      world.sandbox.groupware.events.in('tess/work').map(({ name, version }) => `${name} ${String(version)}`);
    const versions = async () => new Map((await tess.appointments()).map(({ id, version }) => [id, version]));
    const before = { copies: copies(), records: await versions() };
    world.sandbox.forgetRequests();
    world.sandbox.faults.add({ fault: { kind: 'forget-cursors' }, operation: 'SyncFolderItems' });
    await tess.synchronise();
    expect(world.sandbox.faults.pending()).toBe(0);
    expect({ copies: copies(), records: await versions() }).toEqual(before);

    // Even when something happened meanwhile that no sync state tells.
    world.sandbox.faults.add({ fault: { kind: 'forget-cursors' }, operation: 'SyncFolderItems' });
    tess.calendar.remove('a.ics');
    tess.calendar.put('e.ics', eventText('tess-e', 'First e'));
    retitle(tess, ['b'], 'Second');
    await until(async () => (await titles(tess)).join() === 'First c,First d,First e,Second b');
    const operations = world.sandbox.requests().map(({ operation }) => operation);
    expect(operations).toContain('SyncFolderItems');
    expect(operations.filter((operation) => WRITES.includes(operation))).toEqual([]);
    expect(world.sandbox.groupware.outbox.mails()).toEqual([]);
  }, 60_000);
});
