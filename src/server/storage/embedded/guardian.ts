import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import type { SystemAccount } from './account.ts';

/** What the guardian starts and how it ends it. */
export interface GuardianTask {
  readonly program: string;
  readonly args: readonly string[];
  /** Working directory of the server. */
  readonly cwd: string;
  readonly account: SystemAccount | null;
  /** End the server when this process is gone; null: when our end of the guardian's standard input is. */
  readonly watchedPid: number | null;
  /** A command that ends the server where signals can't (Windows). */
  readonly stopCommand: readonly string[] | null;
}

/**
 * Runs in a process of its own: starts the server, ends it when we ask or when we die (SIGKILL included), and ends with
 * it. It has its own process group, so that Ctrl+C reaches us alone and the database is there until we are done.
 */
const GUARDIAN = `
const { spawn, execFile } = require('node:child_process');
const task = JSON.parse(process.argv[1]);
const account = task.account ?? {};
const server = spawn(task.program, task.args, { cwd: task.cwd, stdio: ['ignore', 'ignore', 'inherit'], ...account });
let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  if (task.stopCommand === null) server.kill('SIGINT');
  else execFile(task.stopCommand[0], task.stopCommand.slice(1), () => {});
  setTimeout(() => server.kill('SIGQUIT'), 20000);
};
server.on('error', (error) => { console.error(error.message); process.exit(127); });
server.on('exit', (code) => process.exit(code ?? 1));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('SIGHUP', () => {});
if (task.watchedPid === null) {
  process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
} else {
  setInterval(() => { try { process.kill(task.watchedPid, 0); } catch { stop(); } }, 250);
}
`;

/** Starts the guardian with the server's messages going to `logFile`. It doesn't keep this process alive. */
export function startGuardian(task: GuardianTask, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, ['-e', GUARDIAN, JSON.stringify(task)], {
    detached: true,
    stdio: [task.watchedPid === null ? 'pipe' : 'ignore', 'ignore', log],
    env: serverEnvironment(),
    windowsHide: true,
  });
  closeSync(log);
  child.unref();
  const input = child.stdin;
  if (input !== null) {
    input.on('error', () => undefined);
    (input as unknown as { unref?: () => void }).unref?.();
  }
  return child;
}

/** Our own environment may hold secrets, so the guardian and PostgreSQL get none of it. */
export function serverEnvironment(): Record<string, string> {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_MESSAGES: 'C' };
}
