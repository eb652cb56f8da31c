import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { binariesIn, type PostgresBinaries } from './binaries.ts';

/** The system account that PostgreSQL runs under when we are root, which it refuses. */
export interface SystemAccount {
  readonly uid: number;
  readonly gid: number;
}

/** The account to run PostgreSQL under: null means our own, because we are not root. */
export function serverAccount(): SystemAccount | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: systemId('-u', name), gid: systemId('-g', name) };
    } catch {
      continue;
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody. ' +
      'Start Liaison as another user, or set DATABASE_URL to use your own server.',
  );
}

/** Whether the account may pass through every folder that leads to `path`. */
export function canReach(account: SystemAccount, path: string): boolean {
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    const { uid, gid, mode } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Hands an empty folder to the account. */
export function giveFolder(account: SystemAccount | null, folder: string): void {
  chmodSync(folder, 0o700);
  if (account !== null) chownSync(folder, account.uid, account.gid);
}

/**
 * Binaries that the account can execute: those given, or a copy of them, when the checkout lies where only root may
 * go (such as below /root). The copy is made once per version.
 */
export function reachableBinaries(
  binaries: PostgresBinaries,
  account: SystemAccount | null,
): PostgresBinaries {
  if (account === null || canReach(account, binaries.postgres)) return binaries;
  const version = execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).replace(
    /[^0-9.]+/g,
    '',
  );
  const copy = join('/var/cache/liaison', `postgresql-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    const partial = `${copy}.${process.pid}`;
    cpSync(binaries.root, partial, { recursive: true, verbatimSymlinks: true });
    chmodSync(partial, 0o755);
    renameSync(partial, copy);
  }
  return binariesIn(copy);
}

function systemId(option: string, name: string): number {
  const answer = execFileSync('id', [option, name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return Number.parseInt(answer, 10);
}
