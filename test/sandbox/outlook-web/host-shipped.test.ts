import type { BrowserContext, Frame, Page } from 'playwright-core';
import { describeWith } from '../../requirements.ts';
import { PASSWORD } from '../../server/http/world.ts';
import { BUNDLING_MS, openItem, press } from './host-support/host-world.ts';
import { message } from './host-support/items.ts';
import { asShipped, startShippedWorld } from './host-support/shipped-pane.ts';
import type { ShippedWorld } from './host-support/shipped-pane.ts';

describeWith(['chromium'], 'the pane as it is shipped', () => {
  let world: ShippedWorld;

  beforeAll(async () => {
    world = await startShippedWorld();
    await world.liaison.client('user', 'anna');
  }, BUNDLING_MS);
  afterAll(() => world.stop());

  async function signIn(context: BrowserContext, pane: Frame): Promise<void> {
    await pane.getByRole('button', { name: 'Sign in', exact: true }).click();
    // office.js asks before it opens a window.
    const [dialog] = await Promise.all([
      context.waitForEvent('page'),
      pane.getByText('Allow', { exact: true }).click(),
    ]);
    await dialog.locator('input[name=username]').fill('anna');
    await dialog.locator('input[name=password]').fill(PASSWORD);
    await dialog.keyboard.press('Enter');
  }

  async function goThrough(
    { page, context, complaints }: { page: Page; context: BrowserContext; complaints: string[] },
    origin: string,
  ): Promise<void> {
    const foreign: string[] = [];
    context.on('request', (request) => {
      const { host } = new URL(request.url());
      if (!host.startsWith('localhost:')) foreign.push(request.url());
    });
    await openItem(page, message());
    await press(page, 'messagePane');
    const element = await page.locator('section iframe').elementHandle();
    const pane = (await element.contentFrame())!;
    await pane.waitForURL(`${origin}/taskpane.html`);
    await signIn(context, pane);
    await pane.getByText('Offer for the harbour').first().waitFor();
    await pane.getByText('carla@nord.example').first().waitFor();
    const own = complaints.filter((one) => !one.startsWith('Failed to load resource'));
    expect(own).toEqual([]);
    const microsoft = foreign.filter(
      (url) => !/^https:\/\/(appsforoffice\.microsoft|ajax\.aspnetcdn)\.com\//.test(url),
    );
    expect(microsoft).toEqual([]);
    if (origin === world.addIn) expect(foreign).toEqual([]);
  }

  it("signs in by a dialog and shows the mail, with nothing changed, at its server's own origin", async () => {
    const opened = await world.open('en-GB', asShipped(world));
    await goThrough(opened, world.server);
    await opened.context.close();
  });

  it('does the same through the origin of the add-in, and without the internet', async () => {
    const opened = await world.open();
    await goThrough(opened, world.addIn);
    await opened.context.close();
  });
});
