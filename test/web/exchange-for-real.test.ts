import type { Page } from 'playwright-core';
import { describeWith } from '../requirements.ts';
import { eventText, startLiveWorld, type LiveWorld, type Person } from '../whole/live-world.ts';
import { axeFindings, startBrowser, type TestBrowser } from './support/browser.ts';

const WRONG = 'not-this-one-0815';

/** The pages on the real server with its worker, and an Exchange that is the sandbox's. */
describeWith(['chromium'], 'connecting a mailbox at Exchange', () => {
  let world: LiveWorld;
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    world = await startLiveWorld();
    browser = await startBrowser();
  });
  beforeEach(async () => {
    const context = await browser.browser.newContext({
      baseURL: world.server.url ?? '',
      ignoreHTTPSErrors: true,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
  });
  afterEach(() => page.context().close());
  afterAll(async () => {
    await browser.close();
    await world.stop();
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const says = (text: string) => page.getByRole('status').getByText(text).first().waitFor();
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();

  async function signIn({ name }: Person): Promise<void> {
    await page.goto('/');
    await page.locator('input[name=username]').fill(name);
    await page.locator('input[name=password]').fill(world.secrets[0] ?? '');
    await page.keyboard.press('Enter');
    await heading('Appointments');
  }

  async function fill(url: string, user: string, password: string): Promise<void> {
    await page.locator('select[name=kind]').selectOption('ews');
    await page.locator('input[name=url]').fill(url);
    await page.locator('input[name=account-user]').fill(user);
    await page.locator('input[name=account-password]').fill(password);
  }

  /** Chooses what is offered and waits for the first synchronisation. */
  async function choose(): Promise<void> {
    await heading('Calendars');
    await press('Save and synchronise');
    await says('In step. Last synchronised');
  }

  it('goes from red, whatever the cause, to green, and its meetings come', async () => {
    const ben = await world.person('ben');
    ben.calendar.put('harbour.ics', eventText('harbour', 'Walk along the harbour'));
    const { url, ewsUrl } = world.sandbox;
    await signIn(ben);
    await page.goto('/mailboxes/connect');
    const causes: readonly (readonly [string, string, string, string])[] = [
      [url, ben.address, WRONG, 'The user name or the password is wrong. (The server offers Basic.)'],
      [`${url}/nowhere/exchange.asmx`, ben.address, ben.password, 'not as an Exchange server (EWS).'],
      ['no-such-host.invalid', 'ben', ben.password, 'There is no server of the name no-such-host.invalid.'],
      [
        '',
        'ben@no-such-domain.invalid',
        ben.password,
        'No Exchange server was found for no-such-domain.invalid.',
      ],
    ];
    for (const [address, user, password, cause] of causes) {
      await fill(address, user, password);
      await says('Not tested yet.');
      await press('Test');
      await says(cause);
      await page.getByRole('img', { name: 'Stopped' }).waitFor();
    }
    await fill(url, ben.address, WRONG);
    await press('Connect');
    await page.getByRole('alert').getByText('The user name or the password is wrong.').waitFor();
    expect(await world.database.db.selectFrom('mailboxes').selectAll().execute()).toEqual([]);
    await fill(url, ben.address, ben.password);
    await press('Test');
    await says('The account works. Exchange 15.');
    await says(`Found at ${ewsUrl}`);
    await says(`Addresses: ${ben.address}`);
    expect(await axeFindings(page)).toEqual([]);
    await press('Connect');
    await choose();
    await page.getByText('Noticed as they happen, usually within seconds').waitFor();
    await ben.appointment(({ title }) => title === 'Walk along the harbour');
    expect(await world.inDatabase(WRONG)).toEqual([]);
    expect(world.log()).not.toContain(WRONG);
  }, 120_000);

  it('is done by an administrator for somebody, and what is in it stays theirs', async () => {
    const [ida, cleo] = [await world.person('ida', 'admin'), await world.person('cleo')];
    cleo.calendar.put('doctor.ics', eventText('doctor', 'Cleo and her doctor'));
    await signIn(ida);
    await page.goto('/users');
    await page.getByRole('link', { name: 'cleo', exact: true }).click();
    await page.getByRole('link', { name: 'Connect a mailbox' }).click();
    await heading('Connect a mailbox for cleo');
    await fill(world.sandbox.url, cleo.address, cleo.password);
    await press('Test');
    await says('The account works. Exchange 15.');
    await press('Connect');
    await choose();
    await page.getByText('This mailbox belongs to cleo.').waitFor();
    await cleo.appointment(({ title }) => title === 'Cleo and her doctor');
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText('Created in the CRM').waitFor();
    const seen = [await page.locator('main').innerText()];
    await page.getByRole('link', { name: 'Settings' }).click();
    await press('Test');
    await says('The account works. Exchange 15.');
    await page.goto('/appointments?span=month&whose=all&date=2026-03-10');
    await heading('Appointments');
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    seen.push(await page.locator('main').innerText());
    expect(seen.join()).not.toContain('doctor');
    await page.goto('/users');
    await page.getByRole('link', { name: 'cleo', exact: true }).click();
    await page.getByRole('link', { name: cleo.address }).click();
    await press('Disconnect');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('No mailbox is connected yet').waitFor();
    expect((await cleo.appointments()).map(({ title }) => title)).toEqual(['Cleo and her doctor']);
  }, 120_000);
});
