import type { BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../requirements.ts';
import { axeFindings } from '../../web/support/browser.ts';
import { BUNDLING_MS, openItem, paneOf, press, startHostWorld } from './host-support/host-world.ts';
import type { HostWorld } from './host-support/host-world.ts';
import { appointment, draft, message } from './host-support/items.ts';

/** The two functions on mails as a menu of one control. */
function withMenu(manifest: string): string {
  return manifest.replaceAll(/<Control xsi:type="Button" id="messageLink">.*?<\/Control>/gs, (control) => {
    const item = control.replace('<Control xsi:type="Button" id="messageLink">', '<Item id="menuLink">');
    const face = control.slice(control.indexOf('<Label'), control.indexOf('<Action'));
    const items = `<Items>${item.replace('</Control>', '</Item>')}</Items>`;
    return `<Control xsi:type="Menu" id="messageMenu">${face}${items}</Control>`;
  });
}

describeWith(['chromium'], 'the ribbon and the pane', () => {
  let world: HostWorld;
  let page: Page;
  let context: BrowserContext;

  beforeAll(async () => {
    world = await startHostWorld({ manifest: withMenu });
  }, BUNDLING_MS);
  afterAll(() => world.stop());
  beforeEach(async () => {
    ({ page, context } = await world.open());
  });
  afterEach(() => context.close());

  /** Waits until these commands stand in the ribbon, and no others. */
  const shows = (wanted: readonly string[]): Promise<unknown> =>
    page.waitForFunction((ids) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('[data-command]')];
      return buttons.map((button) => button.dataset['command']).join() === ids;
    }, wanted.join());

  it('has exactly the commands that the manifest declares for what stands open', async () => {
    await shows([]);
    await openItem(page, message());
    await shows(['messagePane', 'messageMenu', 'messageSynchronise']);
    await openItem(page, appointment());
    await shows(['attendeePane', 'attendeeLink', 'attendeeSynchronise']);
    await openItem(page, draft());
    await shows(['organizerPane', 'organizerLink', 'organizerSynchronise']);
    expect(await page.locator('[data-command]').allTextContents()).toEqual([
      'Liaison',
      'Link as last time',
      'Synchronise this item',
    ]);
    await openItem(page, null);
    await shows([]);
  });

  it('speaks German, with icons and explanations of the manifest', async () => {
    await context.close();
    ({ page, context } = await world.open('de-DE'));
    await openItem(page, message());
    const button = page.locator('[data-command=messageSynchronise]');
    expect(await button.textContent()).toBe('Eintrag synchronisieren');
    const icon = button.locator('img');
    expect(await icon.getAttribute('src')).toBe(`${world.addIn}/assets/synchronise-32.png`);
    expect(
      await icon.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBe(32);
    await button.hover();
    await page.getByRole('tooltip').waitFor();
    expect(await page.getByRole('tooltip').textContent()).toContain('synchronisieren');
  });

  it('opens a menu of the manifest and carries out what is chosen', async () => {
    await openItem(page, message({ subject: 'The offer' }));
    await press(page, 'messageMenu');
    await page.getByRole('menuitem', { name: 'Link as last time' }).click();
    await page.getByText('Linked: The offer by menuLink').waitFor();
  });

  it('is walked through with arrow keys, and has one stop for Tab', async () => {
    await openItem(page, message());
    await page.keyboard.press('Tab');
    const names: (string | null)[] = [];
    for (let step = 0; step < 6; step += 1) {
      names.push(
        await page.evaluate(() =>
          (
            document.activeElement?.getAttribute('aria-label') ??
            document.activeElement?.textContent ??
            ''
          ).trim(),
        ),
      );
      await page.keyboard.press('ArrowRight');
    }
    expect(names).toEqual([
      'New mail',
      'Delete',
      'Calendar',
      'Liaison',
      'Link as last time',
      'Synchronise this item',
    ]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=toolbar]'))).toBeNull();
  });

  it('shows which pane is open, and closes it with the same button', async () => {
    await openItem(page, message());
    const button = page.locator('[data-command=messagePane]');
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    await button.click();
    await paneOf(page);
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    await button.click();
    await page.locator('section iframe').waitFor({ state: 'detached' });
  });

  it('loads the pane anew when it is opened anew', async () => {
    await openItem(page, message());
    await press(page, 'messagePane');
    const first = await paneOf(page);
    await first.evaluate(() => {
      window.changes.push('mark');
    });
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await press(page, 'messagePane');
    const second = await paneOf(page);
    expect(await second.evaluate(() => window.changes)).toEqual([]);
    expect(second.url()).toBe(`${world.addIn}/taskpane.html`);
  });

  it('opens a pane that is pinned by itself when its kind of item comes back', async () => {
    await openItem(page, message());
    await press(page, 'messagePane');
    await paneOf(page);
    await page.getByRole('button', { name: /^Pin/ }).click();
    await openItem(page, appointment());
    await page.locator('section iframe').waitFor({ state: 'detached' });
    await openItem(page, message({ key: 'mail-2' }));
    await paneOf(page);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await openItem(page, message({ key: 'mail-3' }));
    await page.getByText('Dear Anna').waitFor();
    expect(await page.locator('section iframe').count()).toBe(0);
  });

  it('hands the keyboard over to the pane and takes it back', async () => {
    await openItem(page, message());
    await press(page, 'messagePane');
    const pane = await paneOf(page);
    const focused = (): Promise<string> => pane.evaluate(() => document.activeElement?.id ?? '');
    await page.getByRole('button', { name: 'Close', exact: true }).focus();
    await page.keyboard.press('Tab');
    await pane.waitForFunction(() => document.activeElement?.id === 'first');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('last');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => document.activeElement?.tagName === 'BUTTON');
    await pane.locator('#first').focus();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.closest('header') !== null);
    await page.keyboard.press('Control+F6');
    await pane.waitForFunction(() => document.hasFocus());
  });

  it('shows the whole of a long message of the add-in, and the way to close it', async () => {
    await openItem(page, message());
    await press(page, 'messagePane');
    const pane = await paneOf(page);
    await pane.evaluate(() =>
      window.asked(Office.context.mailbox.item!.notificationMessages, 'addAsync', 'long', {
        type: 'errorMessage',
        message: 'It was linked with a company of a long name. '.repeat(3),
      }),
    );
    const bar = page.getByRole('log');
    await bar.getByText('It was linked with').waitFor();
    await page.mouse.move(10, 700);
    await page.getByRole('tooltip').waitFor({ state: 'hidden' });
    await bar.getByRole('button').click();
    await bar.getByText('It was linked with').waitFor({ state: 'detached' });
  });

  it.each(['light', 'dark'] as const)('can be used by everyone, in %s', async (look) => {
    await page.evaluate((wanted) => {
      window.setLook(wanted);
    }, look);
    await openItem(page, message());
    await press(page, 'messagePane');
    const pane = await paneOf(page);
    await pane.evaluate(() =>
      window.asked(Office.context.mailbox.item!.notificationMessages, 'addAsync', 'wrong', {
        type: 'errorMessage',
        message: 'It failed.',
      }),
    );
    await page.getByText('It failed.').waitFor();
    await page.mouse.move(10, 700);
    await page.getByRole('tooltip').waitFor({ state: 'hidden' });
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 720 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
