import { copyFileSync, chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../server/config.ts';

/** Longer than its default of a month, so that nobody has to think of it soon. */
const VALID_DAYS = 365;

/**
 * Installs a certificate authority for this machine's own use (office-addin-dev-certs asks for permission) and puts a
 * certificate for localhost made by it where the server takes its own from.
 */
async function trust(): Promise<void> {
  const { ensureCertificatesAreInstalled } = await import('office-addin-dev-certs');
  const defaults = await import('office-addin-dev-certs/lib/defaults.js');
  await ensureCertificatesAreInstalled(VALID_DAYS);
  const folder = join(readConfig().dataDir, 'tls');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(defaults.localhostCertificatePath, join(folder, 'cert.pem'));
  copyFileSync(defaults.localhostKeyPath, join(folder, 'key.pem'));
  chmodSync(join(folder, 'key.pem'), 0o600);
  process.stdout.write('Trusted from the next start on.\n');
}

await trust();
