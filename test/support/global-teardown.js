import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ends this run's database server, if one was started, and removes its folder. */
export default async function globalTeardown() {
  const folder = process.env['LIAISON_TEST_FOLDER'];
  if (folder === undefined) return;
  const file = join(folder, 'server.made');
  if (existsSync(file)) await end(JSON.parse(readFileSync(file, 'utf8')).guardianPid);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function end(pid) {
  try {
    process.kill(pid, 'SIGTERM');
    for (;;) {
      process.kill(pid, 0);
      await sleep(20);
    }
  } catch {
    // It is gone.
  }
}
