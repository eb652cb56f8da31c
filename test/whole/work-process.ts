import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { OpenDatabase } from '../../src/server/storage/database.ts';
import { until } from '../support/until.ts';
import { KEY } from './connected-mailbox.ts';

/** The server in the role `work`, in a process of its own. */
export interface WorkProcess {
  readonly pid: number;
  /** Everything that it has logged so far. */
  output(): string;
  /** SIGKILL: it gets no chance to tidy up. Resolves when it is gone. */
  kill(): Promise<void>;
  /** As an administrator stops it. */
  stop(): Promise<void>;
}

const REGISTER = join(import.meta.dirname, '../support/register-typescript.js');
const MAIN = join(import.meta.dirname, '../../src/server/main.ts');

/** Starts one and waits until it works. `dataDir` is for its files. */
export async function startWorkProcess(
  { url }: OpenDatabase,
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<WorkProcess> {
  const child = spawn(process.execPath, ['--import', REGISTER, MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      ROLE: 'work',
      DATABASE_URL: url,
      DATA_DIR: dataDir,
      LIAISON_SECRET_KEY: KEY.toString('base64'),
      ALLOWED_PRIVATE_HOSTS: '127.0.0.1',
      ...settings,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await until(() => {
    if (child.exitCode !== null) throw new Error(output);
    return output.includes('"ready"');
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('It has no process id');
  return {
    pid,
    output: () => output,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(patience);
}

/** The process that holds the mailbox now, or null. */
export async function holderOf({ db }: OpenDatabase, mailboxId: string): Promise<number | null> {
  const { rows } = await sql<{ worker: string | null }>`
    SELECT worker FROM leases WHERE mailbox_id = ${mailboxId}::uuid
  `.execute(db);
  const pid = rows[0]?.worker?.split(':')[1];
  return pid === undefined ? null : Number(pid);
}
