import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { readDemoPorts } from '../../src/demo/settings.ts';
import type { DemoFile } from '../../src/demo/demo-file.ts';
import { startDemo } from '../../src/demo/start.ts';
import { readConfig } from '../../src/server/config.ts';
import { startBrowser, type TestBrowser } from '../web/support/browser.ts';

/*
 * `npm run pictures`: takes the pictures of the documentation from the running product. It starts a demo of its own
 * in a temporary folder, does what a newcomer does, and saves what they see in docs/images.
 */

const IMAGES = resolve(import.meta.dirname, '..', '..', 'docs', 'images');
const SIZE = { width: 1200, height: 800 };

type Account = DemoFile['accounts'][number];

async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'liaison-pictures-'));
  await mkdir(IMAGES, { recursive: true });
  const config = {
    ...readConfig(),
    port: 0,
    dataDir: folder,
    databaseUrl: null,
    tls: null,
    role: 'both' as const,
  };
  try {
    const demo = await startDemo(config, { ...readDemoPorts(process.env), unconnected: ['anna'] }, say);
    try {
      const browser = await startBrowser();
      await takeAll(browser, demo.file).finally(() => browser.close());
    } finally {
      await demo.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function takeAll(browser: TestBrowser, demo: DemoFile): Promise<void> {
  const [anna] = demo.accounts;
  if (anna === undefined) throw new Error('The demo has no accounts');
  const page = await openLight(browser, demo.application);
  await signIn(page, demo.application, anna);
  await connect(page, demo, anna);
  await page.goto(`${demo.application}/appointments`);
  await take(page, 'appointments');
  await open(page, /^Hartmann: Rahmenvertrag/);
  await take(page, 'appointment', 980);
  await page.goto(`${demo.application}/companies`);
  await open(page, /^Hartmann/);
  await take(page, 'company');
}

/** The browser as most people have it: light, in English. */
async function openLight({ browser }: TestBrowser, application: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: application,
    viewport: SIZE,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Zurich',
    // The demo's certificate is its own.
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

async function signIn(page: Page, application: string, { username, password }: Account): Promise<void> {
  await page.goto(application);
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Appointments', level: 1 }).waitFor();
}

/** Connects the account step by step and waits until everything is in step. */
async function connect(page: Page, { application, sandbox }: DemoFile, account: Account): Promise<void> {
  await page.goto(`${application}/mailboxes/connect`);
  await page.locator('input[name=url]').fill(sandbox.caldav);
  await page.locator('input[name=account-user]').fill(account.username);
  await page.getByLabel('Name in Liaison').fill('My calendar');
  await page.locator('input[name=account-password]').fill('not this one');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText('The user name or the password is wrong.').waitFor();
  await take(page, 'test-red');
  await page.locator('input[name=account-password]').fill(account.password);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText('The account works.', { exact: false }).waitFor();
  await take(page, 'test-green');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('heading', { name: 'Calendars', exact: true }).waitFor();
  await take(page, 'calendars', 1250);
  await page.getByRole('button', { name: 'Save and synchronise' }).click();
  await page.getByText('In step. Last synchronised', { exact: false }).waitFor();
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('Synchronisation was asked for.').waitFor({ state: 'detached' });
  await take(page, 'mailbox');
}

/** Follows the first link of this name on the page. */
async function open(page: Page, name: RegExp): Promise<void> {
  await page.locator('main').getByRole('link', { name }).first().click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** Saves what is to be seen once nothing loads any more. */
async function take(page: Page, name: string, height = SIZE.height): Promise<void> {
  await page.setViewportSize({ ...SIZE, height });
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
  await page.setViewportSize(SIZE);
  say(`docs/images/${name}.png`);
}

function say(what: string): void {
  process.stdout.write(`${what}\n`);
}

await run();
