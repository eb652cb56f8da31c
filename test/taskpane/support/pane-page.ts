import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { builtOnce } from '../../support/built-once.ts';
import type { TestBrowser } from '../../web/support/browser.ts';
import type { FakeServer } from './fake-server.ts';
import type { OutlookSettings } from './scripted-outlook.ts';

/** The pane's page, built. */
export interface BuiltPane {
  readonly folder: string;
}

/** Builds the pane with a scripted Outlook, once for all suites of a run. */
export async function buildPane(): Promise<BuiltPane> {
  const script = join(import.meta.dirname, 'build-pane.mjs');
  const build = (into: string) => promisify(execFile)(process.execPath, [script, into]);
  return { folder: await builtOnce('pane', build) };
}

/** How the pane is looked at. */
export interface PaneView extends Partial<OutlookSettings> {
  readonly width?: 320 | 420;
  readonly look?: 'light' | 'dark' | 'forced-colors';
}

export interface PanePage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What its console complained about. */
  readonly complaints: string[];
}

const ORIGIN = 'https://pane.liaison.test';

/** Opens the pane beside a server, on an Outlook that shows what the settings say. */
export async function openPane(
  { browser }: TestBrowser,
  built: BuiltPane,
  server: FakeServer,
  { width = 420, look = 'light', ...outlook }: PaneView,
): Promise<PanePage> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: look === 'dark' ? 'dark' : 'light',
    forcedColors: look === 'forced-colors' ? 'active' : 'none',
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
  });
  const settings: OutlookSettings = {
    displayLanguage: 'en-GB',
    user: { displayName: 'Anna Berger', address: 'anna.berger@kanzlei.example' },
    open: null,
    dark: null,
    trouble: null,
    ...outlook,
  };
  await context.addInitScript((given) => {
    window.outlookSettings = given;
  }, settings);
  await context.route(`${ORIGIN}/**`, (route) => void serve(route, built, server));
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints = complaintsOf(page);
  await page.goto(`${ORIGIN}/taskpane.html`);
  return { page, context, complaints };
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // Answers that are no success are logged by Chromium itself; the pane shows them to the user.
    const own = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !own) complaints.push(message.text());
  });
  return complaints;
}

const PAGE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Liaison</title>' +
  '<meta name="viewport" content="width=device-width, initial-scale=1">' +
  '<script defer src="/pane.js"></script></head><body><div id="root"></div></body></html>';

async function serve(route: Route, { folder }: BuiltPane, server: FakeServer): Promise<void> {
  const request = route.request();
  const url = new URL(request.url());
  if (!url.pathname.startsWith('/api/')) {
    if (url.pathname.endsWith('.html')) return route.fulfill({ contentType: 'text/html', body: PAGE });
    if (!url.pathname.endsWith('.js')) return route.fulfill({ status: 204 });
    const body = await readFile(join(folder, url.pathname.slice(1)));
    return route.fulfill({ contentType: 'text/javascript', body });
  }
  if (server.down) return route.abort('connectionrefused');
  const text = request.postData();
  const answer = await server.answer(
    request.method(),
    url,
    request.headers(),
    text === null ? undefined : (JSON.parse(text) as unknown),
  );
  const contentType = answer.status >= 400 ? 'application/problem+json' : 'application/json';
  const body = answer.body === undefined ? {} : { body: JSON.stringify(answer.body) };
  // The page may have given up waiting, or be closed.
  await route.fulfill({ status: answer.status, contentType, ...body }).catch(() => undefined);
}
