import { describeWith } from '../requirements.ts';
import { axeFindings } from './support/axe.ts';
import { pageSuite } from './support/page-suite.ts';
import { visit } from './support/visit.ts';

/** What synchronisation would do, before it is started. */
describeWith(['chromium'], 'the page of what would happen', () => {
  const suite = pageSuite();
  const paused = () => {
    const [mailbox] = suite.api.world.mailboxes;
    if (mailbox === undefined) throw new Error('There is no mailbox');
    Object.assign(mailbox, { state: 'paused', settings: { ...mailbox.settings, paused: true } });
    return `/mailboxes/${mailbox.id}`;
  };

  it('is reached from a mailbox that is not started, and found out, filtered and started by keyboard', async () => {
    const path = paused();
    await suite.open();
    await visit(suite.page, suite.api, path);
    await suite.page.getByText('Connected, and not started yet: nothing is written.').waitFor();
    await suite.page.getByRole('link', { name: 'What would happen' }).focus();
    await suite.page.keyboard.press('Enter');
    await suite.page.getByText('Nothing is written, and nobody is told.').waitFor();
    await suite.page.getByRole('button', { name: 'Find out', exact: true }).focus();
    await suite.page.keyboard.press('Enter');
    await suite.page.getByText('The calendars are being read: 1,200 items.').waitFor();
    const list = suite.page.getByRole('region', { name: 'Item by item' });
    await list.getByText('Budget 2027').waitFor();
    expect(await list.getByRole('listitem').count()).toBe(5);
    await list.getByText('Both sides keep their own: title.').waitFor();
    await list.getByLabel('Show').selectOption('create-in-mailbox');
    await list.getByText('Budget 2027').waitFor({ state: 'detached' });
    expect(await list.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('Call Mr Hartmann'),
    ]);
    await suite.page.getByRole('button', { name: 'Start synchronising' }).focus();
    await suite.page.keyboard.press('Enter');
    await suite.page.getByText('Synchronisation was started.').first().waitFor();
    expect(suite.api.world.mailboxes[0]?.settings.paused).toBe(false);
  });

  it.each([
    { language: 'en-GB', look: 'light', width: 1280 },
    { language: 'de-DE', look: 'dark', width: 320 },
  ] as const)('can be read by everybody: $language, $look, $width wide', async (view) => {
    const path = paused();
    await suite.open(view);
    await visit(suite.page, suite.api, `${path}/rehearsal`);
    await suite.page.getByRole('button', { name: /^(Find out|Herausfinden)$/ }).click();
    await suite.page.getByText('Budget 2027').waitFor();
    expect(await axeFindings(suite.page)).toEqual([]);
    const wide = await suite.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    const shots = process.env['SHOTS'];
    if (shots !== undefined)
      await suite.page.screenshot({ path: `${shots}/${view.look}.png`, fullPage: true });
  });
});
