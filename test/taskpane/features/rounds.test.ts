import type { Page } from 'playwright-core';
import { describeWith } from '../../requirements.ts';
import { CODE } from '../support/fake-server.ts';
import { paneSuite } from '../support/pane-suite.ts';
import { offer } from '../support/story.ts';

/** What one round of looking and linking leaves to the next: nothing. */
describeWith(['chromium'], 'after a round of linking', () => {
  const suite = paneSuite();
  const field = (page: Page) => page.getByRole('combobox');
  const choose = async (page: Page, text: string) => {
    await field(page).fill(text);
    await page.getByRole('option').first().click();
  };
  const place = (page: Page) => page.evaluate(() => document.activeElement?.tagName);

  it('the search is empty, after the save and after its undo; the focus is not lost', async () => {
    const page = await suite.open({ open: offer });
    await choose(page, 'fjord');
    await page.getByRole('button', { name: 'Link 1 record' }).press('Enter');
    await page.getByRole('region', { name: 'Linked with' }).getByText('Fjord Shipping AS').waitFor();
    expect([await field(page).inputValue(), await place(page)]).toEqual(['', 'H1']);
    await field(page).fill('grid');
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await page.getByText('Undone.').waitFor();
    expect([await field(page).inputValue(), await place(page)]).toEqual(['', 'H1']);
    expect(await page.getByRole('option').count()).toBe(0);
  });

  it('a message of what failed by the end of a session is gone once somebody is signed in', async () => {
    const page = await suite.open({ open: offer });
    await page.getByRole('checkbox', { name: 'Wind park Borkum West' }).check();
    suite.server.signedIn = false;
    await page.getByRole('button', { name: 'Link 1 record' }).click();
    await page.getByText('Your session has ended.').first().waitFor();
    expect(await page.getByText('That did not work.').count()).toBe(1);
    await page.evaluate((code) => window.outlook?.answerDialog(JSON.stringify({ code })), CODE);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Link 1 record' }).waitFor();
    expect(await page.getByText('That did not work.').count()).toBe(0);
  });

  it.each([
    ['en-GB', /Meeting · Tue,? 10 Mar 2026/],
    ['de-CH', /Termin · Di\.?, 10\. März 2026/],
  ])('meetings are found by their day, as people write it: %s', async (displayLanguage, words) => {
    const page = await suite.open({ open: offer, displayLanguage });
    await choose(page, 'kick');
    await page.getByRole('option', { name: words }).waitFor();
    await page.keyboard.press('Escape');
    const day = new RegExp(`^${words.source.split('· ')[1]}$`);
    await page.getByText(day).waitFor();
  });
});
