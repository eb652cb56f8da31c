import { describeWith } from '../../requirements.ts';
import { until } from '../../support/until.ts';
import { Refusal } from '../support/fake-server.ts';
import { paneSuite } from '../support/pane-suite.ts';
import { linked, nordlicht, offer, view } from '../support/story.ts';

describeWith(['chromium'], 'the search', () => {
  const suite = paneSuite();
  const searches = () => suite.server.requests.filter((line) => line.includes('search')).length;
  const open = async () => {
    const page = await suite.open({ open: offer });
    await page.getByRole('checkbox').first().waitFor();
    return { page, field: page.getByRole('combobox', { name: 'Search the CRM' }) };
  };

  it('is reached by "/", walked by arrows, chosen from by Enter, closed and emptied by Escape', async () => {
    const { page, field } = await open();
    await page.keyboard.press('/');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('nor', { delay: 20 });
    const options = page.getByRole('option');
    await options.first().waitFor();
    expect(searches()).toBe(1);
    expect(await options.allInnerTexts()).toEqual([
      expect.stringMatching(/Nordlicht Energie GmbH\s+Company · Hamburg/),
      expect.stringMatching(/Nordlicht v\. Grid Authority\s+Matter · 2026-0042/),
    ]);
    const active = () => field.getAttribute('aria-activedescendant');
    const first = await active();
    await page.keyboard.press('ArrowDown');
    expect(await active()).not.toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe(first);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('option', { selected: true }).count()).toBe(2);
    await page.getByRole('button', { name: 'Link 2 records' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await options.count()).toBe(0);
    expect(await field.inputValue()).toBe('nor');
    await page.keyboard.press('Escape');
    expect(await field.inputValue()).toBe('');
  });

  it('keeps a record that only the search knows among those that are chosen', async () => {
    const { page, field } = await open();
    await field.fill('fjord');
    await page.getByRole('option').first().click();
    await page.keyboard.press('Escape');
    const found = page.getByRole('checkbox', { name: 'Fjord Shipping AS' });
    expect(await found.isChecked()).toBe(true);
    await page.getByText('Found by search').waitFor();
    await found.click();
    await found.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: /^Link \d/ }).count()).toBe(0);
  });

  it('never shows the answer to an earlier text, however late it comes', async () => {
    const { page, field } = await open();
    let release: () => void = () => undefined;
    suite.server.before = (line) =>
      line.includes('search') && searches() === 1
        ? new Promise((resolve) => {
            release = resolve;
          })
        : Promise.resolve();
    await field.fill('wind');
    await until(() => searches() === 1);
    await field.fill('fjord');
    await page.getByRole('option', { name: /Fjord/ }).waitFor();
    release();
    await page.waitForTimeout(100);
    expect(await page.getByRole('option').allInnerTexts()).toEqual([expect.stringContaining('Fjord')]);
  });

  it('says when there is nothing, when a record is linked already, and what went wrong', async () => {
    suite.server.views.set(offer.item.subject, view({ links: [linked(nordlicht)] }));
    const { page, field } = await open();
    await field.fill('zzz');
    await page.getByText('Nothing found for “zzz”.').first().waitFor();
    await field.fill('energie');
    const option = page.getByRole('option', { name: /Nordlicht Energie GmbH/ });
    await option.getByText('linked').waitFor();
    expect(await option.getAttribute('aria-disabled')).toBe('true');
    suite.server.refusals.push({ matching: /search/, refusal: new Refusal(503, 'unavailable') });
    await field.fill('grid');
    await page
      .getByText(/The database cannot be reached/)
      .first()
      .waitFor();
  });
});
