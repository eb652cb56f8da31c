import { mailboxConnector } from '../../src/server/connection.ts';
import type { Connection } from '../../src/server/jobs/worker.ts';
import type { MailboxAccount, WireRequest } from '../../src/server/mailboxes/provider.ts';
import { mailboxProvider } from '../../src/server/mailboxes/registry.ts';
import type { OpenDatabase } from '../../src/server/storage/database.ts';
import { createLeases } from '../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../src/server/storage/ledger/ledger.ts';
import { mailboxAccounts } from '../../src/server/storage/mailbox-accounts.ts';
import { mailboxCollections } from '../../src/server/storage/mailbox-collections.ts';
import type { MailboxSettings } from '../../src/server/storage/mailbox-rows.ts';
import { createSeal } from '../../src/server/storage/seal.ts';
import { userStore } from '../../src/server/storage/users.ts';
import { newId } from '../../src/server/storage/uuid.ts';
import { pump } from '../../src/sync/pump.ts';
import type { PumpReport } from '../../src/sync/settings.ts';
import type { CaldavServer } from '../support/caldav-server.ts';

/** The key that seals the passwords of these tests' mailboxes, in every process. */
export const KEY = Buffer.alloc(32, 7);
const CALL_TIMEOUT_MS = 20_000;

/** Somebody who uses the CRM. */
export interface CrmUser {
  readonly id: string;
  readonly role: 'user';
}

/** A mailbox as the server has it, pumped by hand. */
export interface ConnectedMailbox {
  readonly id: string;
  readonly user: CrmUser;
  /** Every request of its pumps so far. */
  readonly requests: readonly WireRequest[];
  /** One pump under a lease of its own. */
  pump(): Promise<PumpReport>;
}

/** Makes a user of the CRM; nobody signs in as them. */
export async function addUser({ db }: OpenDatabase, name: string, email: string): Promise<CrmUser> {
  const id = newId();
  const account = { id, username: name, displayName: name, email, locale: 'en', timeZone: 'Europe/Berlin' };
  await userStore(db).create({ ...account, role: 'user' }, 'nobody signs in with this');
  return { id, role: 'user' };
}

/** What a worker connects mailboxes with: loopback allowed, every request told to `onRequest`. */
function connections(
  database: OpenDatabase,
  onRequest: (request: WireRequest) => void = () => undefined,
): (mailboxId: string) => Promise<Connection> {
  const connect = (kind: string, account: MailboxAccount) => {
    const environment = { now: Date.now, allowedPrivateHosts: ['127.0.0.1'], callTimeoutMs: CALL_TIMEOUT_MS };
    return mailboxProvider(kind)?.connect(account, { ...environment, onRequest }) ?? null;
  };
  return mailboxConnector({
    database,
    ledger: createLedger(database.db),
    accounts: mailboxAccounts(database.db, createSeal([KEY])),
    collections: mailboxCollections(database.db),
    users: userStore(database.db),
    connect,
    urlOf: (type, id) => `https://crm.example/${type}/${id}`,
    callTimeoutMs: CALL_TIMEOUT_MS,
    now: Date.now,
  });
}

/** Connects a user's account as the API does: tried for real, sealed, its calendars listed; `choose` picks by id. */
export async function addMailbox(
  database: OpenDatabase,
  user: CrmUser,
  server: Pick<CaldavServer, 'url' | 'user' | 'password'>,
  choose: (id: string) => boolean,
  settings: Partial<MailboxSettings> = {},
): Promise<ConnectedMailbox> {
  const { url, user: account, password } = server;
  const environment = { now: Date.now, allowedPrivateHosts: ['127.0.0.1'], callTimeoutMs: CALL_TIMEOUT_MS };
  const adapter = mailboxProvider('caldav')?.connect(
    { url, user: account, password, discovered: {} },
    environment,
  );
  if (adapter === undefined) throw new Error('No CalDAV');
  const deadline = Date.now() + CALL_TIMEOUT_MS;
  const probe = await adapter.probe({ deadline });
  const listed = await adapter.collections({ deadline });
  await adapter.close?.();
  const id = newId();
  const accounts = mailboxAccounts(database.db, createSeal([KEY]));
  const about = { id, userId: user.id, kind: 'caldav', name: 'Calendar', url, account, password, probe };
  await accounts.create({ ...about, settings });
  const collections = mailboxCollections(database.db);
  await collections.save(id, listed);
  const selected = listed.map((collection) => collection.id).filter(choose);
  const choice = { selected, createIn: selected[0] ?? null };
  const chosen = await collections.choose(id, choice);
  if (chosen !== 'chosen' || selected.length === 0) throw new Error(`No calendar chosen: ${chosen}`);
  const requests: WireRequest[] = [];
  const connect = connections(database, (request) => requests.push(request));
  return { id, user, requests, pump: () => pumpOnce(database, connect, id) };
}

async function pumpOnce(
  { db }: OpenDatabase,
  connect: (mailboxId: string) => Promise<Connection>,
  mailboxId: string,
): Promise<PumpReport> {
  const leases = createLeases(db);
  const lease = await leases.acquire(mailboxId, 'test', 600_000);
  if (lease === null) throw new Error('Somebody else has the mailbox');
  const { ports, settings } = await connect(mailboxId);
  try {
    return await pump(ports, lease, settings);
  } finally {
    await ports.mailbox.close?.();
    await leases.release(lease);
  }
}

/** What a pump reports that wrote nothing and met no error. */
export const NOTHING_WRITTEN = {
  error: null,
  written: {
    mailbox: { create: 0, update: 0, remove: 0 },
    crm: { create: 0, update: 0, remove: 0 },
  },
} as const;
