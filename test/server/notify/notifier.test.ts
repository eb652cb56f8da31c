import { createServer, type Server } from 'node:http';
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { smtpMail } from '../../../src/server/notify/mail.ts';
import { startNotifier, type Notifier } from '../../../src/server/notify/notifier.ts';
import { webhook } from '../../../src/server/notify/webhook.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import type { Reason } from '../../../src/sync/reasons.ts';
import { makeLink } from '../../contracts/ledger/harness.ts';
import { insertMailbox, insertUser } from '../../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A mail as the server got it. */
interface Received {
  readonly to: readonly string[];
  readonly source: string;
}

let database: TestDatabase;
let smtp: SMTPServer;
let hook: Server;
let clock: number;
let mails: Received[];
let posts: { readonly body: string; readonly signature: string | undefined }[];
let refuses: { mail: boolean; post: boolean };
let errors: unknown[];
let notifier: Notifier;

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refuses.mail) {
          done(new Error('Not today'));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, source: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = request.headers['x-liaison-signature'];
      if (!refuses.post)
        posts.push({ body: Buffer.concat(chunks).toString('utf8'), signature: String(signature) });
      response.writeHead(refuses.post ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await new Promise<void>((resolve) => {
    smtp.close(resolve);
  });
  await new Promise((resolve) => hook.close(resolve));
});

beforeEach(async () => {
  database = await testDatabase();
  clock = Date.UTC(2026, 10, 21, 9);
  mails = [];
  posts = [];
  errors = [];
  refuses = { mail: false, post: false };
  const mailboxUrl = (id: string): string => `https://crm.example/mailboxes/${id}`;
  const { port } = smtp.server.address() as AddressInfo;
  const { port: hookPort } = hook.address() as AddressInfo;
  notifier = startNotifier({
    db: database.db,
    mail: smtpMail(`smtp://127.0.0.1:${String(port)}`, 'liaison@crm.example'),
    post: webhook(`http://127.0.0.1:${String(hookPort)}/hook`, 'key', mailboxUrl),
    mailboxUrl,
    now: () => new Date(clock),
    onError: (error) => errors.push(error),
    everyMs: HOUR,
  });
});

afterEach(async () => {
  await notifier.stop();
  await database.close();
});

/** Looks, so many milliseconds later. */
async function later(ms: number): Promise<void> {
  clock += ms;
  await notifier.look();
}

async function trouble(
  mailbox: string,
  state: 'ok' | 'delayed' | 'stopped',
  error: { code: string; parameters: Record<string, string> } | null,
): Promise<void> {
  await database.db
    .updateTable('mailboxes')
    .set({ state, error: error === null ? null : JSON.stringify(error) })
    .where('id', '=', mailbox)
    .execute();
}

const wrongPassword = { code: 'wrong-password', parameters: {} };

describe('Telling people of trouble', () => {
  it('tells owner and administrator of a mailbox that stopped, each once and in their language', async () => {
    const owner = await insertUser(database.db, {
      email: 'anna@firm.example',
      display_name: 'Anna',
      locale: 'de',
    });
    await insertUser(database.db, { email: 'it@firm.example', display_name: 'Ida', role: 'admin' });
    await insertUser(database.db, { email: 'ben@firm.example', display_name: 'Ben' });
    const mailbox = await insertMailbox(database.db, owner);
    await trouble(mailbox, 'stopped', wrongPassword);
    await later(0);
    await later(HOUR);
    expect(mails.map(({ to }) => to)).toEqual(
      expect.arrayContaining([['anna@firm.example'], ['it@firm.example']]),
    );
    expect(mails).toHaveLength(2);
    const [german, english] = [sourceTo('anna@firm.example'), sourceTo('it@firm.example')];
    expect(german).toContain('Die Synchronisation steht still');
    expect(english).toContain('Synchronisation has stopped');
    expect(english).toContain('The user name or the password is wrong.');
    expect(english).toContain(`https://crm.example/mailboxes/${mailbox}`);
    expect(english).toContain('Auto-Submitted: auto-generated');
    expect(posts).toHaveLength(1);
    const [{ body, signature } = { body: '', signature: '' }] = posts;
    expect(signature).toBe(`sha256=${createHmac('sha256', 'key').update(body).digest('hex')}`);
    expect(JSON.parse(body)).toMatchObject({
      notices: [{ kind: 'mailbox-stopped', code: 'wrong-password', owner: { displayName: 'Anna' } }],
    });
    expect(errors).toEqual([]);
  });

  it('waits half an hour with what may pass, and forgets what has passed', async () => {
    const owner = await insertUser(database.db, { email: 'anna@firm.example' });
    const mailbox = await insertMailbox(database.db, owner);
    await trouble(mailbox, 'delayed', {
      code: 'host-unreachable',
      parameters: { host: 'mail.firm.example' },
    });
    await later(0);
    await trouble(mailbox, 'delayed', { code: 'timed-out', parameters: {} });
    await later(29 * MINUTE);
    expect(mails).toEqual([]);
    await trouble(mailbox, 'ok', null);
    await later(MINUTE);
    await later(HOUR);
    expect([mails, posts]).toEqual([[], []]);
  });

  it('tells of a failure that lasts, and of one that comes back within a day no second time', async () => {
    const owner = await insertUser(database.db, { email: 'anna@firm.example' });
    const mailbox = await insertMailbox(database.db, owner);
    await trouble(mailbox, 'delayed', { code: 'timed-out', parameters: {} });
    await later(0);
    await later(31 * MINUTE);
    expect(mails).toHaveLength(1);
    await trouble(mailbox, 'ok', null);
    await later(MINUTE);
    await trouble(mailbox, 'delayed', { code: 'timed-out', parameters: {} });
    await later(HOUR);
    await later(HOUR);
    expect(mails).toHaveLength(1);
    await trouble(mailbox, 'ok', null);
    await later(MINUTE);
    await trouble(mailbox, 'delayed', { code: 'timed-out', parameters: {} });
    await later(25 * HOUR);
    await later(31 * MINUTE);
    expect(mails).toHaveLength(2);
  });

  it('tells of hundreds of items as of one cause, and nothing of what is in them', async () => {
    const owner = await insertUser(database.db, { email: 'anna@firm.example' });
    const mailbox = await insertMailbox(database.db, owner);
    const lease = await createLeases(database.db).acquire(mailbox, 'worker', HOUR);
    if (lease === null) throw new Error('A new mailbox must be free');
    const reason: Reason = {
      code: 'item-rejected',
      parameters: { code: 'rejected-by-server', status: '507', condition: 'full', title: 'Secret dinner' },
    };
    const links = [
      ...Array.from({ length: 200 }, () => makeLink(lease, { state: 'quarantined', reason })),
      ...Array.from({ length: 3 }, () => makeLink(lease, { state: 'held' })),
    ];
    await createLedger(database.db).transaction(lease, (tx) => tx.saveLinks(links));
    await later(0);
    await later(3 * MINUTE);
    await later(HOUR);
    expect(mails).toHaveLength(1);
    const source = sourceTo('anna@firm.example');
    expect(source).toContain('set aside');
    expect(source).toContain('(200)');
    expect(source).toContain('The server refuses it (507 full).');
    expect(source).toContain('Deletions wait');
    expect(source + JSON.stringify(posts)).not.toContain('Secret');
  });

  it.each([
    ['as the ledger stores it', false],
    ['as it was stored before', true],
  ])('tells of all mailboxes though one has a text that no database reads, %s', async (_, before) => {
    const owner = await insertUser(database.db, { email: 'anna@firm.example' });
    const odd = await insertMailbox(database.db, owner);
    const lease = await createLeases(database.db).acquire(odd, 'worker', HOUR);
    if (lease === null) throw new Error('A new mailbox must be free');
    const parameters = { code: 'rejected-by-server', status: '507', condition: 'A \u0000, \ud83d, \\u0000' };
    const reason: Reason = { code: 'item-rejected', parameters };
    const link = makeLink(lease, { state: 'quarantined', reason });
    await createLedger(database.db).transaction(lease, async (tx) => {
      await tx.saveLinks([link]);
      await tx.appendHistory([{ at: clock, linkId: link.id, event: 'quarantined', reason }]);
    });
    const asBefore = { reason: JSON.stringify(reason) };
    if (before) await database.db.updateTable('links').set(asBefore).where('id', '=', link.id).execute();
    await trouble(await insertMailbox(database.db, owner), 'stopped', wrongPassword);
    await trouble(odd, 'stopped', { code: 'odd', parameters: { text: 'Half \ude00 \u0000' } });
    await later(3 * MINUTE);
    await later(HOUR);
    expect(errors).toEqual([]);
    const source = mails.map((mail) => mail.source).join('');
    expect(source).toContain('507');
    expect(mails.length).toBeGreaterThan(0);
  });

  it('tries again what could not be told, tells nobody twice, and lets nothing else wait', async () => {
    const owner = await insertUser(database.db, { email: 'anna@firm.example' });
    const mailbox = await insertMailbox(database.db, owner);
    await trouble(mailbox, 'stopped', wrongPassword);
    refuses = { mail: true, post: false };
    await later(0);
    expect([mails.length, posts.length, errors.length]).toEqual([0, 1, 1]);
    refuses = { mail: false, post: true };
    await later(MINUTE);
    expect(mails).toHaveLength(0);
    await later(HOUR);
    await later(HOUR);
    expect([mails.length, posts.length]).toEqual([1, 1]);
  });

  it('is done by one process at a time', async () => {
    const owner = await insertUser(database.db, { email: 'anna@firm.example' });
    const mailbox = await insertMailbox(database.db, owner);
    await trouble(mailbox, 'stopped', wrongPassword);
    const post = webhook(
      `http://127.0.0.1:${String((hook.address() as AddressInfo).port)}/`,
      null,
      (id) => id,
    );
    const others = Array.from({ length: 4 }, () =>
      startNotifier({
        db: database.db,
        mail: null,
        post,
        mailboxUrl: (id) => id,
        now: () => new Date(clock),
        onError: (error) => errors.push(error),
      }),
    );
    await Promise.all(others.map((other) => other.look()));
    await Promise.all(others.map((other) => other.stop()));
    expect([posts.length, errors.length]).toEqual([1, 0]);
  });
});

/** The mail to that address, with its soft line breaks undone. */
function sourceTo(address: string): string {
  const mail = mails.find(({ to }) => to.includes(address));
  return (mail?.source ?? '')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
