import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes the folder of this run's database server. The first suite that needs a database starts the server (see
 * database.ts), so runs without one don't pay for it. Plain JavaScript, because jest loads it without a transform.
 */
export default function globalSetup() {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-test-'));
  chmodSync(folder, 0o755);
  process.env['LIAISON_TEST_FOLDER'] = folder;
  process.env['LIAISON_TEST_PID'] = String(process.pid);
}
