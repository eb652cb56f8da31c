import { execFile } from 'node:child_process';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { HostedItem } from '../../../../src/sandbox/outlook-web/page/host/item.ts';
import type { HostTroubles } from '../../../../src/sandbox/outlook-web/page/host/troubles.ts';
import { startSandbox } from '../../../../src/sandbox/main.ts';
import type { Sandbox } from '../../../../src/sandbox/main.ts';
import { ownTls } from '../../../../src/server/tls.ts';
import type { TlsIdentity } from '../../../../src/server/tls.ts';
import { builtOnce } from '../../../support/built-once.ts';
import { freePort, temporaryFolder } from '../../../support/program.ts';
import { startBrowser } from '../../../web/support/browser.ts';
import type { TestBrowser } from '../../../web/support/browser.ts';
import { PROBE_PAGES, PROBE_POLICY } from './probe-pages.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..', '..');

declare global {
  interface Window {
    outlookHost?: HostTroubles;
  }
}

/** A small Outlook with the probe add-in in it, in a browser. */
export interface HostWorld {
  readonly sandbox: Sandbox;
  /** Origin of Outlook, of the add-in, and of the add-in's server. */
  readonly outlook: string;
  readonly addIn: string;
  readonly server: string;
  readonly browser: TestBrowser;
  /** Opens Outlook in a browser of its own; `prepare` comes before its first page. */
  open(
    language?: string,
    prepare?: (context: BrowserContext) => Promise<void>,
  ): Promise<{ page: Page; context: BrowserContext; complaints: string[] }>;
  stop(): Promise<void>;
}

/** What starting one may take on a machine that has much else to do. */
export const BUNDLING_MS = 300_000;

/** How it differs from the usual world. */
export interface HostWorldOptions {
  /** What the manifest is instead. */
  readonly manifest?: (manifest: string) => string;
  /** Starts the add-in's server, which may be framed by the origin `outlook`; default the probe's. */
  readonly server?: (tls: TlsIdentity, outlook: string) => Promise<AddInServer>;
}

/** The server that an add-in belongs to. */
export interface AddInServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Starts everything; the pages are bundled first (some seconds). */
export async function startHostWorld(options: HostWorldOptions = {}): Promise<HostWorld> {
  const { manifest = (text) => text, server: startServer = probeServer } = options;
  const folder = await temporaryFolder();
  const tls = await ownTls(folder.path, new Date());
  const page = await builtOnce('host-page', bundle);
  const port = await freePort();
  const server = await startServer(tls, `https://localhost:${String(port)}`);
  const text = manifest(await readFile(join(ROOT, 'manifest.xml'), 'utf8'));
  const sandbox = await startSandbox({
    users: [],
    outlookWeb: { port, tls, manifest: text, server: server.origin, serverCa: tls.cert, page },
  });
  const browser = await startBrowser();
  const { url: outlook, addInUrl: addIn } = sandbox.outlookWeb!;
  return {
    sandbox,
    outlook,
    addIn,
    server: server.origin,
    browser,
    open: (language = 'en-GB', prepare) => openOutlook(browser, outlook, language, prepare),
    stop: async () => {
      await browser.close();
      await sandbox.stop();
      await server.stop();
      await folder.remove();
    },
  };
}

async function openOutlook(
  { browser }: TestBrowser,
  outlook: string,
  language: string,
  prepare?: (context: BrowserContext) => Promise<void>,
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
  });
  await prepare?.(context);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${outlook}/?language=${language}`);
  await page.waitForFunction(() => 'openItem' in window);
  return { page, context, complaints };
}

/** Shows an item in Outlook. */
export async function openItem(page: Page, item: Shown | null): Promise<void> {
  await page.evaluate((shown) => {
    window.openItem(shown as HostedItem | null);
  }, item as unknown);
}

/** An item without its verbs, which don't travel into the browser. */
export type Shown<T = HostedItem> = T extends unknown ? Omit<T, 'change' | 'save'> : never;

/** Presses a command of the add-in by its id in the manifest. */
export async function press(page: Page, command: string): Promise<void> {
  await page.locator(`[data-command=${command}]`).click();
}

/** The pane's frame, as soon as office.js in it is ready and listens for other items. */
export async function paneOf(page: Page): Promise<Frame> {
  const element = await page.locator('section iframe').elementHandle();
  const frame = await element.contentFrame();
  await frame!.locator('#state:text("listening")').waitFor();
  return frame!;
}

async function probeServer(tls: TlsIdentity): Promise<AddInServer> {
  const server = createServer(tls, (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const found = PROBE_PAGES.get(path);
    const icon = /^\/assets\/[a-z]+-\d+\.png$/.test(path) ? readFileSync(join(ROOT, path)) : undefined;
    if (found === undefined && icon === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': found?.[0] ?? 'image/png',
      'content-security-policy': PROBE_POLICY,
    });
    response.end(found?.[1] ?? icon);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { origin: `https://localhost:${String((server.address() as AddressInfo).port)}`, stop };
}

async function bundle(folder: string): Promise<void> {
  const config = join(import.meta.dirname, 'webpack.config.mjs');
  const program = join(ROOT, 'node_modules', 'webpack-cli', 'bin', 'cli.js');
  await promisify(execFile)(process.execPath, [program, '--config', config, '--output-path', folder]);
}
