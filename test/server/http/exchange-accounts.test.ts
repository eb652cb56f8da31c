import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import type { Mailbox, MailboxCollections, MailboxTestResult, Problem } from '../../../src/contract/index.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/main.ts';
import { createWatchLocks } from '../../../src/server/storage/watch-locks.ts';
import { failure, fault, messages, reply, startExchange, versionInfo } from '../mailboxes/ews/exchange.ts';
import type { Answer as ExchangeAnswer } from '../mailboxes/ews/exchange.ts';
import { everywhereInDatabase } from './everywhere.ts';
import { bodyOf, startWorld, type Answer, type Client, type World } from './world.ts';

const SECRET = 'exchange-secret-4711';
const WRONG = 'exchange-wrong-0815';

describe('Exchange accounts', () => {
  let world: World;
  let sandbox: Sandbox;
  let ada: Client;
  beforeAll(async () => {
    world = await startWorld();
    sandbox = await startSandbox({
      users: [
        {
          name: 'ada',
          password: SECRET,
          displayName: 'Ada',
          address: 'ada@example.com',
          calendars: [
            { slug: 'calendar', name: 'Calendar' },
            { slug: 'travel', name: 'Travel' },
          ],
        },
      ],
    });
  });
  // A client may try so many accounts a minute: each test has one of its own.
  beforeEach(async () => {
    ada = await world.client();
  });
  afterAll(async () => {
    await world.close();
    await sandbox.stop();
  });

  const account = (change: object = {}) => ({
    kind: 'ews',
    url: sandbox.url,
    user: 'ada@example.com',
    password: SECRET,
    ...change,
  });
  const tried = async (change: object, language = 'en') => {
    const headers = { 'accept-language': language };
    const answer = await ada.call('POST', '/api/mailboxes/test', { body: account(change), headers });
    return bodyOf<MailboxTestResult>(answer);
  };
  const code = (answer: Answer) => [answer.statusCode, bodyOf<Problem>(answer).code];
  const stored = () => world.database.db.selectFrom('mailboxes').selectAll().execute();

  /** What a test says of a server that answers everything like this. */
  async function triedAt(answer: ExchangeAnswer): Promise<MailboxTestResult> {
    const exchange = await startExchange(answer);
    try {
      return await tried({ url: exchange.url.href });
    } finally {
      await exchange.close();
    }
  }

  it('turn green: which server, which version, at which address, whose mailbox', async () => {
    const green = await tried({});
    expect(green).toMatchObject({
      ok: true,
      endpoint: sandbox.ewsUrl,
      addresses: ['mailto:ada@example.com'],
    });
    expect(green.server).toMatch(/^Exchange 15\.\d+\.\d+/);
    expect(green).not.toHaveProperty('error');
  });

  it('name a wrong password, and what the server would take', async () => {
    expect(await tried({ password: WRONG })).toMatchObject({
      ok: false,
      error: { code: 'sign-in-refused', parameters: { schemes: 'Basic' } },
      detail: 'The user name or the password is wrong. (The server offers Basic.)',
    });
    const others = await triedAt((_asked, response) => {
      response.writeHead(401, { 'www-authenticate': ['Negotiate', 'NTLM'] }).end();
    });
    expect(others).toMatchObject({ ok: false, error: { code: 'basic-not-offered' } });
    expect(others.detail).toMatch(/it offers Negotiate, NTLM\./);
  });

  it('name a wrong address: path, host, certificate, and what is no Exchange', async () => {
    expect(await tried({ url: `${sandbox.url}/nowhere/exchange.asmx` })).toMatchObject({
      ok: false,
      error: { code: 'not-exchange', parameters: { what: '405' } },
    });
    const nothing = await triedAt((_asked, response) => response.writeHead(404).end());
    expect(nothing).toMatchObject({ ok: false, error: { code: 'wrong-path' } });
    const host = await tried({ url: 'https://no-such-host.invalid/' }, 'de');
    expect(host.error?.code).toBe('host-unknown');
    expect(host.detail).toBe('Einen Server namens no-such-host.invalid gibt es nicht.');
    const page = await triedAt((_asked, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Welcome');
    });
    expect(page).toMatchObject({ ok: false, error: { code: 'not-exchange' } });
    const impostor = await selfSigned();
    try {
      const { port } = impostor.address() as AddressInfo;
      const refused = await tried({ url: `https://127.0.0.1:${String(port)}/EWS/Exchange.asmx` });
      expect(refused).toMatchObject({ ok: false, error: { code: 'certificate-self-signed' } });
    } finally {
      impostor.close();
    }
  });

  it('name a mailbox that is not there, and a server that is too old', async () => {
    const without = await triedAt((_asked, response) => {
      reply(response, messages('GetFolder', failure('GetFolder', 'ErrorNonExistentMailbox')));
    });
    expect(without).toMatchObject({ ok: false, error: { code: 'mailbox-not-found' } });
    const old = await triedAt((_asked, response) => {
      reply(response, fault('ErrorInvalidServerVersion', undefined, versionInfo(14, 3)), 500);
    });
    expect(old).toMatchObject({ ok: false, error: { code: 'server-too-old' } });
    expect(old.detail).toMatch(/\(14\.3\.\d+\.\d+\)/);
  });

  it('are looked for by the e-mail address when no server is named', async () => {
    const user = 'ada@no-such-domain.invalid';
    for (const url of ['', ' ', user]) {
      expect(await tried({ url, user })).toMatchObject({
        ok: false,
        error: { code: 'autodiscover-failed', parameters: { domain: 'no-such-domain.invalid' } },
        detail: 'No Exchange server was found for no-such-domain.invalid. Enter the address of the server.',
      });
    }
    const body = account({ url: '', user: 'EXAMPLE\\ada' });
    for (const path of ['/api/mailboxes/test', '/api/mailboxes']) {
      const unnamed = await ada.call('POST', path, { body });
      expect(code(unnamed)).toEqual([400, 'invalid']);
      expect(bodyOf<Problem>(unnamed).errors).toMatchObject([{ field: '/url', code: 'field-required' }]);
    }
  });

  it('leave nothing of a password that failed in the database', async () => {
    const headers = { 'idempotency-key': 'once' };
    const body = account({ password: WRONG });
    for (let i = 0; i < 2; i += 1) {
      expect(code(await ada.call('POST', '/api/mailboxes', { body, headers }))).toEqual([
        422,
        'sign-in-refused',
      ]);
    }
    expect(await stored()).toEqual([]);
    const mailbox = await connected();
    const [before] = await stored();
    const patch = (change: object) =>
      ada.call('PATCH', `/api/mailboxes/${mailbox.id}`, {
        body: change,
        headers: { 'if-match': `"${mailbox.version}"` },
      });
    expect(code(await patch({ password: WRONG }))).toEqual([422, 'sign-in-refused']);
    const moved = await patch({ password: WRONG, url: 'http://127.0.0.1:1/' });
    expect(code(moved)).toEqual([422, 'connection-refused']);
    const [after] = await stored();
    expect(after).toEqual(before);
    expect(await everywhereInDatabase(world.database, WRONG)).toEqual([]);
    expect(await everywhereInDatabase(world.database, SECRET)).toEqual([]);
    expect(await everywhereInDatabase(world.database, mailbox.id)).not.toEqual([]);
    expect(world.log()).not.toMatch(new RegExp(`${WRONG}|${SECRET}`));
    await disconnect(mailbox);
  });

  it('offer their calendars, as others do', async () => {
    const mailbox = await connected();
    expect(mailbox).toMatchObject({ kind: 'ews', state: 'new', url: sandbox.url, endpoint: sandbox.ewsUrl });
    const path = `/api/mailboxes/${mailbox.id}/collections`;
    const { items } = bodyOf<MailboxCollections>(await ada.call('GET', path));
    expect(items.map(({ name, writable }) => [name, writable]).sort()).toEqual([
      ['Calendar', true],
      ['Travel', true],
    ]);
    const travel = items.find(({ name }) => name === 'Travel')?.id ?? '';
    const chosen = await ada.call('PUT', path, { body: { selected: [travel], createIn: travel } });
    expect(bodyOf<MailboxCollections>(chosen).items.filter(({ selected }) => selected)).toMatchObject([
      { name: 'Travel', createIn: true },
    ]);
    await disconnect(mailbox);
  });

  it('say whether some process listens for their changes', async () => {
    const [mailbox, other] = [await connected(), await world.client()];
    const watched = async () =>
      bodyOf<Mailbox>(await ada.call('GET', `/api/mailboxes/${mailbox.id}`)).watched;
    const locks = createWatchLocks({ url: world.database.url, onLost: () => undefined });
    expect(mailbox.watched).toBe(false);
    expect(await locks.acquire(other.user.id)).toBe(true);
    expect(await watched()).toBe(false);
    expect(await locks.acquire(mailbox.id)).toBe(true);
    expect(await watched()).toBe(true);
    await locks.release(mailbox.id);
    expect(await watched()).toBe(false);
    await locks.close();
    await disconnect(mailbox);
  });

  async function connected(): Promise<Mailbox> {
    const answer = await ada.call('POST', '/api/mailboxes', { body: account() });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return bodyOf<Mailbox>(answer);
  }

  /** Rows of mailboxes that were removed would be in the way of the next test. */
  async function disconnect({ id }: Mailbox): Promise<void> {
    await world.database.db.deleteFrom('mailboxes').where('id', '=', id).execute();
  }
});

/** A server with a certificate that nobody vouches for. */
async function selfSigned(): Promise<Server> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const server = createServer({ key, cert }, (_request, response) => response.end());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}
