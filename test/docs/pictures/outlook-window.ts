import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { DemoFile } from '../../../src/demo/demo-file.ts';
import type { TestBrowser } from '../../web/support/browser.ts';
import { lightContext, type Scale } from './camera.ts';

const WINDOW = { width: 1440, height: 900 };
const PANE = 'iframe[title*="Liaison"]';

/** A colleague at their Outlook. */
export interface OutlookWindow {
  readonly page: Page;
  /** The pane as it stands in Outlook's window. */
  readonly frame: Locator;
  /** What is in the pane. */
  readonly pane: FrameLocator;
  close(): Promise<void>;
}

/** Opens the sandbox's Outlook and signs in there: one click on the colleague whose name begins so. */
export async function openOutlook(
  browser: TestBrowser,
  { outlook }: DemoFile,
  firstName: string,
  scale: Scale = 1,
): Promise<OutlookWindow> {
  const context = await lightContext(browser, outlook, WINDOW, scale);
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: firstName }).first().click();
  return { page, frame: page.locator(PANE), pane: page.frameLocator(PANE), close: () => context.close() };
}

/** Selects a mail of the list by who wrote it and the beginning of its subject. */
export async function selectMail({ page }: OutlookWindow, sender: string, subject: string): Promise<void> {
  await page.getByRole('option').filter({ hasText: sender }).filter({ hasText: subject }).first().click();
  await page.getByRole('article').getByRole('heading', { name: subject }).first().waitFor();
}

/** Presses one of the add-in's buttons in the ribbon. */
export async function press({ page }: OutlookWindow, button: string): Promise<void> {
  await page
    .getByRole('toolbar', { name: 'Commands' })
    .getByRole('button', { name: button, exact: true })
    .click();
}

/** Opens the window for signing in; office.js itself asks for leave first. */
export async function openSignIn({ page, pane }: OutlookWindow): Promise<Page> {
  const opening = page.context().waitForEvent('page');
  await pane.getByRole('button', { name: 'Sign in', exact: true }).click();
  await pane.getByRole('button', { name: 'Allow' }).click();
  const dialog = await opening;
  await dialog.locator('input[name=username]').waitFor();
  return dialog;
}

/** Signs in there, and waits until the pane shows the people of what is open. */
export async function signInToPane(
  { pane }: OutlookWindow,
  dialog: Page,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<void> {
  await dialog.locator('input[name=username]').fill(username);
  await dialog.locator('input[name=password]').fill(password);
  await dialog.keyboard.press('Enter');
  await pane.getByRole('region', { name: 'People' }).getByRole('listitem').first().waitFor();
}

/** Shows the pane from its beginning, with the pointer out of the way. */
export async function atTop({ page, pane }: OutlookWindow): Promise<void> {
  await page.mouse.move(0, 0);
  await pane.locator('main').evaluate((main) => {
    main.scrollTop = 0;
  });
}
