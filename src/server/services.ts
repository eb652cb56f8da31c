import { createHmac } from 'node:crypto';
import type { AppointmentSynchronisation } from '../contract/index.ts';
import type { Config } from './config.ts';
import type { AppServices } from './http/app.ts';
import type { ConnectMailbox } from './http/mailbox-probe.ts';
import { storedMailboxes } from './http/mailboxes.ts';
import type { Metrics } from './http/metrics.ts';
import { storedRecordServices } from './http/record-services.ts';
import { storedUsers } from './http/users.ts';
import type { ProgressFeed } from './jobs/progress.ts';
import { MAILBOX_PROVIDERS } from './mailboxes/registry.ts';
import type { OpenDatabase } from './storage/database.ts';
import { idempotencyStore } from './storage/idempotency.ts';
import { mailboxAccounts, type MailboxAccounts } from './storage/mailbox-accounts.ts';
import { mailboxCollections } from './storage/mailbox-collections.ts';
import { mailboxStatus, type MailboxStatus } from './storage/mailbox-status.ts';
import type { Seal } from './storage/seal.ts';
import { sessionStore } from './storage/sessions.ts';
import { userStore } from './storage/users.ts';

/** What the API's services are built from. */
export interface ServiceSource {
  readonly config: Pick<Config, 'callTimeoutMs' | 'intervalSeconds'>;
  readonly database: OpenDatabase;
  readonly seal: Seal;
  readonly progress: Pick<ProgressFeed, 'subscribe'>;
  readonly metrics: Metrics;
  readonly connect: ConnectMailbox;
  readonly urlOf: (recordType: string, id: string) => string;
  /** Default the machine's clock. */
  readonly now?: () => Date;
}

const HOUR = 3_600_000;
/** How long health waits for the database, milliseconds. */
const HEALTH_PATIENCE = 2_000;

/** The services of pages and API on the database. */
export function appServices(source: ServiceSource): AppServices {
  const { config, database, seal, progress, metrics, connect, urlOf, now = () => new Date() } = source;
  const { db } = database;
  const users = userStore(db);
  const accounts = mailboxAccounts(db, seal);
  const status = mailboxStatus(db);
  return {
    users: storedUsers(users),
    sessions: sessionStore(db),
    idempotency: idempotencyStore(db, seal),
    records: storedRecordServices({
      db,
      now,
      urlOf,
      timeZoneOf: async (id) => (await users.find(id))?.timeZone ?? 'Etc/UTC',
      synchronisation: (ids) => synchronisationOf(status, accounts, ids),
    }),
    mailboxes: storedMailboxes({
      db,
      accounts,
      collections: mailboxCollections(db),
      status,
      progress,
      kinds: MAILBOX_PROVIDERS,
      connect,
      timeoutMs: config.callTimeoutMs,
      intervalSeconds: config.intervalSeconds,
      now,
    }),
    metrics,
    databaseAnswers: () => answersInTime(database),
    now,
  };
}

/** How appointments stand in their users' mailboxes. */
async function synchronisationOf(
  status: MailboxStatus,
  accounts: MailboxAccounts,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly AppointmentSynchronisation[]>> {
  const links = await status.ofRecords(ids.map((id) => ({ collection: 'appointment', id })));
  const owners = new Map<string, string>();
  for (const mailboxId of new Set(links.map((link) => link.mailboxId))) {
    const mailbox = await accounts.find(mailboxId);
    if (mailbox !== null) owners.set(mailboxId, mailbox.userId);
  }
  const byAppointment = new Map<string, AppointmentSynchronisation[]>();
  for (const { recordRef, mailboxId, linkId, state, reason } of links) {
    const userId = owners.get(mailboxId);
    if (recordRef === null || userId === undefined) continue;
    const why = reason === null ? null : { code: reason.code, parameters: { ...reason.parameters } };
    const known = byAppointment.get(recordRef.id) ?? [];
    byAppointment.set(recordRef.id, [...known, { mailboxId, userId, linkId, state, reason: why }]);
  }
  return byAppointment;
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

/** Something that grows old: sessions, idempotency keys, logs. */
export interface Sweepable {
  /** Forgets what is too old. */
  sweep(now: Date): Promise<void>;
}

/** Sweeps all of them now and every hour; returns how to stop. */
export function sweepRegularly(
  places: readonly Sweepable[],
  now: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const sweep = () => {
    for (const place of places) place.sweep(now()).catch(onError);
  };
  sweep();
  const timer = setInterval(sweep, HOUR);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/** Key of the hashes of requests, derived from the newest key that seals. */
export function requestSecret([key]: readonly Buffer[]): Buffer {
  if (key === undefined) throw new Error('There is no key');
  return createHmac('sha256', key).update('liaison request hash').digest();
}
