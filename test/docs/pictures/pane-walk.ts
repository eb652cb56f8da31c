import type { DemoFile } from '../../../src/demo/demo-file.ts';
import type { TestBrowser } from '../../web/support/browser.ts';
import { lightContext, take, takePart, takeTop } from './camera.ts';
import { signIn } from './crm-walk.ts';
import type { OutlookWindow } from './outlook-window.ts';
import { atTop, openOutlook, openSignIn, press, selectMail, signInToPane } from './outlook-window.ts';

const MAIL = 'AW: Rahmenvertrag Antriebe: Entwurf v3';
const COMPANY = 'Hartmann Antriebstechnik GmbH';
const OPPORTUNITY = 'Framework supply agreement, drives';

type Account = DemoFile['accounts'][number];

/** Does with a mail and a meeting what docs/pane.md tells, as somebody whose mailbox is connected. */
export async function walkThroughPane(browser: TestBrowser, demo: DemoFile, account: Account): Promise<void> {
  await wholeWindow(browser, demo, account);
  const window = await openOutlook(browser, demo, 'Anna', 1.5);
  await selectMail(window, 'Markus Hartmann', MAIL);
  await press(window, 'Liaison');
  await signingIn(window, account);
  await searching(window);
  await linking(window);
  await asLastTime(window);
  await offline(window);
  await meeting(window);
  await window.close();
  await inCrm(browser, demo, account);
}

/** Outlook with the pane beside a mail, light and dark. */
async function wholeWindow(browser: TestBrowser, demo: DemoFile, account: Account): Promise<void> {
  const window = await openOutlook(browser, demo, 'Anna');
  await selectMail(window, 'Markus Hartmann', MAIL);
  await press(window, 'Liaison');
  await signInToPane(window, await openSignIn(window), account);
  await window.pane.getByRole('checkbox', { name: COMPANY }).waitFor();
  await atTop(window);
  await take(window.page, 'outlook');
  await window.page.emulateMedia({ colorScheme: 'dark' });
  await take(window.page, 'outlook-dark');
  await window.close();
}

async function signingIn(window: OutlookWindow, account: Account): Promise<void> {
  const { pane } = window;
  await pane.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await takePane(window, 'pane-signed-out');
  const dialog = await openSignIn(window);
  await dialog.locator('input[name=username]').fill(account.username);
  await take(dialog, 'pane-sign-in');
  await signInToPane(window, dialog, account);
  await pane.getByRole('checkbox', { name: COMPANY }).waitFor();
  await takePane(window, 'pane-mail');
}

async function searching(window: OutlookWindow): Promise<void> {
  const { pane } = window;
  const field = pane.getByRole('combobox', { name: 'Search the CRM' });
  await field.fill('lindenau');
  await pane
    .getByRole('option', { name: /Lindenau/ })
    .first()
    .waitFor();
  await takePane(window, 'pane-search');
  await field.fill('');
}

/** Two records in one save. */
async function linking(window: OutlookWindow): Promise<void> {
  const { pane } = window;
  await pane.getByRole('checkbox', { name: COMPANY }).click();
  await pane.getByRole('checkbox', { name: OPPORTUNITY }).click();
  await window.page.mouse.move(0, 0);
  const both = pane.getByRole('list', { name: 'Suggested records' });
  await both.evaluate((list) => {
    list.scrollIntoView({ block: 'center' });
  });
  await takePart(window.frame, 'pane-chosen', pane.locator('body'));
  await pane.getByRole('button', { name: 'Link 2 records' }).click();
  await pane.getByRole('button', { name: 'Undo' }).waitFor();
  await pane.getByRole('region', { name: 'Linked with' }).getByText(OPPORTUNITY).waitFor();
  await takePane(window, 'pane-linked');
}

/** Another mail of the conversation, by the ribbon's button. */
async function asLastTime(window: OutlookWindow): Promise<void> {
  const { page } = window;
  await selectMail(window, 'Sabine Öztürk', MAIL);
  await press(window, 'Link as last time');
  await page.getByRole('log', { name: 'Messages from add-ins' }).getByText('Linked with').waitFor();
  await page.mouse.move(0, 0);
  await page.getByRole('tooltip').waitFor({ state: 'hidden' });
  await takeTop(page.getByRole('region', { name: 'Reading pane' }), 'outlook-last-time', 260);
}

async function offline(window: OutlookWindow): Promise<void> {
  const { page, pane } = window;
  // Unpinned, the pane closed with the mail that it was opened on.
  await press(window, 'Liaison');
  await pane.getByRole('region', { name: 'Linked with' }).waitFor();
  await page.context().setOffline(true);
  await pane.getByText('You are offline. What you see may be out of date.').waitFor();
  await takePane(window, 'pane-offline');
  await page.context().setOffline(false);
}

/** A meeting in step, and left alone by its user. */
async function meeting(window: OutlookWindow): Promise<void> {
  const { page, pane } = window;
  await page.getByRole('navigation', { name: 'Apps' }).getByRole('link', { name: 'Calendar' }).click();
  await page.getByRole('button', { name: /^Hartmann: Rahmenvertrag, zweite Runde/ }).click();
  await press(window, 'Liaison');
  await pane.getByText('Synchronised', { exact: true }).waitFor();
  await pane.getByRole('checkbox', { name: COMPANY }).waitFor();
  await takePane(window, 'pane-meeting');
  await pane.getByRole('switch', { name: 'Synchronise' }).click();
  await pane.getByText('You chose to leave it alone', { exact: false }).waitFor();
  await takePane(window, 'pane-left-alone');
}

/** Where the linked mail is found in the CRM. */
async function inCrm(browser: TestBrowser, demo: DemoFile, account: Account): Promise<void> {
  const context = await lightContext(browser, demo.application);
  const page = await context.newPage();
  await signIn(page, account);
  await page.goto('/companies');
  await page.locator('main').getByRole('link', { name: COMPANY }).first().click();
  const mail = page.locator('main').getByRole('link', { name: MAIL }).first();
  await mail.waitFor();
  await take(page, 'pane-company', 920);
  await mail.click();
  await page.getByRole('heading', { name: MAIL, level: 1 }).waitFor();
  await take(page, 'pane-message', 920);
  await context.close();
}

async function takePane(window: OutlookWindow, name: string): Promise<void> {
  await atTop(window);
  await takePart(window.frame, name, window.pane.locator('body'));
}
