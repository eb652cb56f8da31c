import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Closers } from './closers.ts';
import type { Config } from './config.ts';
import { problemLogger } from './problem-logger.ts';
import { folderBlobs, type BlobStore } from './storage/blobs.ts';
import { openDatabase, type OpenDatabase } from './storage/database.ts';
import { startEmbedded } from './storage/embedded.ts';
import { idempotencyStore } from './storage/idempotency.ts';
import { rehearsalStore } from './storage/rehearsals.ts';
import { logSweep } from './storage/log-sweep.ts';
import { messageSweep } from './storage/messages/message-sweep.ts';
import { migrate } from './storage/migrations/index.ts';
import { paneSessionStore } from './storage/pane-sessions.ts';
import { resealSecrets } from './storage/reseal.ts';
import { createSeal, loadOrCreateKeys } from './storage/seal.ts';
import { sessionStore } from './storage/sessions.ts';
import { sweepRegularly } from './sweep.ts';

/** Says what the server is doing, for people who wait for it. */
export type Announce = (what: string) => void;

/** The database, up to date, and the keys of what is sealed in it. */
export interface Storage {
  readonly database: OpenDatabase;
  /** Newest first. Secrets. */
  readonly keys: readonly Buffer[];
  /** Originals and attachments of mails: the folder `blobs` below the data folder. */
  readonly blobs: BlobStore;
}

/**
 * What every process does first, whatever its role: opens the database (starts it, where it is the server's own), brings
 * it up to date, seals with the newest key what an older one has sealed, and sweeps it every hour from now on.
 */
export async function openStorage(
  config: Config,
  logger: Logger,
  closing: Closers,
  announce: Announce,
): Promise<Storage> {
  const database = await openOrStart(config, logger, closing, announce);
  const migrations = await migrate(database.db);
  if (migrations.length > 0) announce(`Preparing the database (${migrations.length} steps)`);
  const keys = config.secretKeys ?? loadOrCreateKeys(config.dataDir);
  await resealWithNewest(database, keys, logger);
  const { db } = database;
  const blobs = folderBlobs(join(config.dataDir, 'blobs'));
  const places = [
    sessionStore(db),
    paneSessionStore(db),
    idempotencyStore(db, createSeal(keys)),
    logSweep(db),
    rehearsalStore(db),
    messageSweep(db, blobs),
  ];
  closing.add(
    'clean-up',
    sweepRegularly(places, () => new Date(), problemLogger(logger, 'clean-up')),
  );
  return { database, keys, blobs };
}

async function openOrStart(
  config: Config,
  logger: Logger,
  closing: Closers,
  announce: Announce,
): Promise<OpenDatabase> {
  let url = config.databaseUrl;
  if (url === null) {
    announce('Starting PostgreSQL');
    const embedded = await startEmbedded({ dataDir: config.dataDir });
    closing.add('database server', () => embedded.stop());
    url = embedded.url;
  }
  const onError = (error: Error) => {
    logger.warn({ problem: error.message }, 'a database connection broke');
  };
  const database = openDatabase({ url, onError });
  closing.add('database', () => database.close());
  return database;
}

async function resealWithNewest(
  { db }: OpenDatabase,
  keys: readonly Buffer[],
  logger: Logger,
): Promise<void> {
  const { resealed, unreadable } = await resealSecrets(db, createSeal(keys));
  if (resealed > 0) logger.info({ resealed }, 'stored secrets were sealed anew with the newest key');
  if (unreadable > 0) logger.warn({ unreadable }, 'stored secrets cannot be opened with any of the keys');
}
