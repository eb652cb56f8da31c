import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../server/config.ts';

/** Longer than its default of a month, so that nobody has to think of it soon. */
const VALID_DAYS = 365;

/** What office-addin-dev-certs does, and where it leaves its files. */
export interface DeveloperCertificates {
  /** Makes them unless they are there, and installs their authority; asks for permission. Rejects with what went wrong. */
  install(days: number): Promise<void>;
  /** Whether they are there and this machine trusts their authority. */
  trusted(): boolean;
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/**
 * Installs a certificate authority for this machine's own use and puts a certificate for localhost made by it where the
 * server takes its own from, `tls` below `dataDir`. Returns what to tell the person; throws an Error with sentences for
 * them, and leaves the server's certificate as it was.
 */
export async function trust(made: DeveloperCertificates, dataDir: string): Promise<string> {
  try {
    await made.install(VALID_DAYS);
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    throw new Error(`${reason}\n${NEEDS} ${UNCHANGED}`, { cause: error });
  }
  // Where it doesn't know how a system keeps its authorities, it does nothing and says that all is well.
  if (!made.trusted()) {
    throw new Error(
      `This system does not trust the new authority. Install ${made.authority} yourself. ${UNCHANGED}`,
    );
  }
  const folder = join(dataDir, 'tls');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(made.key, join(folder, 'key.pem'));
  chmodSync(join(folder, 'key.pem'), 0o600);
  copyFileSync(made.certificate, join(folder, 'cert.pem'));
  return `The server uses ${join(folder, 'cert.pem')} from its next start on. ${browsersOnLinux(made.authority)}`.trimEnd();
}

const NEEDS =
  process.platform === 'linux'
    ? 'Installing an authority needs sudo and the permission to use it.'
    : 'Installing an authority needs your permission.';
const UNCHANGED = 'Until then the server keeps the certificate that it has.';

/** Browsers on Linux don't ask the system whom to trust. */
function browsersOnLinux(authority: string): string {
  if (process.platform !== 'linux') return '';
  return `This system trusts it; Chrome and Firefox have lists of their own: add ${authority} to their authorities.`;
}

async function officeAddinCertificates(): Promise<DeveloperCertificates> {
  const { ensureCertificatesAreInstalled, verifyCertificates } = await import('office-addin-dev-certs');
  const files = await import('office-addin-dev-certs/lib/defaults.js');
  return {
    install: (days) => ensureCertificatesAreInstalled(days),
    trusted: () => verifyCertificates(),
    authority: files.caCertificatePath,
    certificate: files.localhostCertificatePath,
    key: files.localhostKeyPath,
  };
}

if (process.argv[1] === import.meta.filename) {
  try {
    const { dataDir } = readConfig();
    process.stdout.write(`${await trust(await officeAddinCertificates(), dataDir)}\n`);
  } catch (error) {
    process.stderr.write(
      `No trusted certificate: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}
