import type { Page } from 'playwright-core';
import { describeWith } from '../requirements.ts';
import { openPage, startBrowser } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { startFakeApi } from './support/fake-api.ts';
import type { FakeApi } from './support/fake-api.ts';
import { pressUntil } from './support/keyboard.ts';
import { GOOD_ACCOUNT } from './support/fake-accounts.ts';
import { emptyWorld, person } from './support/world.ts';

/** The whole way with the keyboard alone: no click, no selector is used to operate anything. */
describeWith(['chromium'], 'the keyboard alone', () => {
  let browser: TestBrowser;
  let api: FakeApi;
  beforeAll(async () => {
    browser = await startBrowser();
    api = await startFakeApi(emptyWorld());
  });
  afterAll(async () => {
    await browser.close();
    await api.close();
  });

  it('signs in, connects a mailbox, and creates an appointment', async () => {
    const anna = api.world.users[0]?.id ?? '';
    api.world.persons.push(person(anna, 'Sofía', 'Lindqvist', { emails: ['sofia@nordlicht.example'] }));
    const { page, context, complaints } = await openPage(browser, { width: 1280, look: 'light' });
    await page.goto(api.address);
    await page.locator('input[name=username]').waitFor();
    await signInByKeyboard(page);
    await connectByKeyboard(page);
    const [mailbox] = api.world.mailboxes;
    expect(
      api.world.collections.get(mailbox?.id ?? '')?.map(({ selected, createIn }) => [selected, createIn]),
    ).toEqual([
      [true, true],
      [false, false],
      [false, false],
      [false, false],
    ]);
    expect(mailbox).toMatchObject({ state: 'queued', settings: { privacy: 'busy', daysBack: 30 } });
    await createByKeyboard(page);
    expect(api.world.appointments).toHaveLength(1);
    expect(api.world.appointments[0]).toMatchObject({
      title: 'Signing',
      locations: { '1': { name: 'Notary' } },
      participants: {
        'mailto:anna@berger.example': { roles: { owner: true } },
        'mailto:sofia@nordlicht.example': { name: 'Sofía Lindqvist' },
        'mailto:clerk@court.example': { roles: { attendee: true } },
      },
    });
    await context.close();
    expect(complaints).toEqual([]);
    expect(api.violations).toEqual([]);
  }, 120_000);
});

async function signInByKeyboard(page: Page): Promise<void> {
  await pressUntil(page, /User name/);
  await page.keyboard.type('anna');
  await pressUntil(page, /Password/);
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('The user name or the password is wrong.').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('correct horse');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Appointments', level: 1 }).waitFor();
}

async function connectByKeyboard(page: Page): Promise<void> {
  await pressUntil(page, /My mailboxes/);
  await page.keyboard.press('Enter');
  await page.getByText('No mailbox is connected yet').waitFor();
  await pressUntil(page, /Connect a mailbox/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Connect a mailbox' }).waitFor();
  await pressUntil(page, /Address of the server/);
  await page.keyboard.type(GOOD_ACCOUNT.url);
  await pressUntil(page, /User name/);
  await page.keyboard.type(GOOD_ACCOUNT.user);
  await pressUntil(page, /Password/);
  await page.keyboard.type('not this one');
  await pressUntil(page, /^Test$/);
  await page.keyboard.press('Enter');
  await page.getByText('The account does not work.').waitFor();
  await page.getByRole('img', { name: 'Stopped' }).waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(GOOD_ACCOUNT.password);
  await page.getByText('Not tested yet.').waitFor();
  await pressUntil(page, /^Test$/);
  await page.keyboard.press('Enter');
  await page.getByText('The account works. Cyrus IMAP answered.').waitFor();
  await page.getByRole('img', { name: 'In order' }).waitFor();
  await pressUntil(page, /^Connect$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Calendars', exact: true }).waitFor();
  await pressUntil(page, /Private$/);
  await page.keyboard.press('Space');
  await pressUntil(page, /Days back/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('30');
  await pressUntil(page, /Save and synchronise/);
  await page.keyboard.press('Enter');
  await page.getByText('Synchronisation is about to begin.').waitFor();
}

async function createByKeyboard(page: Page): Promise<void> {
  await pressUntil(page, /^Appointments$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Appointments', level: 1 }).waitFor();
  await pressUntil(page, /New appointment/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New appointment' }).waitFor();
  await pressUntil(page, /Title/);
  await page.keyboard.type('Signing');
  await pressUntil(page, /Place/);
  await page.keyboard.type('Notary');
  await pressUntil(page, /Add participant/);
  await page.keyboard.type('Lindq');
  await page.getByRole('option', { name: /Sofía Lindqvist/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('sofia@nordlicht.example').waitFor();
  await page.keyboard.type('clerk@court.example');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove clerk@court.example' }).waitFor();
  await pressUntil(page, /^Save$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Signing' }).waitFor();
}
