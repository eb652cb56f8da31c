import type { Page } from 'playwright-core';
import { describeWith } from '../../requirements.ts';
import { findings, startPageWorld } from './page-world.ts';
import type { PageWorld } from './page-world.ts';

describeWith(['chromium'], 'the page of Outlook where colours are forced', () => {
  let world: PageWorld;
  let page: Page;
  let end: () => Promise<void>;

  beforeAll(async () => {
    world = await startPageWorld();
    await world.fresh();
  }, 300_000);
  afterAll(() => world.stop());
  beforeEach(async () => {
    const opened = await world.open('Anna Kranich', { look: 'forced-colors' });
    page = opened.page;
    end = () => opened.context.close();
  });
  afterEach(() => end());

  const styleOf = (selector: string, name: 'borderLeftColor' | 'backgroundColor') =>
    page
      .locator(selector)
      .first()
      .evaluate((element, wanted) => getComputedStyle(element)[wanted], name);

  it('tells unread mails from read ones by more than their weight', async () => {
    const marks = await page
      .getByRole('option')
      .evaluateAll((rows) => rows.map((row) => getComputedStyle(row).borderLeftColor));
    expect(new Set(marks).size).toBe(2);
  });

  it('shows what a command does inside of a landmark: axe finds nothing', async () => {
    await page.getByRole('option', { name: /Prüfberichte/ }).click();
    await page.locator('[data-command]').first().hover();
    await page.getByRole('tooltip').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Calendar' }).hover();
    await page.getByRole('tooltip').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('shows the time of day, and which days are shown', async () => {
    await page.goto('/calendar');
    const week = page.getByRole('button', { name: 'Week', exact: true });
    await week.waitFor();
    expect(await week.getAttribute('aria-pressed')).toBe('true');
    expect(await week.evaluate((button) => getComputedStyle(button).outlineStyle)).toBe('solid');
    await page.getByRole('button', { name: 'Day', exact: true }).click();
    await page.locator('[aria-pressed=true]').filter({ hasText: 'Day' }).waitFor();
    expect(await week.getAttribute('aria-pressed')).toBe('false');
    expect(await styleOf('[aria-hidden=true][style*="top:"]', 'backgroundColor')).not.toBe(
      await styleOf('main', 'backgroundColor'),
    );
    expect(await findings(page)).toEqual([]);
  });
});
