import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../server/config.ts';
import type { TlsIdentity } from '../server/tls.ts';

/** The certificate that the server shows, in PEM. */
export function certificateOf({ tls, dataDir }: Pick<Config, 'tls' | 'dataDir'>): string {
  return readFileSync(tls?.cert ?? join(dataDir, 'tls', 'cert.pem'), 'utf8');
}

/** The same with its key, for others that listen as `localhost`. */
export function identityOf({ tls, dataDir }: Pick<Config, 'tls' | 'dataDir'>): TlsIdentity {
  const key = readFileSync(tls?.key ?? join(dataDir, 'tls', 'key.pem'), 'utf8');
  return { cert: certificateOf({ tls, dataDir }), key };
}
