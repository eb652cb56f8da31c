import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What postmaster.pid says (its format: src/include/utils/pidfile.h of PostgreSQL). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping`, or '' before the server has said. */
  readonly status: string;
}

/** Reads postmaster.pid in a cluster's folder; null when there is none. */
export function readPostmaster(cluster: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid)) return null;
  return { pid, port: Number.parseInt(lines[3] ?? '', 10), status: (lines[7] ?? '').trim() };
}

/**
 * Makes sure that no server runs on the cluster. A pid file whose process is gone, or is another program with a reused
 * number (as happens after a container was killed), is removed: PostgreSQL itself would refuse to start over the
 * latter. A server whose guardian was killed is ended. Throws when another Liaison is using the cluster.
 */
export async function clearStaleServer(cluster: string, patienceMs = 15_000): Promise<void> {
  const giveUp = Date.now() + patienceMs;
  let ended = false;
  for (;;) {
    const running = readPostmaster(cluster);
    if (running === null) return;
    if (!isServerOf(running.pid, cluster)) {
      rmSync(join(cluster, 'postmaster.pid'), { force: true });
      return;
    }
    if (!ended && !hasGuardian(running.pid)) {
      ended = true;
      process.kill(running.pid, 'SIGINT');
    }
    if (Date.now() > giveUp) {
      throw new Error(
        `Another process (PostgreSQL, process ${running.pid}) is using ${cluster}. Stop the other Liaison, ` +
          'or give this one another DATA_DIR.',
      );
    }
    await sleep(50);
  }
}

/** Whether the process exists and is a PostgreSQL server in that folder. */
function isServerOf(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    } catch {
      return false;
    }
  }
  return process.platform === 'win32' || processField(pid, 'command').includes('postgres');
}

/** Whether the server's parent is one of our guardians: orphans have the system's first process as parent. */
function hasGuardian(pid: number): boolean {
  if (process.platform === 'win32') return true;
  const parent = Number.parseInt(processField(pid, 'ppid'), 10);
  return Number.isInteger(parent) && processField(parent, 'args').includes('task.watchedPid');
}

function processField(pid: number, field: string): string {
  try {
    if (process.platform === 'linux') return linuxField(pid, field);
    return execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** Without `ps`, which slim containers lack. */
function linuxField(pid: number, field: string): string {
  if (field === 'ppid') return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
}
