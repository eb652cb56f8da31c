import { startSandbox, type Sandbox } from '../../../src/sandbox/main.ts';
import type {
  Mailbox,
  MailboxCollections,
  PageOf,
  Problem,
  Rehearsal,
  RehearsalItem,
} from '../../../src/contract/index.ts';
import { takePumpRequests } from '../../../src/server/storage/pump-requests.ts';
import { bodyOf, startWorld, type Client, type World } from './world.ts';

/** Tables that a pump writes to. */
const LEDGER = ['links', 'feeds', 'intents', 'removals', 'history', 'conflicts'] as const;

function ics(uid: string, lines: readonly string[]): string {
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Earlier//Connector//EN', 'BEGIN:VEVENT', `UID:${uid}`,
    'DTSTAMP:20260101T000000Z', 'DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', ...lines,
    'END:VEVENT', 'END:VCALENDAR', '',
  ].join('\r\n'); // prettier-ignore
}

describe('a rehearsal of a mailbox', () => {
  let world: World;
  let sandbox: Sandbox;
  let ada: Client;
  let admin: Client;
  let mailbox: Mailbox;
  beforeAll(async () => {
    world = await startWorld();
    sandbox = await startSandbox({
      users: [
        {
          name: 'ada',
          password: 'secret',
          displayName: 'Ada',
          address: 'ada@example.com',
          calendars: [{ slug: 'work', name: 'Work' }],
        },
      ],
    });
    [ada, admin] = [await world.client(), await world.client('admin')];
    const calendarId = sandbox.groupware.calendars.of('ada')[0]?.id ?? '';
    const put = (uid: string, lines: readonly string[]) =>
      void sandbox.groupware.events.save({
        calendarId,
        name: `${uid}.ics`,
        text: ics(uid, lines),
        schedule: false,
      });
    put('a', ['SUMMARY:Only in the calendar']);
    put('b', ['SUMMARY:Review of the year']);
    put('c', ['SUMMARY:Oncology', 'CLASS:PRIVATE']);
    for (const title of ['REVIEW of the  year', 'Only in the CRM']) {
      const body = { title, start: '2026-12-01T10:00:00', timeZone: 'Europe/Berlin', duration: 'PT1H' };
      expect((await ada.call('POST', '/api/appointments', { body })).statusCode).toBe(201);
    }
    const account = { kind: 'caldav', url: sandbox.url, user: 'ada', password: 'secret' };
    const settings = { paused: true, privacy: 'out' };
    mailbox = bodyOf<Mailbox>(await ada.call('POST', '/api/mailboxes', { body: { ...account, settings } }));
  });
  afterAll(async () => {
    await world.close();
    await sandbox.stop();
  });

  const path = (rest = '') => `/api/mailboxes/${mailbox.id}${rest}`;
  const code = (answer: { readonly statusCode: number; readonly body: string }) => [
    answer.statusCode,
    bodyOf<Problem>(answer as never).code,
  ];
  const read = async (client: Client) => bodyOf<Rehearsal>(await client.call('GET', path('/rehearsal')));
  const items = async (client: Client, query = '') =>
    bodyOf<PageOf<RehearsalItem>>(await client.call('GET', path(`/rehearsal/items${query}`)));
  const ledger = async () =>
    Promise.all(
      LEDGER.map((table) =>
        world.database.db.selectFrom(table).selectAll().where('mailbox_id', '=', mailbox.id).execute(),
      ),
    );
  const requested = () => takePumpRequests(world.database.db, (ids) => Promise.reject(new Error(ids.join())));

  async function finished(client: Client): Promise<Rehearsal> {
    for (;;) {
      const rehearsal = await read(client);
      if (rehearsal.state !== 'running') return rehearsal;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('needs chosen calendars first', async () => {
    expect(mailbox.state).toBe('new');
    expect(code(await ada.call('POST', path('/rehearsal')))).toEqual([409, 'mailbox-not-paused']);
    expect(await read(ada)).toMatchObject({ state: 'none', totals: {}, error: null });
    const calendars = bodyOf<MailboxCollections>(await ada.call('GET', path('/collections')));
    const id = calendars.items[0]?.id ?? '';
    const chosen = await ada.call('PUT', path('/collections'), { body: { selected: [id], createIn: id } });
    expect(chosen.statusCode).toBe(200);
  });

  it('is all that happens to a mailbox that is paused', async () => {
    expect(bodyOf<Mailbox>(await ada.call('GET', path())).state).toBe('paused');
    expect(code(await ada.call('POST', path('/synchronise')))).toEqual([409, 'mailbox-paused']);
    // Choosing calendars asked for a pump: nobody gets it.
    await requested();
  });

  it('says what would happen, in numbers and item by item', async () => {
    sandbox.forgetRequests();
    const asked = await ada.call('POST', path('/rehearsal'));
    expect([asked.statusCode, bodyOf<Rehearsal>(asked).state]).toEqual([202, 'running']);
    const rehearsal = await finished(ada);
    expect(rehearsal).toMatchObject({
      state: 'done',
      totals: { 'create-in-crm': 1, 'recognised-by-likeness': 1, 'create-in-mailbox': 1, 'left-alone': 1 },
      reasons: [{ reason: { code: 'private-kept-out' }, count: 1 }],
      error: null,
    });
    const all = (await items(ada)).items;
    expect(all.map(({ outcome, title }) => `${outcome}: ${title ?? '-'}`).sort()).toEqual([
      'create-in-crm: Only in the calendar',
      'create-in-mailbox: Only in the CRM',
      'left-alone: -',
      'recognised-by-likeness: Review of the year',
    ]);
    const created = all.find(({ outcome }) => outcome === 'create-in-crm');
    expect(created).toMatchObject({ start: '2026-12-01T09:00:00', timeZone: 'Etc/UTC', allDay: false });
    expect(all.find(({ outcome }) => outcome === 'left-alone')).toMatchObject({ privacy: 'private' });
  });

  it('writes nothing: not to the calendar, not to the CRM, not to the ledger', async () => {
    const methods = new Set(sandbox.requests().map(({ method }) => method));
    for (const method of ['PUT', 'DELETE', 'POST', 'MKCALENDAR']) expect([...methods]).not.toContain(method);
    expect(methods.size).toBeGreaterThan(0);
    const appointments = await world.database.db.selectFrom('appointments').select('record_id').execute();
    expect(appointments).toHaveLength(2);
    expect(await ledger()).toEqual(LEDGER.map(() => []));
  });

  it('is given in pages, by outcome', async () => {
    const first = await items(ada, '?limit=3');
    const rest = await items(ada, `?limit=3&cursor=${first.nextCursor ?? ''}`);
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 1, null]);
    const [only, ...more] = (await items(ada, '?outcome=create-in-mailbox')).items;
    expect([only?.title, more]).toEqual(['Only in the CRM', []]);
    // The two reviews are spelled differently: both would keep theirs.
    expect((await items(ada, '?outcome=differing')).items).toMatchObject([{ differences: ['title'] }]);
  });

  it('tells administrators how much there is, but neither titles nor what is left alone', async () => {
    expect((await read(admin)).totals['left-alone']).toBe(1);
    const shown = (await items(admin)).items;
    expect(shown.map(({ title }) => title)).toEqual([null, null, null]);
    expect(shown.map(({ outcome }) => outcome)).not.toContain('left-alone');
    expect((await items(admin, '?outcome=left-alone')).items).toEqual([]);
    expect((await (await world.client()).call('GET', path('/rehearsal'))).statusCode).toBe(404);
  });

  it('is replaced by the next one, and says what went wrong', async () => {
    sandbox.faults.add({ fault: { kind: 'unavailable', retryAfterSeconds: null }, times: 500 });
    await ada.call('POST', path('/rehearsal'));
    const failed = await finished(ada);
    expect([failed.state, failed.error === null]).toEqual(['failed', false]);
    expect((await items(ada)).items).toEqual([]);
    sandbox.faults.clear();
  });

  it('is not had of a mailbox that is started', async () => {
    const etag = String((await ada.call('GET', path())).headers['etag']);
    const started = await ada.call('PATCH', path(), {
      body: { settings: { paused: false } },
      headers: { 'if-match': etag },
    });
    expect(bodyOf<Mailbox>(started).state).toBe('waiting');
    expect(code(await ada.call('POST', path('/rehearsal')))).toEqual([409, 'mailbox-not-paused']);
    await expect(requested()).rejects.toThrow(mailbox.id);
  });
});
