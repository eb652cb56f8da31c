import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The pane of Liaison in Outlook's page. */
export function paneIn(page: Page): FrameLocator {
  return page.locator('iframe[title*="Liaison"]').first().contentFrame();
}

/** Opens a mail of the list of mails. */
export async function openMail(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('listbox').getByRole('option', { name }).first().click();
  await page.getByRole('article').waitFor();
}

/** Clicks a button of the ribbon. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('toolbar').getByRole('button', { name, exact: true }).click();
}

/** Goes from the signed-out pane through Outlook's question and the dialog, in which `answer` signs in, to the signed-in pane. */
export async function signIn(page: Page, answer: (dialog: Page) => Promise<void>): Promise<void> {
  const pane = paneIn(page);
  await pane.getByRole('button', { name: 'Sign in', exact: true }).click();
  const opening = page.context().waitForEvent('page');
  await pane.getByRole('button', { name: 'Allow' }).click();
  const dialog = await opening;
  const closed = dialog.isClosed() ? Promise.resolve() : dialog.waitForEvent('close');
  await Promise.all([closed, answer(dialog)]);
  await pane.getByText('Signed in as').waitFor();
}

/** Fills in a sign-in form: the dialog's or the CRM's. */
export async function enterPassword(form: Page, username: string, password: string): Promise<void> {
  await form.locator('input[name=username]').fill(username);
  await form.locator('input[name=password]').fill(password);
  await form.keyboard.press('Enter');
}

/** Names of what stands under "Linked with". */
export function linkedIn(page: Page): Locator {
  return paneIn(page).getByRole('region', { name: 'Linked with' }).getByRole('listitem');
}

/** Chooses the first hit of the pane's search by keys alone. */
export async function chooseBySearch(page: Page, text: string, hit: RegExp): Promise<void> {
  const field = paneIn(page).getByRole('combobox', { name: 'Search the CRM' });
  await field.fill(text);
  await paneIn(page).getByRole('option', { name: hit }).first().waitFor();
  await field.press('Enter');
  await field.press('Escape');
}
