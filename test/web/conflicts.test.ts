import type { BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../requirements.ts';
import { openPage, startBrowser } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { Refusal, startFakeApi } from './support/fake-api.ts';
import type { FakeApi } from './support/fake-api.ts';
import { storyWorld } from './support/story.ts';
import { signIn, visit } from './support/visit.ts';

/** What is not, or not wholly, in step: conflicts, what is left alone, what is kept private. */
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
  const mailbox = () => `/mailboxes/${api.world.mailboxes[0]?.id ?? ''}`;
  const section = (name: string) => page.getByRole('region', { name, exact: true });
  const row = (text: string | RegExp) => section('Conflicts').getByRole('listitem').filter({ hasText: text });

  it('show what both sides had, and whose value prevailed', async () => {
    await open();
    await visit(page, api, mailbox());
    const title = row(/^Contract review with Nordlicht\s*Title/);
    await title.getByText('Review with Nordlicht (moved)').waitFor();
    await title.getByText('The CRM’s value prevailed').waitFor();
    const answer = row('sofia.lindqvist@nordlicht.example');
    await answer.getByText('declined').waitFor();
    await answer.getByText('tentative').waitFor();
    expect(await answer.getByRole('button').allInnerTexts()).toEqual(['Dismiss']);
    expect(await row('Both kept their own').getByRole('button').allInnerTexts()).toEqual([
      'Use the mailbox’s value',
      'Dismiss',
    ]);
  });

  it('take the other value after all, and dismiss', async () => {
    await open();
    await visit(page, api, mailbox());
    await page
      .getByRole('button', { name: 'Use the other value: Contract review with Nordlicht, Title' })
      .click();
    await page.getByText('The other value is used now.').waitFor();
    await page.getByText('Review with Nordlicht (moved)').waitFor({ state: 'detached' });
    expect(api.world.appointments[0]?.title).toBe('Review with Nordlicht (moved)');
    for (const left of [3, 2, 1]) {
      await section('Conflicts')
        .getByRole('button', { name: /^Dismiss/ })
        .first()
        .click();
      await page.waitForFunction(
        (count) => document.querySelectorAll('section[aria-label=Conflicts] li').length === count,
        left - 1,
      );
    }
    expect(api.world.conflicts).toEqual([]);
    await section('Conflicts').waitFor({ state: 'detached' });
  });

  it('say when the other value can no longer be used', async () => {
    await open();
    await visit(page, api, mailbox());
    api.refuseNext(/POST .*\/conflicts\//, new Refusal(409, 'conflict-not-usable'));
    await page.getByRole('button', { name: /^Use the other value: .* Title$/ }).click();
    await section('Conflicts').getByText('The other value can no longer be used').waitFor();
    expect(api.world.conflicts).toHaveLength(4);
  });

  it('show an appointment’s own conflicts on its page; of others’ mailboxes no values', async () => {
    await open();
    const [meeting] = api.world.appointments;
    const [first, ...others] = api.world.conflicts;
    if (first === undefined || meeting === undefined) throw new Error('the story has conflicts');
    const jonas = api.world.users.find(({ username }) => username === 'jonas');
    api.world.appointments[0] = {
      ...meeting,
      synchronisation: [
        {
          mailboxId: first.mailboxId,
          userId: jonas?.id ?? '',
          linkId: first.linkId,
          state: 'active',
          reason: null,
        },
      ],
    };
    api.world.conflicts[0] = { ...first, title: null, values: null, usable: false };
    await visit(page, api, `/appointments/${meeting.id}`);
    await row('Mailbox of Jonas Weber').first().getByText('Title').waitFor();
    expect(await row('Title').getByRole('button').count()).toBe(0);
    expect(await page.getByText('Review with Nordlicht (moved)').count()).toBe(0);
    expect(await section('Conflicts').getByRole('listitem').count()).toBe(1 + others.length);
    api.world.conflicts.length = 0;
    await visit(page, api, `/appointments/${meeting.id}`);
    expect(await section('Conflicts').count()).toBe(0);
  });

  it('list what is left alone, and why, beside nothing that waits', async () => {
    await open();
    await visit(page, api, `/mailboxes/${api.world.mailboxes[2]?.id ?? ''}`);
    await page.getByText('Everything is in step').waitFor();
    const list = section('Left alone');
    await list.getByText('It lies outside the time frame of this mailbox.').waitFor();
    await list.getByText('Private appointment').waitFor();
    await list.getByText('private items stay out of the CRM').waitFor();
    await list.getByText('Its calendar is not among those that are synchronised.').waitFor();
    expect(await list.getByRole('button').count()).toBe(0);
  });

  it('say it all in German, too', async () => {
    await open('de-DE');
    await visit(page, api, mailbox());
    await section('Konflikte').getByText('Der Wert des CRM hat sich durchgesetzt').waitFor();
    await section('In Ruhe gelassen').getByText('Privater Termin').waitFor();
    await section('In Ruhe gelassen').getByText('liegt außerhalb des Zeitraums').waitFor();
    await visit(page, api, `${mailbox()}?tab=history`);
    await page.getByText('Beide Seiten hatten einen verschiedenen Wert: Titel').waitFor();
  });

  it('name a private appointment as such to those who have it, and as busy to others', async () => {
    await open();
    const index = api.world.appointments.findIndex(({ privacy }) => privacy === 'private');
    const kept = api.world.appointments[index];
    if (kept === undefined) throw new Error('the story has a private appointment');
    await visit(page, api, '/appointments');
    await page.getByRole('link', { name: 'Private appointment' }).click();
    await page.getByRole('heading', { name: 'Private appointment' }).waitFor();
    await page.getByText('the CRM has only when it is').waitFor();
    api.world.appointments[index] = { ...kept, users: [] };
    await visit(page, api, `/appointments/${kept.id}`);
    await page.getByRole('heading', { name: 'Busy' }).waitFor();
  });
});
