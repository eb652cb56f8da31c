import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The folder of the project. */
export const ROOT = resolve(import.meta.dirname, '..');

/**
 * Runs a program of node_modules/.bin (or node itself) to its end.
 * `quiet`: its output is kept and shown only when it fails; standard output stays free for the command's own.
 */
export function run(program, args, { quiet = false, env = {} } = {}) {
  return new Promise((done) => {
    const local = resolve(ROOT, 'node_modules', '.bin', program);
    const child = spawn(program === 'node' ? process.execPath : local, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32' && program !== 'node',
    });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    const stop = (signal) => child.kill(signal);
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.on('error', (error) => output.push(Buffer.from(String(error))));
    child.on('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(output));
      done(code ?? 1);
    });
  });
}
