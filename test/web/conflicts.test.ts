import { describeWith } from '../requirements.ts';
import { Refusal } from './support/fake-api.ts';
import { pageSuite } from './support/page-suite.ts';
import { visit } from './support/visit.ts';

/** What is not, or not wholly, in step: conflicts, what is left alone, what is kept private. */
describeWith(['chromium'], 'the pages', () => {
  const suite = pageSuite();

  const open = async (language: 'en-GB' | 'de-DE' = 'en-GB') => {
    await suite.open({ language });
  };
  const mailbox = () => `/mailboxes/${suite.api.world.mailboxes[0]?.id ?? ''}`;
  const section = (name: string) => suite.page.getByRole('region', { name, exact: true });
  const row = (text: string | RegExp) => section('Conflicts').getByRole('listitem').filter({ hasText: text });

  it('show what both sides had, and whose value prevailed', async () => {
    await open();
    await visit(suite.page, suite.api, mailbox());
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
    await visit(suite.page, suite.api, mailbox());
    await suite.page
      .getByRole('button', { name: 'Use the other value: Contract review with Nordlicht, Title' })
      .click();
    await suite.page.getByText('The other value is used now.').waitFor();
    await suite.page.getByText('Review with Nordlicht (moved)').waitFor({ state: 'detached' });
    expect(suite.api.world.appointments[0]?.title).toBe('Review with Nordlicht (moved)');
    for (const left of [3, 2, 1]) {
      await section('Conflicts')
        .getByRole('button', { name: /^Dismiss/ })
        .first()
        .click();
      await suite.page.waitForFunction(
        (count) => document.querySelectorAll('section[aria-label=Conflicts] li').length === count,
        left - 1,
      );
    }
    expect(suite.api.world.conflicts).toEqual([]);
    await section('Conflicts').waitFor({ state: 'detached' });
  });

  it('say when the other value can no longer be used', async () => {
    await open();
    await visit(suite.page, suite.api, mailbox());
    suite.api.refuseNext(/POST .*\/conflicts\//, new Refusal(409, 'conflict-not-usable'));
    await suite.page.getByRole('button', { name: /^Use the other value: .* Title$/ }).click();
    await section('Conflicts').getByText('The other value can no longer be used').waitFor();
    expect(suite.api.world.conflicts).toHaveLength(4);
  });

  it('show an appointment’s own conflicts on its page; of others’ mailboxes no values', async () => {
    await open();
    const [meeting] = suite.api.world.appointments;
    const [first, ...others] = suite.api.world.conflicts;
    if (first === undefined || meeting === undefined) throw new Error('the story has conflicts');
    const jonas = suite.api.world.users.find(({ username }) => username === 'jonas');
    suite.api.world.appointments[0] = {
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
    suite.api.world.conflicts[0] = { ...first, title: null, values: null, usable: false };
    await visit(suite.page, suite.api, `/appointments/${meeting.id}`);
    await row('Mailbox of Jonas Weber').first().getByText('Title').waitFor();
    expect(await row('Title').getByRole('button').count()).toBe(0);
    expect(await suite.page.getByText('Review with Nordlicht (moved)').count()).toBe(0);
    expect(await section('Conflicts').getByRole('listitem').count()).toBe(1 + others.length);
    suite.api.world.conflicts.length = 0;
    await visit(suite.page, suite.api, `/appointments/${meeting.id}`);
    expect(await section('Conflicts').count()).toBe(0);
  });

  it('list what is left alone, and why, beside nothing that waits', async () => {
    await open();
    await visit(suite.page, suite.api, `/mailboxes/${suite.api.world.mailboxes[2]?.id ?? ''}`);
    await suite.page.getByText('Everything is in step').waitFor();
    const list = section('Left alone');
    await list.getByText('It lies outside the time frame of this mailbox.').waitFor();
    await list.getByText('Private appointment').waitFor();
    await list.getByText('private items stay out of the CRM').waitFor();
    await list.getByText('Its calendar is not among those that are synchronised.').waitFor();
    expect(await list.getByRole('button').count()).toBe(0);
  });

  it('say it all in German, too', async () => {
    await open('de-DE');
    await visit(suite.page, suite.api, mailbox());
    await section('Konflikte').getByText('Der Wert des CRM hat sich durchgesetzt').waitFor();
    await section('In Ruhe gelassen').getByText('Privater Termin').waitFor();
    await section('In Ruhe gelassen').getByText('liegt außerhalb des Zeitraums').waitFor();
    await visit(suite.page, suite.api, `${mailbox()}?tab=history`);
    await suite.page.getByText('Beide Seiten hatten einen verschiedenen Wert: Titel').waitFor();
  });

  it('name a private appointment as such to those who have it, and as busy to others', async () => {
    await open();
    const index = suite.api.world.appointments.findIndex(({ privacy }) => privacy === 'private');
    const kept = suite.api.world.appointments[index];
    if (kept === undefined) throw new Error('the story has a private appointment');
    await visit(suite.page, suite.api, '/appointments');
    await suite.page.getByRole('link', { name: 'Private appointment' }).click();
    await suite.page.getByRole('heading', { name: 'Private appointment' }).waitFor();
    await suite.page.getByText('the CRM has only when it is').waitFor();
    suite.api.world.appointments[index] = { ...kept, users: [] };
    await visit(suite.page, suite.api, `/appointments/${kept.id}`);
    await suite.page.getByRole('heading', { name: 'Busy' }).waitFor();
  });
});
