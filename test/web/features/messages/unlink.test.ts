import type { BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../requirements.ts';
import { axeFindings, openPage, overflows, startBrowser } from '../../support/browser.ts';
import type { TestBrowser, View } from '../../support/browser.ts';
import { startFakeApi } from '../../support/fake-api.ts';
import type { FakeApi } from '../../support/fake-api.ts';
import { storyWorld } from '../../support/story.ts';
import { signIn, visit } from '../../support/visit.ts';

describeWith(['chromium'], 'a mail’s links, on its own page', () => {
  let browser: TestBrowser;
  let api: FakeApi;
  let page: Page;
  let context: BrowserContext;
  let complaints: readonly string[];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    api = await startFakeApi(storyWorld());
    const [mail] = api.world.messages;
    const [link] = mail!.links;
    const [person] = api.world.persons;
    const other = { ...link!, recordType: 'person' as const, id: person!.id, title: 'Sofia Lindqvist' };
    mail!.links = [link!, other];
  });
  afterEach(async () => {
    await context.close();
    await api.close();
    // axe tries to look into the mail's frame, which runs no scripts.
    expect(complaints.filter((text) => !text.startsWith('Blocked script execution'))).toEqual([]);
    expect(api.violations).toEqual([]);
  });

  const open = async (view: View = { width: 1280, look: 'light' }) => {
    ({ page, context, complaints } = await openPage(browser, view));
    await signIn(page, api);
    await visit(page, api, `/messages/${api.world.messages[0]!.id}`);
  };
  const rows = () => page.getByRole('region', { name: 'Linked with' }).getByRole('listitem');
  const dialog = () => page.getByRole('alertdialog');

  it('are taken away one by one, after a question', async () => {
    await open();
    await page.getByRole('button', { name: 'Unlink Sofia Lindqvist' }).click();
    await dialog().getByText('Unlink the mail from Sofia Lindqvist?').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    await rows().nth(1).waitFor();
    expect(api.world.messages[0]!.links).toHaveLength(2);
    await page.getByRole('button', { name: 'Unlink Sofia Lindqvist' }).press('Enter');
    await dialog().getByRole('button', { name: 'Unlink' }).click();
    await page.getByText('No longer linked with Sofia Lindqvist.').waitFor();
    await rows().nth(1).waitFor({ state: 'detached' });
    await dialog().waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    expect(api.world.messages[0]!.links.map(({ recordType }) => recordType)).toEqual(['company']);
  });

  it('are not offered to be taken away where the server does not allow it', async () => {
    const [mail] = api.world.messages;
    mail!.links = mail!.links.map((link) => ({ ...link, removable: false }));
    await open();
    await rows().first().waitFor();
    expect(await page.getByRole('button', { name: /^Unlink/ }).count()).toBe(0);
  });

  it.each<[string, View]>([
    ['light', { width: 320, look: 'light' }],
    ['dark', { width: 320, look: 'dark' }],
    ['forced colours', { width: 320, look: 'forced-colors' }],
  ])('are for everyone, asked about too: %s', async (_name, view) => {
    await open(view);
    await rows().first().waitFor();
    expect([await axeFindings(page), await overflows(page)]).toEqual([[], false]);
    await page.getByRole('button', { name: 'Unlink Sofia Lindqvist' }).click();
    await dialog().waitFor();
    expect([await axeFindings(page), await overflows(page)]).toEqual([[], false]);
  });
});
