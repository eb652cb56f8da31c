import { readFileSync, realpathSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino, type Logger } from 'pino';
import { pump } from '../sync/pump.ts';
import { ConfigError, readConfig, withPort, type Config } from './config.ts';
import { mailboxConnector } from './connection.ts';
import { firstAdministrator } from './first-administrator.ts';
import { createApp } from './http/app.ts';
import { loggerOptions } from './http/logger.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { recordUrls } from './http/record-services.ts';
import { openProgressFeed } from './jobs/progress.ts';
import { startWorker } from './jobs/worker.ts';
import type { MailboxAccount } from './mailboxes/provider.ts';
import { mailboxProvider } from './mailboxes/registry.ts';
import { startNotifying } from './notify/start.ts';
import { openStorage, type Announce } from './open-storage.ts';
import { problemLogger } from './problem-logger.ts';
import { runUntilSignal } from './run-until-signal.ts';
import { appServices, requestSecret } from './services.ts';
import { closers, type Closers } from './closers.ts';
import type { BlobStore } from './storage/blobs.ts';
import type { OpenDatabase } from './storage/database.ts';
import { createLedger } from './storage/ledger/ledger.ts';
import { mailboxAccounts } from './storage/mailbox-accounts.ts';
import { mailboxCollections } from './storage/mailbox-collections.ts';
import { createSeal } from './storage/seal.ts';
import { userStore } from './storage/users.ts';
import { ownTls, readTls } from './tls.ts';

/** A running server. */
export interface RunningServer {
  /** Where the pages and the API are; null when this process only works. */
  readonly url: string | null;
  readonly database: OpenDatabase;
  /** Lets what is under way end, then closes everything; resolves when nothing is left. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the server in its role: database, then worker, then pages and API. What was started is stopped if it fails, or
 * if `cancelled` is aborted meanwhile: then its reason is thrown. Throws PortInUse.
 */
export async function startServer(
  config: Config,
  logger: Logger,
  announce: Announce = () => undefined,
  cancelled?: AbortSignal,
): Promise<RunningServer> {
  const closing = closers();
  try {
    const { database, keys, blobs } = await openStorage(config, logger, closing, announce);
    cancelled?.throwIfAborted();
    const metrics = createMetrics();
    const shared = { config, logger, database, keys, blobs, metrics, closing };
    let url: string | null = null;
    // Links in what is synchronised need the address, which is known for certain once somebody listens there.
    const publicUrl = () => (config.port === 0 && url !== null ? url : config.publicUrl);
    const serving = config.role === 'work' ? null : await prepareServing({ ...shared, publicUrl });
    cancelled?.throwIfAborted();
    if (config.role !== 'serve') await startWorking({ ...shared, publicUrl });
    cancelled?.throwIfAborted();
    if (serving !== null) url = await serving();
    cancelled?.throwIfAborted();
    return { url, database, stop: () => closing.close() };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

interface Shared {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: OpenDatabase;
  readonly keys: readonly Buffer[];
  readonly blobs: BlobStore;
  readonly metrics: Metrics;
  readonly closing: Closers;
  readonly publicUrl: () => string;
}

/** Sets up pages and API; the returned function opens the door. */
async function prepareServing(shared: Shared): Promise<() => Promise<string>> {
  const { config, logger, database, keys, blobs, metrics, closing, publicUrl } = shared;
  const onError = problemLogger(logger, 'progress feed');
  const progress = await openProgressFeed({ url: database.url, onError });
  closing.add('progress feed', () => progress.close());
  const services = appServices({
    config,
    database,
    seal: createSeal(keys),
    progress,
    metrics,
    connect: connector(config, metrics),
    blobs,
    urlOf: (type, id) => recordUrls(publicUrl())(type, id),
    onError: problemLogger(logger, 'rehearsals'),
  });
  closing.add('rehearsals', () => services.stop());
  const tls =
    config.tls === null ? await ownTls(config.dataDir, new Date()) : readTls(config.tls.cert, config.tls.key);
  const app = await createApp(services, {
    logger,
    version: packageVersion(),
    tls,
    trustProxy: config.trustProxy,
    pages: PAGES,
    pane: PANE,
    frameAncestors: config.paneFrameAncestors,
    publicUrl,
    metricsToken: config.metricsToken,
    secret: requestSecret(keys),
  });
  closing.add('web server', () => app.close());
  return async () => {
    await withPort('PORT', config.port, app.listen({ host: config.host, port: config.port }));
    const { port } = app.server.address() as AddressInfo;
    return `https://localhost:${port}`;
  };
}

async function startWorking(shared: Shared): Promise<void> {
  const { config, logger, database, keys, metrics, closing, publicUrl } = shared;
  const worker = await startWorker({
    database,
    pump,
    connect: mailboxConnector({
      database,
      ledger: createLedger(database.db),
      accounts: mailboxAccounts(database.db, createSeal(keys)),
      collections: mailboxCollections(database.db),
      users: userStore(database.db),
      connect: connector(config, metrics),
      urlOf: (type, id) => recordUrls(publicUrl())(type, id),
      callTimeoutMs: config.callTimeoutMs,
      now: () => Date.now(),
    }),
    concurrency: config.concurrency,
    onOutcome: ({ mailboxId, durationMs, report, thrown }) => {
      const error = report?.error?.code ?? (thrown instanceof Error ? thrown.message : null);
      metrics.observePump(error, durationMs / 1000);
      const { observed, written } = report ?? {};
      logger.info(
        { mailboxId, ms: Math.round(durationMs), observed, written, error },
        'mailbox synchronised',
      );
      if (thrown instanceof Error && report === null)
        logger.warn({ err: thrown, mailboxId }, 'synchronisation broke off');
    },
    onError: problemLogger(logger, 'worker'),
  });
  closing.add('worker', () => worker.stop());
  const notifier = startNotifying(config, database.db, publicUrl, problemLogger(logger, 'notices'));
  closing.add('notices', async () => notifier?.stop());
}

/** Adapters by kind, with what they may use of the world. */
function connector(config: Config, metrics: Metrics) {
  const { allowedPrivateHosts, callTimeoutMs } = config;
  return (kind: string, account: MailboxAccount) => {
    const provider = mailboxProvider(kind);
    if (provider === undefined) return null;
    return provider.connect(account, {
      now: () => Date.now(),
      allowedPrivateHosts,
      callTimeoutMs,
      onRequest: ({ method, status, received }) => {
        metrics.observeWire(kind, method, status, received);
      },
    });
  };
}

/** The checkout's root, seen from dist/server and from src/server alike. */
const ROOT = resolve(import.meta.dirname, '..', '..');
const PAGES = join(ROOT, 'dist', 'web');
const PANE = {
  pages: join(ROOT, 'dist', 'taskpane'),
  icons: join(ROOT, 'assets'),
  manifest: join(ROOT, 'manifest.xml'),
};

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}

/** The command: settings from the environment, logs on standard output, stops on SIGINT and SIGTERM. */
async function run(): Promise<void> {
  const config = readConfig();
  const logger = pino({ ...loggerOptions, level: config.logLevel });
  const start = async (cancelled: AbortSignal): Promise<RunningServer> => {
    const server = await startServer(config, logger, (what) => logger.info(what), cancelled);
    try {
      const file = config.role === 'work' ? null : await firstAdministrator(server.database, config.dataDir);
      if (file !== null)
        logger.info({ file }, 'the first administrator is `admin`; this file holds the password');
    } catch (error) {
      await server.stop();
      throw error;
    }
    logger.info({ url: server.url, role: config.role }, 'ready');
    return server;
  };
  await runUntilSignal(start, (signal) => logger.info({ signal }, 'stopping'));
  logger.info('stopped');
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  run().catch((error: unknown) => {
    const sentence = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      error instanceof ConfigError ? `${sentence}\n` : `Liaison could not start: ${sentence}\n`,
    );
    process.exitCode = 1;
  });
}
