import type { Page } from 'playwright-core';
import type { FakeApi } from './fake-api.ts';

/** Signs in by the form. */
export async function signIn(
  page: Page,
  api: FakeApi,
  username = 'anna',
  password = 'correct horse',
): Promise<void> {
  await page.goto(`${api.address}/`);
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('main h1:not(:text("Sign in")):not(:text("Anmelden"))').waitFor();
}

/** Opens a page and waits until nothing loads any more. */
export async function visit(page: Page, api: FakeApi, path: string): Promise<void> {
  await page.goto(`${api.address}${path}`);
  await page.locator('h1').waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
}
