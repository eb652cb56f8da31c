import type { BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../requirements.ts';
import { axeFindings, openPage, overflows, startBrowser } from './support/browser.ts';
import type { TestBrowser, View } from './support/browser.ts';
import { startFakeApi } from './support/fake-api.ts';
import type { FakeApi } from './support/fake-api.ts';
import { GOOD_EXCHANGE } from './support/fake-accounts.ts';
import { storyWorld } from './support/story.ts';
import { pressUntil } from './support/keyboard.ts';
import { signIn, visit } from './support/visit.ts';

/** Connecting an account at Exchange, for oneself and for somebody else. */
describeWith(['chromium'], 'the form of an Exchange account', () => {
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

  const open = async (view: View = { width: 1280, look: 'light' }) => {
    ({ page, context, complaints } = await openPage(browser, view));
    await signIn(page, api);
  };
  const field = (name: string) => page.locator(`input[name=${name}]`);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const says = (text: string) => page.getByRole('status').getByText(text).waitFor();
  const jonas = () => api.world.users.find(({ username }) => username === 'jonas')?.id ?? '';
  const fill = async ({ url, user, password }: { url: string; user: string; password: string }) => {
    await field('url').fill(url);
    await field('account-user').fill(user);
    await field('account-password').fill(password);
  };

  it('names the cause: no such server, sign-in refused, nothing found by the address', async () => {
    await open();
    await visit(page, api, '/mailboxes/connect');
    await page.locator('select[name=kind]').selectOption({ label: 'Exchange Server' });
    await fill({ ...GOOD_EXCHANGE, url: 'https://mail.nowhere.example' });
    await press('Test');
    await says('There is no server of the name mail.nowhere.example.');
    await page.getByRole('img', { name: 'Stopped' }).waitFor();
    await fill({ ...GOOD_EXCHANGE, password: 'not this one' });
    await says('Not tested yet.');
    await press('Test');
    await says('The user name or the password is wrong. (The server offers Basic, NTLM.)');
    await fill({ ...GOOD_EXCHANGE, url: '', user: 'anna@elsewhere.example' });
    await press('Test');
    await says('No Exchange server was found for elsewhere.example. Enter the address of the server.');
    const before = api.world.mailboxes.length;
    await press('Connect');
    await page.getByRole('alert').getByText('No Exchange server was found').waitFor();
    expect(api.world.mailboxes).toHaveLength(before);
  });

  it('wants a server or an address to find it by, and says so before anything is asked', async () => {
    await open();
    await visit(page, api, '/mailboxes/connect');
    await page.locator('select[name=kind]').selectOption('ews');
    await fill({ url: '', user: 'BERGER\\anna', password: 'x' });
    await press('Test');
    await page.getByText('Enter the server, or the e-mail address by which it is found.').waitFor();
    expect(api.requests.filter((request) => request.includes('/test'))).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('finds the server by the address, says which answered and where, and goes on to the calendars', async () => {
    await open();
    await visit(page, api, '/mailboxes/connect');
    await page.locator('select[name=kind]').selectOption('ews');
    await fill({ ...GOOD_EXCHANGE, url: '' });
    await press('Test');
    await says('The account works. Exchange 15.2.1118.7 answered.');
    await says('Found at https://mail.berger.example/EWS/Exchange.asmx');
    await says('Addresses: anna@berger.example');
    await press('Connect');
    await page.getByRole('heading', { name: 'Calendars', exact: true }).waitFor();
    await press('Save and synchronise');
    await page.getByText('Exchange 15.2.1118.7, https://mail.berger.example/EWS/Exchange.asmx').waitFor();
    expect(api.world.mailboxes.at(-1)).toMatchObject({ kind: 'ews', url: 'anna@berger.example' });
  });

  it('works with the keyboard alone', async () => {
    await open();
    await visit(page, api, '/mailboxes/connect');
    await pressUntil(page, /^Kind/);
    await page.keyboard.type('Exch');
    await pressUntil(page, /^Server or e-mail address/);
    await page.keyboard.type(GOOD_EXCHANGE.url);
    await pressUntil(page, /^User name/);
    await page.keyboard.type(GOOD_EXCHANGE.user);
    await pressUntil(page, /^Password/);
    await page.keyboard.type(GOOD_EXCHANGE.password);
    await pressUntil(page, /^Test$/);
    await page.keyboard.press('Enter');
    await says('The account works. Exchange 15.2.1118.7 answered.');
    await pressUntil(page, /^Connect$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Calendars', exact: true }).waitFor();
  });

  it('is there for administrators to fill in for somebody, whose mailbox it becomes', async () => {
    await open();
    await visit(page, api, '/users');
    await page.getByRole('link', { name: 'Jonas Weber' }).click();
    await page.getByRole('heading', { name: 'Jonas Weber' }).waitFor();
    await page.getByRole('link', { name: 'Connect a mailbox' }).click();
    await page.getByRole('heading', { name: 'Connect a mailbox for Jonas Weber' }).waitFor();
    await page.locator('select[name=kind]').selectOption('ews');
    await fill({ ...GOOD_EXCHANGE, url: '' });
    await press('Connect');
    await page.getByRole('heading', { name: 'Connect a mailbox for Jonas Weber' }).waitFor();
    await press('Save and synchronise');
    await page.getByText('This mailbox belongs to Jonas Weber.').waitFor();
    expect(api.world.mailboxes.at(-1)).toMatchObject({ ownerId: jonas(), kind: 'ews' });
    await press('Disconnect');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('heading', { name: 'Jonas Weber' }).waitFor();
    await page.getByRole('link', { name: 'jonas@berger.example' }).waitFor();
  });

  it('tests a connected account, and says what is wrong with it', async () => {
    await open();
    const exchange = api.world.mailboxes.find(({ kind }) => kind === 'ews');
    await visit(page, api, `/mailboxes/${exchange?.id}/settings`);
    await says('Test whether the account still works.');
    await press('Test');
    await says('The account works. Exchange 15.2.1118.7 answered.');
    const stopped = api.world.mailboxes.find(({ state }) => state === 'stopped');
    await visit(page, api, `/mailboxes/${stopped?.id}/settings`);
    await press('Test');
    await says('The account does not work.');
  });

  it('is for administrators alone where it is for somebody else', async () => {
    api.world.passwords.set('jonas', 'correct horse');
    ({ page, context, complaints } = await openPage(browser, { width: 1280, look: 'light' }));
    await signIn(page, api, 'jonas');
    for (const path of [`/users/${api.world.users[0]?.id}`, `/users/${api.world.users[0]?.id}/connect`]) {
      await visit(page, api, path);
      await page.getByText('Only administrators see this page.').waitFor();
      expect(await page.locator('form').count()).toBe(0);
    }
  });

  const VIEWS: readonly View[] = ([320, 1280] as const).flatMap((width) =>
    (['light', 'dark'] as const).flatMap((look) =>
      (['en-GB', 'de-DE'] as const).map((language) => ({ width, look, language })),
    ),
  );

  it.each(VIEWS)(
    'fits and can be read by everybody, green and red: $width px, $look, $language',
    async (view) => {
      await open(view);
      await visit(page, api, `/users/${jonas()}/connect`);
      const german = view.language === 'de-DE';
      await page.locator('select[name=kind]').selectOption('ews');
      const test = german ? 'Testen' : 'Test';
      const findings: string[] = [];
      const look = async (what: string) => {
        if (await overflows(page)) findings.push(`${what}: wider than the window`);
        findings.push(...(await axeFindings(page)).map((finding) => `${what}: ${finding}`));
      };
      await press(test);
      await look('empty');
      await fill({ ...GOOD_EXCHANGE, user: 'BERGER\\anna', password: 'not this one' });
      await press(test);
      await says(german ? 'Das Konto funktioniert nicht.' : 'The account does not work.');
      await says(german ? '(Der Server bietet Basic, NTLM an.)' : '(The server offers Basic, NTLM.)');
      await look('red');
      await fill({ ...GOOD_EXCHANGE, url: '' });
      await press(test);
      await says(german ? 'Gefunden unter https://' : 'Found at https://');
      await look('green');
      expect(findings).toEqual([]);
    },
  );
});
