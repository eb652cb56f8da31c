import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { pagesChromiumPath } from '../../requirements.ts';

export { axeFindings } from './axe.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface TestBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Starts the installed Chromium on an empty profile. */
export async function startBrowser(): Promise<TestBrowser> {
  const executablePath = pagesChromiumPath();
  if (executablePath === null) throw new Error('No Chromium is installed');
  const home = await mkdtemp(join(tmpdir(), 'liaison-chromium-'));
  const browser = await chromium.launch({
    executablePath,
    args: FLAGS,
    // What Chromium keeps for itself (crash reports, caches) goes where it is removed again.
    env: { ...definedOnly(process.env), HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

/** How a page is looked at. */
export interface View {
  readonly width: 320 | 1280;
  readonly look: 'light' | 'dark' | 'forced-colors';
  readonly language?: 'en-GB' | 'de-DE';
}

/** A page of its own (no cookies of others), with a log of what its console complained about. */
export async function openPage(
  { browser }: TestBrowser,
  { width, look, language = 'en-GB' }: View,
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: width === 320 ? 720 : 900 },
    colorScheme: look === 'dark' ? 'dark' : 'light',
    forcedColors: look === 'forced-colors' ? 'active' : 'none',
    reducedMotion: 'reduce',
    locale: language,
    timezoneId: 'Europe/Berlin',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // Answers that are no success are logged by Chromium itself; the pages show them to the user.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return { page, context, complaints };
}

/** Whether the page is wider than its window. */
export async function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}
