import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
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
  // In a folder of its own that the server's account can reach; the data folder may lie where it can't.
  const secret = mkdtempSync(join(tmpdir(), 'liaison-initdb-'));
  const passwordFile = join(secret, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account !== null) chownSync(passwordFile, account.uid, account.gid);
  giveFolder(account, secret);
  try {
    // Trigram search asks the C library what a letter is, so a UTF-8 locale is preferred; names differ by system.
    let message = '';
    for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      giveFolder(account, folder);
      const args = initdbArguments(clusterArgument(folder, account), ctype, passwordFile);
      if (!sync) args.push('--no-sync');
      const run = spawnSync(binaries.initdb, args, {
        cwd: folder,
        env: serverEnvironment(),
        encoding: 'utf8',
        ...(account ?? {}),
      });
      if (run.status === 0) return;
      message = run.error?.message ?? run.stderr.trim();
    }
    throw new Error(`PostgreSQL could not create its folder ${folder}: ${message}`);
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
}

function initdbArguments(data: string, ctype: string, passwordFile: string): string[] {
  const login = ['-U', 'liaison', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const language = ['--encoding=UTF8', '--locale=C', `--lc-ctype=${ctype}`];
  return ['-D', data, ...login, ...language, '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}
