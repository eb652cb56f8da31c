import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromiumPath } from '../../requirements.ts';

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
  const executablePath = chromiumPath();
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

/**
 * What axe finds wrong with the page as it stands: rule and element. Fluent's focus sentinels (data-tabster-dummy) are
 * left out: they are hidden on purpose and hand the focus on at once.
 * @param rules only these rules; all of them without
 */
export async function axeFindings(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  // There are no frames, so the slower way, which checks each frame in a page of its own, would find nothing more.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).exclude('[data-tabster-dummy]');
  if (rules.length > 0) builder.withRules([...rules]);
  const { violations } = await builder.analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 200)}`),
  );
}

/** Whether the page is wider than its window. */
export async function overflows(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}
