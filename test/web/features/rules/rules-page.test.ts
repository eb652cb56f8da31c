import { describeWith } from '../../../requirements.ts';
import { openPage, startBrowser } from '../../support/browser.ts';
import type { TestBrowser } from '../../support/browser.ts';
import { startFakeApi } from '../../support/fake-api.ts';
import type { FakeApi } from '../../support/fake-api.ts';
import { signIn, visit } from '../../support/visit.ts';
import { user } from '../../support/world.ts';

describeWith(['chromium'], "the administrator's rules", () => {
  let browser: TestBrowser;
  let api: FakeApi;
  beforeAll(async () => {
    browser = await startBrowser();
    api = await startFakeApi();
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  it('are made, put into order, switched off, changed and removed', async () => {
    const { page, context } = await openPage(browser, { width: 1280, look: 'light' });
    await signIn(page, api);
    await visit(page, api, '/rules');
    for (const [name, effect] of [
      ['Family', 'are left alone'],
      ['Guests', 'from the mailbox to the CRM only'],
    ] as const) {
      await page.getByRole('link', { name: 'New rule' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill(name);
      await page.getByLabel(effect).check();
      await page.getByLabel('Categories').fill(`${name}, Private life`);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('link', { name, exact: true }).waitFor();
    }
    const stored = () => api.world.rules.map(({ name, active }) => `${name} ${active}`);
    await page.getByRole('button', { name: 'Move Guests up' }).click();
    // It turns once the server has stored it.
    await page.getByRole('switch', { name: 'Family: switched on' }).click();
    await page.locator('li', { hasText: 'Family' }).last().getByRole('switch', { checked: false }).waitFor();
    expect(stored()).toEqual(['Guests true', 'Family false']);
    await page.getByRole('link', { name: 'Guests', exact: true }).click();
    await page.getByLabel('Domains of the others').fill('not a domain');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is not a list of domains').waitFor();
    await page.getByLabel('Domains of the others').fill('@Example.com');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('With people of example.com').waitFor();
    await page.getByRole('button', { name: 'Remove Family' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('link', { name: 'Family', exact: true }).waitFor({ state: 'detached' });
    expect(stored()).toEqual(['Guests true']);
    await context.close();
  });

  it('say what holds for everybody, at once', async () => {
    const { page, context } = await openPage(browser, { width: 1280, look: 'light' });
    await signIn(page, api);
    await visit(page, api, '/rules');
    await page.getByLabel('When they are, not what').click();
    await page.getByText('The mailboxes follow at once').first().waitFor();
    expect(api.world.policy.privacy).toBe('busy');
    await context.close();
  });

  it('are not for others', async () => {
    api.world.users.push(user('ben', 'Ben Cole'));
    api.world.passwords.set('ben', 'battery staple');
    const { page, context } = await openPage(browser, { width: 1280, look: 'light' });
    await signIn(page, api, 'ben', 'battery staple');
    await visit(page, api, '/rules');
    await page.getByText('Only administrators see this page.').waitFor();
    expect(await page.getByRole('link', { name: 'Rules' }).count()).toBe(0);
    await context.close();
  });
});
