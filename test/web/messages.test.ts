import type { BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../requirements.ts';
import { openPage, startBrowser } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { startFakeApi } from './support/fake-api.ts';
import type { FakeApi } from './support/fake-api.ts';
import { storyWorld } from './support/story.ts';
import { signIn, visit } from './support/visit.ts';

describeWith(['chromium'], 'linked mails', () => {
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
  });
  afterEach(async () => {
    await context.close();
    await api.close();
    expect(complaints).toEqual([]);
    expect(api.violations).toEqual([]);
  });

  const open = async (language: 'en-GB' | 'de-DE' = 'en-GB') => {
    ({ page, context, complaints } = await openPage(browser, { width: 1280, look: 'light', language }));
    await signIn(page, api);
  };
  const section = (name: string) => page.getByRole('region', { name, exact: true });

  it('are on the page of their record, and lead to the mail', async () => {
    await open();
    await visit(page, api, `/companies/${api.world.companies[0]?.id ?? ''}`);
    const rows = section('Mails').getByRole('listitem');
    expect(await rows.count()).toBe(2);
    await rows.getByText('Sofia Lindqvist · Please find our comments', { exact: false }).waitFor();
    await rows.getByText('1 attachment').waitFor();
    await page.getByRole('link', { name: 'Your offer of 12 November' }).click();
    await page.getByRole('heading', { name: 'Your offer of 12 November', level: 1 }).waitFor();
    await page.getByText('Sofia Lindqvist <sofia.lindqvist@nordlicht.example>').waitFor();
    await page.getByText('archive@berger.example').waitFor();
  });

  it('show the mail as it was written, and give attachments and original', async () => {
    await open();
    const [mail] = api.world.messages;
    await visit(page, api, `/messages/${mail?.id ?? ''}`);
    const body = page.frameLocator('iframe[title="Message"]');
    await body.getByText('Dear Anna,').waitFor();
    const frame = page.locator('iframe[title="Message"]');
    expect(await frame.getAttribute('sandbox')).not.toContain('allow-scripts');
    const attached = section('1 attachment').getByRole('link', { name: 'Comments on the offer.pdf' });
    expect(await attached.getAttribute('href')).toBe(`/api/messages/${mail?.id ?? ''}/attachments/0`);
    const original = page.getByRole('link', { name: 'Download original' });
    expect(await original.getAttribute('href')).toBe(`/api/messages/${mail?.id ?? ''}/original`);
    const linked = section('Linked with');
    expect(await linked.getByText(/^Linked by Anna Berger, /).count()).toBe(1);
    expect(await linked.getByRole('listitem').count()).toBe(2);
  });

  it('say in German that a mail has neither subject nor text', async () => {
    api.world.users[0] = { ...api.world.users[0], language: 'de' } as (typeof api.world.users)[number];
    await open('de-DE');
    await visit(page, api, `/messages/${api.world.messages[1]?.id ?? ''}`);
    await page.getByRole('heading', { name: '(ohne Betreff)', level: 1 }).waitFor();
    await page.getByText('(ohne Text)').waitFor();
  });
});
