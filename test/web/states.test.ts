import { describeWith } from '../requirements.ts';
import { axeFindings } from './support/browser.ts';
import { Refusal } from './support/fake-api.ts';
import { progressOf } from './support/fake-mailboxes.ts';
import { counts } from './support/world.ts';
import { pageSuite } from './support/page-suite.ts';
import { visit } from './support/visit.ts';

/** What happens when things don't go straight. */
describeWith(['chromium'], 'the pages', () => {
  const suite = pageSuite();
  beforeEach(async () => {
    await suite.open();
  });

  const meeting = () => {
    const [first] = suite.api.world.appointments;
    if (first === undefined) throw new Error('the story has meetings');
    return first;
  };
  const title = () => suite.page.getByRole('textbox', { name: 'Title', exact: true });
  const save = () => suite.page.getByRole('button', { name: 'Save', exact: true });

  it('keep what was typed when somebody else saved first, and put it over theirs without undoing the rest', async () => {
    await visit(suite.page, suite.api, `/appointments/${meeting().id}/edit`);
    await title().fill('Mine');
    const theirs = { ...meeting(), version: '2', title: 'Theirs', description: 'Also theirs' };
    suite.api.world.appointments[0] = theirs;
    await save().click();
    await suite.page.getByText('Someone else saved in the meantime').waitFor();
    await suite.page.getByText('Title: they have “Theirs”').waitFor();
    expect(await title().inputValue()).toBe('Mine');
    await save().click();
    await suite.page.getByRole('heading', { name: 'Mine' }).waitFor();
    expect(meeting()).toMatchObject({ title: 'Mine', description: 'Also theirs', version: '3' });
  });

  it('take theirs when that is wanted', async () => {
    await visit(suite.page, suite.api, `/appointments/${meeting().id}/edit`);
    await title().fill('Mine');
    suite.api.world.appointments[0] = { ...meeting(), version: '2', title: 'Theirs' };
    await save().click();
    await suite.page.getByRole('button', { name: 'Take theirs' }).click();
    expect(await title().inputValue()).toBe('Theirs');
  });

  it('create once, however often one clicks', async () => {
    const before = suite.api.world.appointments.length;
    await visit(suite.page, suite.api, '/appointments/new');
    await title().fill('Once');
    suite.api.delay = 300;
    await save().dblclick();
    await suite.page.getByRole('heading', { name: 'Once' }).waitFor();
    expect(suite.api.world.appointments).toHaveLength(before + 1);
  });

  it('say that the server did not answer, keep what was typed, and repeat under the same key', async () => {
    await visit(suite.page, suite.api, '/appointments/new');
    await title().fill('Later');
    suite.api.down = true;
    await save().click();
    await suite.page.getByText('The server did not answer.').waitFor();
    expect(await title().inputValue()).toBe('Later');
    suite.api.down = false;
    await save().click();
    await suite.page.getByRole('heading', { name: 'Later' }).waitFor();
    expect(suite.api.world.appointments.filter((each) => each.title === 'Later')).toHaveLength(1);
  });

  it('ask to sign in again over the page when the session ends, and go on where one was', async () => {
    await visit(suite.page, suite.api, '/appointments/new');
    await title().fill('Kept');
    suite.api.session = null;
    await save().click();
    await suite.page.getByText('Your session has ended.').waitFor();
    await suite.page.getByRole('alertdialog').locator('input[name=password]').fill('correct horse');
    await suite.page.keyboard.press('Enter');
    await suite.page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await title().inputValue()).toBe('Kept');
    await save().click();
    await suite.page.getByRole('heading', { name: 'Kept' }).waitFor();
  });

  it('tell when the browser is offline, and when it is back', async () => {
    await visit(suite.page, suite.api, '/mailboxes');
    await suite.context.setOffline(true);
    await suite.page.getByText('You are offline.').waitFor();
    await suite.context.setOffline(false);
    await suite.page.getByText('You are offline.').waitFor({ state: 'detached' });
  });

  it('show what went wrong with a way on', async () => {
    suite.api.refuseNext(/GET \/api\/companies$/, new Refusal(503, 'unavailable'));
    await suite.page.goto(`${suite.api.address}/companies`);
    await suite.page.getByRole('alert').getByText('The database cannot be reached').waitFor();
    await suite.page.getByRole('button', { name: 'Try again' }).click();
    await suite.page.getByRole('link', { name: 'Nordlicht Energie GmbH' }).waitFor();
  });

  it('cancel one date of a series and leave the others', async () => {
    const series = suite.api.world.appointments[1];
    const at = series?.start ?? '';
    await visit(suite.page, suite.api, `/appointments/${series?.id}?at=${at}`);
    await suite.page.getByRole('button', { name: 'Delete this date' }).click();
    await suite.page.getByRole('alertdialog').getByRole('button', { name: 'Delete this date' }).click();
    await suite.page.getByRole('heading', { name: 'Appointments', level: 1 }).waitFor();
    expect(suite.api.world.appointments[1]?.recurrenceOverrides).toEqual({
      ...series?.recurrenceOverrides,
      [at]: { excluded: true },
    });
  });

  it('follow a synchronisation live', async () => {
    const [work] = suite.api.world.mailboxes;
    if (work === undefined) throw new Error('the story has mailboxes');
    await visit(suite.page, suite.api, `/mailboxes/${work.id}`);
    await suite.page.getByText('4 items need you.').waitFor();
    for (const send of suite.api.progress)
      send({ ...progressOf(work), state: 'running', phase: 'observe-mailbox', done: 1200 });
    await suite.page.getByText('Reading the mailbox · 1,200 done').waitFor();
    for (const send of suite.api.progress) send({ ...progressOf(work), counts: counts({ linked: 131 }) });
    await suite.page.getByText('Everything is in step').waitFor();
    await suite.page.getByText('131').waitFor();
  });

  it('let one approve, bring back and retry what waits', async () => {
    const [work] = suite.api.world.mailboxes;
    await visit(suite.page, suite.api, `/mailboxes/${work?.id}`);
    await suite.page.getByRole('button', { name: 'Bring back: Quarterly review' }).click();
    await suite.page.getByText('Quarterly review').waitFor({ state: 'detached' });
    await suite.page.getByRole('button', { name: 'Delete: Lunch with Tom Okafor' }).click();
    await suite.page.getByText('Deletions that wait for you').waitFor({ state: 'detached' });
    await suite.page.getByRole('button', { name: 'Leave the mailbox as it is: Call with Bergen' }).click();
    await suite.page.getByRole('button', { name: /^Try again/ }).click();
    await suite.page.getByText('Everything is in step').waitFor();
    expect([suite.api.world.held, suite.api.world.quarantine, suite.api.world.notSent]).toEqual([[], [], []]);
  });

  it('say before disconnecting that nothing is removed', async () => {
    const [work] = suite.api.world.mailboxes;
    await visit(suite.page, suite.api, `/mailboxes/${work?.id}`);
    await suite.page.getByRole('button', { name: 'Disconnect' }).click();
    await suite.page.getByRole('alertdialog').getByText('Nothing is removed').waitFor();
    await suite.page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await suite.page.getByRole('heading', { name: 'My mailboxes' }).waitFor();
    expect(suite.api.world.mailboxes.map((each) => each.name)).not.toContain('Work calendar');
  });

  it('find any record with the slash key', async () => {
    await suite.page.keyboard.press('/');
    await suite.page.keyboard.type('okaf');
    await suite.page.getByRole('option', { name: /Tom Okafor/ }).waitFor();
    await suite.page.keyboard.press('ArrowDown');
    await suite.page.keyboard.press('Enter');
    await suite.page.getByRole('heading', { name: 'Tom Okafor' }).waitFor();
  });

  it('link a record to a meeting and unlink it', async () => {
    await visit(suite.page, suite.api, `/appointments/${meeting().id}`);
    await suite.page.getByRole('combobox', { name: 'Link a record' }).fill('grid');
    await suite.page.getByRole('option', { name: /Grid Authority/ }).click();
    await suite.page.getByRole('button', { name: 'Unlink Nordlicht v. Grid Authority' }).click();
    await suite.page
      .getByRole('button', { name: 'Unlink Nordlicht v. Grid Authority' })
      .waitFor({ state: 'detached' });
    expect(meeting().links.map((link) => link.recordType)).toEqual(['company', 'person']);
  });

  it('speak German, go dark, and remember both', async () => {
    await suite.page.getByRole('button', { name: 'Account of Anna Berger' }).click();
    await suite.page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await suite.page.getByRole('combobox', { name: 'Darstellung' }).selectOption('dark');
    await suite.page.keyboard.press('Escape');
    await suite.page.reload();
    await suite.page.getByRole('heading', { name: 'Termine', level: 1 }).waitFor();
    const shown = await suite.page.evaluate(() => [
      document.documentElement.lang,
      document.documentElement.style.colorScheme,
    ]);
    expect(shown).toEqual(['de', 'dark']);
  });

  it('plan a meeting from a company, already linked', async () => {
    const [company] = suite.api.world.companies;
    await visit(suite.page, suite.api, `/companies/${company?.id}`);
    await suite.page.getByRole('link', { name: 'Plan a meeting' }).click();
    await suite.page.getByRole('button', { name: 'Unlink Nordlicht Energie GmbH' }).waitFor();
    await title().fill('Linked');
    await save().click();
    await suite.page.getByRole('heading', { name: 'Linked', exact: true }).waitFor();
    expect(suite.api.world.appointments.at(-1)?.links).toMatchObject([
      { recordType: 'company', id: company?.id },
    ]);
  });

  it('keep still where the system is set to less motion', async () => {
    await visit(suite.page, suite.api, '/appointments');
    const button = suite.page.getByRole('button').first();
    expect(await button.evaluate((element) => getComputedStyle(element).transitionDuration)).toBe('0.001s');
  });

  it('leave nothing behind when one signs out', async () => {
    // The menu closes with any navigation, the one that follows signing in included.
    await visit(suite.page, suite.api, '/appointments');
    await suite.page.getByText('Contract review with Nordlicht').first().waitFor();
    await suite.page.getByRole('button', { name: 'Account of Anna Berger' }).click();
    // A moment after the menu opened, everything else is hidden from screen readers.
    await suite.page.locator('#root[aria-hidden=true]').waitFor({ state: 'attached' });
    await suite.page.getByRole('button', { name: 'Sign out' }).click();
    await suite.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await suite.page.getByText('Contract review with Nordlicht').count()).toBe(0);
    expect(suite.api.session).toBeNull();
    expect(await axeFindings(suite.page)).toEqual([]);
    expect(await suite.page.locator('#root[aria-hidden], #root [aria-hidden]:has(form)').count()).toBe(0);
  });

  it('stay signed in, and say why, when signing out fails', async () => {
    await visit(suite.page, suite.api, '/appointments');
    suite.api.refuseNext(/DELETE \/api\/session$/, new Refusal(503, 'unavailable'));
    await suite.page.getByRole('button', { name: 'Account of Anna Berger' }).click();
    await suite.page.getByRole('button', { name: 'Sign out' }).click();
    await suite.page.getByRole('alert').getByText('The database cannot be reached').waitFor();
    await suite.page.getByRole('button', { name: 'Sign out' }).click();
    await suite.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(suite.api.session).toBeNull();
  });
});
