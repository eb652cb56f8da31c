import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import pg from 'pg';
import { reachableBinaries, serverAccount } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { clusterArgument, clusterFiles, ensureCluster, type ClusterFiles } from './embedded/cluster.ts';
import { startGuardian } from './embedded/guardian.ts';
import { clearStaleServer, readPostmaster } from './embedded/stale.ts';

/** How the server's own PostgreSQL is started. */
export interface EmbeddedOptions {
  /** The data are kept in `postgres` below it. */
  readonly dataDir: string;
  /** False makes it faster and loses data when the machine crashes: for tests. Default true. */
  readonly durable?: boolean;
  /** End with that process instead of with this one: for tests, which share a server. */
  readonly watchedPid?: number;
  /** Further settings, `name=value`. */
  readonly settings?: readonly string[];
}

/** A running PostgreSQL of our own. */
export interface EmbeddedServer {
  /** Of the database `liaison`, for its superuser. A secret. */
  readonly url: string;
  readonly port: number;
  /** The process that ends the server when told (SIGTERM) or when we are gone. */
  readonly guardianPid: number;
  /** Ends connections and the server; resolves when its process is gone. Safe to call twice. */
  stop(): Promise<void>;
}

const DATABASE = 'liaison';
const LOG_LIMIT = 10 * 1024 * 1024;

/**
 * Starts the PostgreSQL that npm has installed, on a free port of the loopback interface, with its data below
 * `dataDir`; creates them the first time. Survives having been killed, and takes over from a killed predecessor.
 * Throws an Error with a sentence for the administrator.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const account = serverAccount();
  const binaries = reachableBinaries(findBinaries(), account);
  const files = clusterFiles(dataDir);
  const password = ensureCluster(files, binaries, account, options.durable !== false);
  await clearStaleServer(files.cluster);
  if (existsSync(files.log) && statSync(files.log).size > LOG_LIMIT) truncateSync(files.log);

  const port = await freePort();
  const data = clusterArgument(files.cluster, account);
  const guardian = startGuardian(
    {
      program: binaries.postgres,
      args: ['-D', data, '-p', String(port), ...serverSettings(options)],
      cwd: files.cluster,
      account,
      watchedPid: options.watchedPid ?? null,
      stopCommand: process.platform === 'win32' ? [binaries.pgCtl, 'stop', '-m', 'fast', '-D', data] : null,
    },
    files.log,
  );
  await untilReady(guardian, files, port);
  const url = `postgres://liaison:${password}@127.0.0.1:${port}/`;
  await ensureDatabase(url);
  return {
    url: `${url}${DATABASE}`,
    port,
    guardianPid: guardian.pid ?? 0,
    stop: () => stopGuardian(guardian),
  };
}

function serverSettings(options: EmbeddedOptions): readonly string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
  ];
  if (options.durable === false) settings.push('fsync=off', 'full_page_writes=off', 'synchronous_commit=off');
  return [...settings, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting]);
}

async function untilReady(guardian: ChildProcess, files: ClusterFiles, port: number): Promise<void> {
  // Crash recovery of a large database takes its time; the guardian's end is what says that it failed.
  for (;;) {
    if (guardian.exitCode !== null || guardian.signalCode !== null) {
      const last = readFileSync(files.log, 'utf8').trim().split('\n').slice(-5).join('\n');
      throw new Error(`PostgreSQL did not start. The last lines of ${files.log}:\n${last}`);
    }
    const running = readPostmaster(files.cluster);
    if (running?.status === 'ready' && running.port === port) return;
    await sleep(15);
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}postgres` });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function stopGuardian(guardian: ChildProcess): Promise<void> {
  if (guardian.exitCode !== null || guardian.signalCode !== null) return;
  const ended = once(guardian, 'exit');
  guardian.ref();
  if (guardian.stdin === null) guardian.kill('SIGTERM');
  else guardian.stdin.end();
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
