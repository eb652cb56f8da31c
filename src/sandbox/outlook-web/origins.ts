import type { Faults } from '../faults.ts';
import { empty } from '../http/message.ts';
import type { Face } from '../http/message.ts';
import { serve } from '../http/server.ts';
import type { RunningServer } from '../http/server.ts';
import { addInOrigin } from './add-in-origin.ts';
import { listenHttps } from './listener.ts';
import type { TlsIdentity } from './listener.ts';
import { deployedAt } from './manifest-deployment.ts';
import { readManifest } from './manifest.ts';
import { officeJsFolder } from './office-files.ts';
import { pageFiles } from './page-files.ts';

/** A page that plays Outlook on the web, with an add-in in it. */
export interface OutlookWebOptions {
  /** Of Outlook; default 0: any free one. */
  readonly port?: number;
  /** Of the add-in; default 0: any free one. */
  readonly addInPort?: number;
  /** For `localhost`; both origins have it. office.js trusts https alone. */
  readonly tls: TlsIdentity;
  /** The add-in's manifest, whatever origin it names: in the sandbox the add-in has its own. */
  readonly manifest: string;
  /** Origin of the add-in's server, `https://localhost:3443`. */
  readonly server: string;
  /** The authority of the server's certificate, PEM; default the machine's. */
  readonly serverCa?: string;
  /** Folder of the built pages. */
  readonly page: string;
}

/** Outlook on the web, running. Two origins, as in reality: the add-in's pane is a stranger in Outlook's page. */
export interface OutlookWeb {
  /** Where Outlook is: `https://localhost:port`. */
  readonly url: string;
  /** Where the add-in is deployed: `https://localhost:port`. */
  readonly addInUrl: string;
  readonly requests: RunningServer['requests'];
  stop(): Promise<void>;
}

/** Where the page reads which add-in is installed. */
const ADD_IN_PATH = '/add-in.json';

/**
 * Starts both origins on loopback. `faces` answer the page's questions. Rejects when a port can't be had, and with
 * InvalidManifest when the manifest can't be used.
 */
export async function startOutlookWeb(
  options: OutlookWebOptions,
  { faces, faults, maxBodyBytes }: { faces: readonly Face[]; faults: Faults; maxBodyBytes: number },
): Promise<OutlookWeb> {
  const manifest = readManifest(options.manifest);
  const officeJs = officeJsFolder();
  const { tls, server, serverCa } = options;
  let outlook = '';
  const addIn = await listenHttps(
    { host: LOOPBACK, port: options.addInPort ?? 0, tls },
    (incoming, outgoing, origin) =>
      addInOrigin(
        { origin, outlook, server, officeJs, ...(serverCa === undefined ? {} : { serverCa }) },
        incoming,
        outgoing,
      ),
  );
  const installed = JSON.stringify(deployedAt(manifest, addIn.origin));
  const running = await serve({
    host: LOOPBACK,
    port: options.port ?? 0,
    tls,
    faces: [installedAddIn(installed), ...faces, pageFiles(options.page)],
    faults,
    maxBodyBytes,
  }).catch(async (error: unknown) => {
    await addIn.stop();
    throw error;
  });
  outlook = `https://localhost:${new URL(running.url).port}`;
  return {
    url: outlook,
    addInUrl: addIn.origin,
    requests: () => running.requests(),
    stop: async () => {
      await Promise.all([running.stop(), addIn.stop()]);
    },
  };
}

const LOOPBACK = '127.0.0.1';

function installedAddIn(body: string): Face {
  return {
    prefixes: [ADD_IN_PATH],
    handle: ({ method }) =>
      method === 'GET'
        ? {
            status: 200,
            headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
            body,
          }
        : empty(405, { Allow: 'GET' }),
    tooLarge: () => empty(413),
  };
}
