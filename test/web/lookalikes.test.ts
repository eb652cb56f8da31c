import { describeWith } from '../requirements.ts';
import { axeFindings } from './support/axe.ts';
import { overflows } from './support/browser.ts';
import type { View } from './support/browser.ts';
import { pressUntil } from './support/keyboard.ts';
import { pageSuite } from './support/page-suite.ts';
import { visit } from './support/visit.ts';

/** What looks like something that is there already: it waits until somebody says that it is a meeting of its own. */
describeWith(['chromium'], 'what looks like something else', () => {
  const suite = pageSuite();
  const own = (page = suite.page) =>
    page.getByRole('button', { name: /^(It is a meeting of its own|Es ist ein eigener Termin): / });

  /** Opens the mailbox with one lookalike among what is left alone. */
  async function open(view: Partial<View> = {}): Promise<void> {
    const { world } = suite.api;
    const [first] = world.dormant;
    const [mailbox] = world.mailboxes;
    if (first === undefined || mailbox === undefined) throw new Error('The story has them');
    world.dormant[0] = { ...first, reason: { code: 'looks-like-several', parameters: {} } };
    await suite.open(view);
    await visit(suite.page, suite.api, `/mailboxes/${mailbox.id}`);
    await own().waitFor();
  }

  it('is set apart by keyboard, and waits no longer; nothing else has such a button', async () => {
    await open();
    expect(await own().count()).toBe(1);
    const before = suite.api.world.dormant.length;
    await pressUntil(suite.page, /^It is a meeting of its own: /);
    await suite.page.keyboard.press('Enter');
    await suite.page.getByText('It is synchronised as a meeting of its own.').first().waitFor();
    await own().waitFor({ state: 'detached' });
    expect(suite.api.world.dormant).toHaveLength(before - 1);
  });

  it('says so when somebody was faster', async () => {
    await open();
    suite.api.world.dormant.splice(0, 1);
    await own().click();
    await suite.page.getByRole('alert').waitFor();
  });

  it.each([
    { language: 'en-GB', look: 'light', width: 1280 },
    { language: 'de-DE', look: 'dark', width: 320 },
  ] as const)('can be read by everybody: $language, $look, $width wide', async (view) => {
    await open(view);
    expect(await axeFindings(suite.page)).toEqual([]);
    expect(await overflows(suite.page)).toBe(false);
    const shots = process.env['SHOTS'];
    if (shots !== undefined)
      await suite.page.screenshot({ path: `${shots}/alike-${view.look}.png`, fullPage: true });
  });
});
