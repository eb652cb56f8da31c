import type { Page } from 'playwright-core';
import type { DemoFile } from '../../../src/demo/demo-file.ts';
import type { TestBrowser } from '../../web/support/browser.ts';
import { lightContext, take } from './camera.ts';

type Account = DemoFile['accounts'][number];

/** Connects a calendar as a newcomer does, and looks at what is in the CRM then. `account` has no mailbox yet. */
export async function walkThroughCrm(browser: TestBrowser, demo: DemoFile, account: Account): Promise<void> {
  const context = await lightContext(browser, demo.application);
  const page = await context.newPage();
  await signIn(page, account);
  await connect(page, demo, account);
  await page.goto('/appointments');
  await take(page, 'appointments');
  await open(page, /^Hartmann: Rahmenvertrag/);
  await take(page, 'appointment', 980);
  await page.goto('/companies');
  await open(page, /^Hartmann/);
  await take(page, 'company');
  await context.close();
}

/** Signs in on the CRM's own pages. */
export async function signIn(page: Page, { username, password }: Account): Promise<void> {
  await page.goto('/');
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Appointments', level: 1 }).waitFor();
}

/** Connects the account step by step and waits until everything is in step. */
async function connect(page: Page, { sandbox }: DemoFile, account: Account): Promise<void> {
  await page.goto('/mailboxes/connect');
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
