import type { BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../requirements.ts';
import { axeFindings, openPage, startBrowser } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { Refusal, startFakeApi } from './support/fake-api.ts';
import type { FakeApi } from './support/fake-api.ts';
import { progressOf } from './support/fake-mailboxes.ts';
import { storyWorld } from './support/story.ts';
import { counts } from './support/world.ts';
import { signIn, visit } from './support/visit.ts';

/** What happens when things don't go straight. */
describeWith(['chromium'], 'the pages', () => {
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
    ({ page, context, complaints } = await openPage(browser, { width: 1280, look: 'light' }));
    await signIn(page, api);
  });
  afterEach(async () => {
    await context.close();
    await api.close();
    expect(complaints).toEqual([]);
    expect(api.violations).toEqual([]);
  });

  const meeting = () => {
    const [first] = api.world.appointments;
    if (first === undefined) throw new Error('the story has meetings');
    return first;
  };
  const title = () => page.getByRole('textbox', { name: 'Title', exact: true });
  const save = () => page.getByRole('button', { name: 'Save', exact: true });

  it('keep what was typed when somebody else saved first, and put it over theirs without undoing the rest', async () => {
    await visit(page, api, `/appointments/${meeting().id}/edit`);
    await title().fill('Mine');
    const theirs = { ...meeting(), version: '2', title: 'Theirs', description: 'Also theirs' };
    api.world.appointments[0] = theirs;
    await save().click();
    await page.getByText('Someone else saved in the meantime').waitFor();
    await page.getByText('Title: they have “Theirs”').waitFor();
    expect(await title().inputValue()).toBe('Mine');
    await save().click();
    await page.getByRole('heading', { name: 'Mine' }).waitFor();
    expect(meeting()).toMatchObject({ title: 'Mine', description: 'Also theirs', version: '3' });
  });

  it('take theirs when that is wanted', async () => {
    await visit(page, api, `/appointments/${meeting().id}/edit`);
    await title().fill('Mine');
    api.world.appointments[0] = { ...meeting(), version: '2', title: 'Theirs' };
    await save().click();
    await page.getByRole('button', { name: 'Take theirs' }).click();
    expect(await title().inputValue()).toBe('Theirs');
  });

  it('create once, however often one clicks', async () => {
    const before = api.world.appointments.length;
    await visit(page, api, '/appointments/new');
    await title().fill('Once');
    api.delay = 300;
    await save().dblclick();
    await page.getByRole('heading', { name: 'Once' }).waitFor();
    expect(api.world.appointments).toHaveLength(before + 1);
  });

  it('say that the server did not answer, keep what was typed, and repeat under the same key', async () => {
    await visit(page, api, '/appointments/new');
    await title().fill('Later');
    api.down = true;
    await save().click();
    await page.getByText('The server did not answer.').waitFor();
    expect(await title().inputValue()).toBe('Later');
    api.down = false;
    await save().click();
    await page.getByRole('heading', { name: 'Later' }).waitFor();
    expect(api.world.appointments.filter((each) => each.title === 'Later')).toHaveLength(1);
  });

  it('ask to sign in again over the page when the session ends, and go on where one was', async () => {
    await visit(page, api, '/appointments/new');
    await title().fill('Kept');
    api.session = null;
    await save().click();
    await page.getByText('Your session has ended.').waitFor();
    await page.getByRole('alertdialog').locator('input[name=password]').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await title().inputValue()).toBe('Kept');
    await save().click();
    await page.getByRole('heading', { name: 'Kept' }).waitFor();
  });

  it('tell when the browser is offline, and when it is back', async () => {
    await visit(page, api, '/mailboxes');
    await context.setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await context.setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
  });

  it('show what went wrong with a way on', async () => {
    api.refuseNext(/GET \/api\/companies$/, new Refusal(503, 'unavailable'));
    await page.goto(`${api.address}/companies`);
    await page.getByRole('alert').getByText('The database cannot be reached').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Nordlicht Energie GmbH' }).waitFor();
  });

  it('cancel one date of a series and leave the others', async () => {
    const series = api.world.appointments[1];
    const at = series?.start ?? '';
    await visit(page, api, `/appointments/${series?.id}?at=${at}`);
    await page.getByRole('button', { name: 'Delete this date' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete this date' }).click();
    await page.getByRole('heading', { name: 'Appointments', level: 1 }).waitFor();
    expect(api.world.appointments[1]?.recurrenceOverrides).toEqual({
      ...series?.recurrenceOverrides,
      [at]: { excluded: true },
    });
  });

  it('follow a synchronisation live', async () => {
    const [work] = api.world.mailboxes;
    if (work === undefined) throw new Error('the story has mailboxes');
    await visit(page, api, `/mailboxes/${work.id}`);
    await page.getByText('4 items need you.').waitFor();
    for (const send of api.progress)
      send({ ...progressOf(work), state: 'running', phase: 'observe-mailbox', done: 1200 });
    await page.getByText('Reading the mailbox · 1,200 done').waitFor();
    for (const send of api.progress) send({ ...progressOf(work), counts: counts({ linked: 131 }) });
    await page.getByText('Everything is in step').waitFor();
    await page.getByText('131').waitFor();
  });

  it('let one approve, bring back and retry what waits', async () => {
    const [work] = api.world.mailboxes;
    await visit(page, api, `/mailboxes/${work?.id}`);
    await page.getByRole('button', { name: 'Bring back: Quarterly review' }).click();
    await page.getByText('Quarterly review').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete: Lunch with Tom Okafor' }).click();
    await page.getByText('Deletions that wait for you').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Leave the mailbox as it is: Call with Bergen' }).click();
    await page.getByRole('button', { name: /^Try again/ }).click();
    await page.getByText('Everything is in step').waitFor();
    expect([api.world.held, api.world.quarantine, api.world.notSent]).toEqual([[], [], []]);
  });

  it('say before disconnecting that nothing is removed', async () => {
    const [work] = api.world.mailboxes;
    await visit(page, api, `/mailboxes/${work?.id}`);
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('alertdialog').getByText('Nothing is removed').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('heading', { name: 'My mailboxes' }).waitFor();
    expect(api.world.mailboxes.map((each) => each.name)).not.toContain('Work calendar');
  });

  it('find any record with the slash key', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('okaf');
    await page.getByRole('option', { name: /Tom Okafor/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tom Okafor' }).waitFor();
  });

  it('link a record to a meeting and unlink it', async () => {
    await visit(page, api, `/appointments/${meeting().id}`);
    await page.getByRole('combobox', { name: 'Link a record' }).fill('grid');
    await page.getByRole('option', { name: /Grid Authority/ }).click();
    await page.getByRole('button', { name: 'Unlink Nordlicht v. Grid Authority' }).click();
    await page
      .getByRole('button', { name: 'Unlink Nordlicht v. Grid Authority' })
      .waitFor({ state: 'detached' });
    expect(meeting().links.map((link) => link.recordType)).toEqual(['company', 'person']);
  });

  it('speak German, go dark, and remember both', async () => {
    await page.getByRole('button', { name: 'Account of Anna Berger' }).click();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await page.getByRole('combobox', { name: 'Darstellung' }).selectOption('dark');
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('heading', { name: 'Termine', level: 1 }).waitFor();
    const shown = await page.evaluate(() => [
      document.documentElement.lang,
      document.documentElement.style.colorScheme,
    ]);
    expect(shown).toEqual(['de', 'dark']);
  });

  it('plan a meeting from a company, already linked', async () => {
    const [company] = api.world.companies;
    await visit(page, api, `/companies/${company?.id}`);
    await page.getByRole('link', { name: 'Plan a meeting' }).click();
    await page.getByRole('button', { name: 'Unlink Nordlicht Energie GmbH' }).waitFor();
    await title().fill('Linked');
    await save().click();
    await page.getByRole('heading', { name: 'Linked', exact: true }).waitFor();
    expect(api.world.appointments.at(-1)?.links).toMatchObject([{ recordType: 'company', id: company?.id }]);
  });

  it('keep still where the system is set to less motion', async () => {
    await visit(page, api, '/appointments');
    const button = page.getByRole('button').first();
    expect(await button.evaluate((element) => getComputedStyle(element).transitionDuration)).toBe('0.001s');
  });

  it('leave nothing behind when one signs out', async () => {
    // The menu closes with any navigation, the one that follows signing in included.
    await visit(page, api, '/appointments');
    await page.getByText('Contract review with Nordlicht').first().waitFor();
    await page.getByRole('button', { name: 'Account of Anna Berger' }).click();
    // A moment after the menu opened, everything else is hidden from screen readers.
    await page.locator('#root[aria-hidden=true]').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Contract review with Nordlicht').count()).toBe(0);
    expect(api.session).toBeNull();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.locator('#root[aria-hidden], #root [aria-hidden]:has(form)').count()).toBe(0);
  });

  it('stay signed in, and say why, when signing out fails', async () => {
    await visit(page, api, '/appointments');
    api.refuseNext(/DELETE \/api\/session$/, new Refusal(503, 'unavailable'));
    await page.getByRole('button', { name: 'Account of Anna Berger' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('alert').getByText('The database cannot be reached').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(api.session).toBeNull();
  });
});
