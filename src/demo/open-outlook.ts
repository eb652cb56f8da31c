import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OutlookWeb, Sandbox } from '../sandbox/main.ts';
import { PortInUse } from '../server/config.ts';
import type { Config } from '../server/config.ts';
import { identityOf } from './certificate.ts';
import type { DemoPorts } from './settings.ts';

/** The checkout, from where this file lies and from where it is built to. */
const ROOT = resolve(import.meta.dirname, '..', '..');

/**
 * Opens Outlook with the add-in of the server at `url` in it, as manifest.xml describes it. Both origins show the server's
 * own certificate. Throws PortInUse.
 */
export async function openOutlook(
  sandbox: Pick<Sandbox, 'openOutlookWeb'>,
  config: Config,
  url: string,
  { outlook, addIn }: Pick<DemoPorts, 'outlook' | 'addIn'>,
): Promise<OutlookWeb> {
  const tls = identityOf(config);
  const opening = sandbox.openOutlookWeb({
    port: outlook,
    addInPort: addIn,
    tls,
    manifest: readFileSync(resolve(ROOT, 'manifest.xml'), 'utf8'),
    server: url,
    serverCa: tls.cert,
    page: resolve(ROOT, 'dist', 'outlook-web'),
  });
  return opening.catch((error: unknown) => {
    const { code, port } = error as { readonly code?: unknown; readonly port?: unknown };
    if (code !== 'EADDRINUSE') throw error;
    throw port === addIn
      ? new PortInUse('SANDBOX_ADDIN_PORT', addIn)
      : new PortInUse('SANDBOX_OUTLOOK_PORT', outlook);
  });
}
