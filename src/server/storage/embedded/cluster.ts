import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canReach, giveFolder, type SystemAccount } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { serverEnvironment } from './guardian.ts';

/** Where the parts of an embedded server are. */
export interface ClusterFiles {
  /** PostgreSQL's own folder. */
  readonly cluster: string;
  readonly log: string;
  /** The database user's password, readable by us alone. */
  readonly password: string;
}

/** The files below DATA_DIR. */
export function clusterFiles(dataDir: string): ClusterFiles {
  return {
    cluster: join(dataDir, 'postgres'),
    log: join(dataDir, 'postgres.log'),
    password: join(dataDir, 'postgres.password'),
  };
}

/**
 * The name by which the server reaches its folder, which is also its working directory. When the folders above let
 * only root through, Linux still leads there from the working directory itself.
 */
export function clusterArgument(cluster: string, account: SystemAccount | null): string {
  return account === null || canReach(account, cluster) ? cluster : '/proc/self/cwd';
}

/** Creates the cluster unless it exists; returns the password. An interrupted creation leaves nothing half made. */
export function ensureCluster(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  account: SystemAccount | null,
  sync: boolean,
): string {
  if (existsSync(join(files.cluster, 'PG_VERSION'))) return readFileSync(files.password, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  writeFileSync(files.password, `${password}\n`, { mode: 0o600 });
  const fresh = `${files.cluster}.new`;
  initialise(fresh, password, binaries, account, sync);
  rmSync(files.cluster, { recursive: true, force: true });
  renameSync(fresh, files.cluster);
  return password;
}

function initialise(
  folder: string,
  password: string,
  binaries: PostgresBinaries,
  account: SystemAccount | null,
  sync: boolean,
): void {
  // Trigram search asks the C library what a letter is, so a UTF-8 locale is preferred; names differ by system.
  let message = '';
  for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    giveFolder(account, folder);
    const passwordFile = join(folder, '..', `postgres.initial-${process.pid}`);
    const outcome = runInitdb({ folder, ctype, password, passwordFile, binaries, account, sync });
    if (outcome === null) return;
    message = outcome;
  }
  throw new Error(`PostgreSQL could not create its folder ${folder}: ${message}`);
}

interface InitdbRun {
  readonly folder: string;
  readonly ctype: string;
  readonly password: string;
  readonly passwordFile: string;
  readonly binaries: PostgresBinaries;
  readonly account: SystemAccount | null;
  readonly sync: boolean;
}

/** Null, or what initdb said against it. */
function runInitdb(run: InitdbRun): string | null {
  const data = clusterArgument(run.folder, run.account);
  const passwordFile = data === run.folder ? run.passwordFile : '/dev/stdin';
  if (passwordFile === run.passwordFile) {
    writeFileSync(passwordFile, `${run.password}\n`, { mode: 0o600 });
    if (run.account !== null) chownSync(passwordFile, run.account.uid, run.account.gid);
  }
  const args = ['-D', data, '-U', 'liaison', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'];
  args.push('--locale=C', `--lc-ctype=${run.ctype}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!run.sync) args.push('--no-sync');
  try {
    const { status, stderr, error } = spawnSync(run.binaries.initdb, args, {
      cwd: run.folder,
      env: serverEnvironment(),
      encoding: 'utf8',
      input: passwordFile === '/dev/stdin' ? `${run.password}\n` : '',
      ...(run.account ?? {}),
    });
    return status === 0 ? null : (error?.message ?? stderr.trim());
  } finally {
    rmSync(run.passwordFile, { force: true });
  }
}
