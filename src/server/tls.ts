import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** Certificate (with its chain) and private key in PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

/** Browsers refuse certificates for longer; ours is renewed before. */
const VALID_DAYS = 397;
const RENEW_BEFORE = 30 * 86_400_000;

/** The administrator's own certificate. Throws an Error with a sentence when a file can't be read. */
export function readTls(certFile: string, keyFile: string): TlsIdentity {
  const read = (file: string, what: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw new Error(`The ${what} ${file} cannot be read.`, { cause: error });
    }
  };
  return { cert: read(certFile, 'certificate'), key: read(keyFile, 'private key') };
}

/**
 * The certificate of this machine's own in `dataDir`/tls (`cert.pem`, and `key.pem` for the owner's eyes only), for
 * localhost and the loopback addresses; made on the first start, renewed when it is about to expire. One that somebody
 * else made (a trusted one, say) is left alone until it has expired.
 */
export async function ownTls(dataDir: string, now: Date): Promise<TlsIdentity> {
  const folder = join(dataDir, 'tls');
  const kept = readKept(folder);
  if (kept !== null && endOf(kept) - now.getTime() > (isSelfSigned(kept.cert) ? RENEW_BEFORE : 0))
    return kept;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = await makeCertificate(now);
  // The key first: a certificate without its key would be taken for whole.
  keep(join(folder, 'key.pem'), made.key);
  keep(join(folder, 'cert.pem'), made.cert);
  return made;
}

function readKept(folder: string): TlsIdentity | null {
  try {
    const cert = readFileSync(join(folder, 'cert.pem'), 'utf8');
    const key = readFileSync(join(folder, 'key.pem'), 'utf8');
    chmodSync(join(folder, 'key.pem'), 0o600);
    return { cert, key };
  } catch {
    return null;
  }
}

/** Whether a certificate (PEM) is signed by itself, as those that we make are; so is what is no certificate. */
export function isSelfSigned(cert: string): boolean {
  try {
    const { issuer, subject } = new X509Certificate(cert);
    return issuer === subject;
  } catch {
    return true;
  }
}

/** When it ends, epoch milliseconds; 0 for what is no certificate. */
function endOf({ cert }: TlsIdentity): number {
  try {
    return Date.parse(new X509Certificate(cert).validTo);
  } catch {
    return 0;
  }
}

function keep(file: string, content: string): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function makeCertificate(now: Date): Promise<TlsIdentity> {
  // A day back: clocks of browsers differ a little.
  const from = new Date(now.getTime() - 86_400_000);
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: from,
    notAfterDate: new Date(from.getTime() + VALID_DAYS * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { cert: pems.cert, key: pems.private };
}
