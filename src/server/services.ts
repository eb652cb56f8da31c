import { createHmac } from 'node:crypto';
import type { Config } from './config.ts';
import type { AppServices } from './http/app.ts';
import type { ConnectMailbox } from './http/mailbox-probe.ts';
import { storedMailboxes } from './http/mailboxes.ts';
import type { Metrics } from './http/metrics.ts';
import { storedRecordServices } from './http/record-services.ts';
import { storedRules } from './http/rules.ts';
import { mailboxOwners, storedStandings } from './http/standing.ts';
import { storedUsers } from './http/users.ts';
import type { ProgressFeed } from './jobs/progress.ts';
import { MAILBOX_PROVIDERS } from './mailboxes/registry.ts';
import { mailboxConnector } from './connection.ts';
import { createRehearsals, type Rehearsals } from './jobs/rehearsals.ts';
import { createLedger } from './storage/ledger/ledger.ts';
import { itemServices } from './items/item-services.ts';
import type { BlobStore } from './storage/blobs.ts';
import { conflictStore } from './storage/conflicts.ts';
import type { OpenDatabase } from './storage/database.ts';
import { idempotencyStore } from './storage/idempotency.ts';
import { mailboxAccounts } from './storage/mailbox-accounts.ts';
import { mailboxCollections } from './storage/mailbox-collections.ts';
import { mailboxStatus } from './storage/mailbox-status.ts';
import { paneSessionStore } from './storage/pane-sessions.ts';
import { policyStore } from './storage/policy.ts';
import { ruleStore } from './storage/rules.ts';
import type { Seal } from './storage/seal.ts';
import { sessionStore } from './storage/sessions.ts';
import { userStore } from './storage/users.ts';
import { watchedMailboxes } from './storage/watch-locks.ts';

/** What the API's services are built from. */
export interface ServiceSource {
  readonly config: Pick<Config, 'callTimeoutMs' | 'intervalSeconds'>;
  readonly database: OpenDatabase;
  readonly seal: Seal;
  readonly progress: Pick<ProgressFeed, 'subscribe'>;
  readonly metrics: Metrics;
  readonly connect: ConnectMailbox;
  /** Where originals and attachments of mails are kept. */
  readonly blobs: BlobStore;
  readonly urlOf: (recordType: string, id: string) => string;
  /** Told of failures that are nobody's request. */
  readonly onError: (error: unknown) => void;
  /** Default the machine's clock. */
  readonly now?: () => Date;
}

/** How long health waits for the database, milliseconds. */
const HEALTH_PATIENCE = 2_000;

/** The services of pages and API on the database. */
export function appServices(source: ServiceSource): RunningServices {
  const { config, database, seal, progress, metrics, connect, blobs, urlOf, now = () => new Date() } = source;
  const rehearsals = rehearsalsOf(source);
  const { db } = database;
  const users = userStore(db);
  const accounts = mailboxAccounts(db, seal);
  const status = mailboxStatus(db);
  const conflicts = conflictStore(db);
  const ownersOf = mailboxOwners(accounts);
  const records = storedRecordServices({
    db,
    now,
    urlOf,
    timeZoneOf: async (id) => (await users.find(id))?.timeZone ?? 'Etc/UTC',
    standings: storedStandings(status, ownersOf),
    conflicts,
    ownersOf,
  });
  return {
    users: storedUsers(users),
    sessions: sessionStore(db),
    paneSessions: paneSessionStore(db),
    idempotency: idempotencyStore(db, seal),
    records,
    mailboxes: storedMailboxes({
      db,
      accounts,
      collections: mailboxCollections(db),
      status,
      watched: (ids) => watchedMailboxes(db, ids),
      isUser: async (id) => (await users.find(id)) !== null,
      conflicts,
      appointments: records.appointments,
      progress,
      rehearsals,
      kinds: MAILBOX_PROVIDERS,
      connect,
      timeoutMs: config.callTimeoutMs,
      intervalSeconds: config.intervalSeconds,
      now,
    }),
    rules: storedRules(ruleStore(db), policyStore(db), users),
    ...itemServices({ db, seal, accounts, connect, blobs, urlOf, now }),
    metrics,
    databaseAnswers: () => answersInTime(database),
    now,
    stop: () => rehearsals.stop(),
  };
}

/** Services, some of which work on after a request. */
export interface RunningServices extends AppServices {
  /** Breaks that off. */
  stop(): Promise<void>;
}

/** Rehearsals are carried out where they are asked for. */
function rehearsalsOf({ config, database, seal, connect, urlOf, onError, now }: ServiceSource): Rehearsals {
  const connector = mailboxConnector({
    database,
    ledger: createLedger(database.db),
    accounts: mailboxAccounts(database.db, seal),
    collections: mailboxCollections(database.db),
    users: userStore(database.db),
    connect,
    urlOf,
    callTimeoutMs: config.callTimeoutMs,
    now: () => now?.().getTime() ?? Date.now(),
  });
  return createRehearsals({ database, connect: connector, onError });
}

async function answersInTime(database: OpenDatabase): Promise<boolean> {
  const late = new Promise<false>((resolve) => {
    setTimeout(resolve, HEALTH_PATIENCE, false).unref();
  });
  const answer = database.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]);
}

/** Key of the hashes of requests, derived from the newest key that seals. */
export function requestSecret([key]: readonly Buffer[]): Buffer {
  if (key === undefined) throw new Error('There is no key');
  return createHmac('sha256', key).update('liaison request hash').digest();
}
