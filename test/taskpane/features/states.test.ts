import type { Page } from 'playwright-core';
import { describeWith } from '../../requirements.ts';
import { until } from '../../support/until.ts';
import { CODE, Refusal } from '../support/fake-server.ts';
import { paneSuite } from '../support/pane-suite.ts';
import { id, invoice, linked, meeting, nordlicht, offer, view, windPark } from '../support/story.ts';
import type { OpenItem } from '../../../src/taskpane/office/port.ts';

/** What the pane shows when things don't go straight, and when Outlook goes on to another item. */
describeWith(['chromium'], 'the pane', () => {
  const suite = paneSuite();
  const show = (page: Page, open: OpenItem | null) =>
    page.evaluate((next) => window.outlook?.show(next), open);
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
  const views = () => suite.server.requests.filter((line) => line.includes('items/view')).length;
  const retry = (page: Page) => page.getByRole('button', { name: 'Try again' });
  const tick = (page: Page, title: string) => page.getByRole('checkbox', { name: title }).check();

  it('shows what Outlook says at once, holds the place of the rest, and marks when it is usable', async () => {
    let release: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      release = resolve;
    });
    suite.server.before = (line) => (line.includes('view') ? answered : Promise.resolve());
    const page = await suite.open({ open: offer });
    await heading(page, offer.item.subject).waitFor();
    const marks = () => page.evaluate(() => performance.getEntriesByName('pane-usable').length);
    expect(await page.locator('[aria-busy=true]').count()).toBeGreaterThan(0);
    expect(await marks()).toBe(0);
    release();
    await page.getByRole('checkbox').first().waitFor();
    expect(await page.locator('[aria-busy=true]').count()).toBe(0);
    expect(await marks()).toBe(1);
  });

  it('goes on to the next item: nothing of the last one stays, and the focus is where it was', async () => {
    suite.server.views.set(invoice.item.subject, view({ links: [linked(nordlicht)], suggestions: [] }));
    const page = await suite.open({ open: offer });
    await tick(page, 'Wind park Borkum West');
    const field = page.getByRole('combobox');
    await field.fill('n');
    await show(page, invoice);
    await heading(page, invoice.item.subject).waitFor();
    await page.getByRole('region', { name: 'Linked with' }).waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Link \d/ }).count()).toBe(0);
    expect(await field.inputValue()).toBe('');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByText(`Now showing: ${invoice.item.subject}`).waitFor({ state: 'attached' });
    await show(page, offer);
    await page.getByRole('checkbox').first().waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  });

  it('never paints the answer for an item that is gone, however late it comes', async () => {
    const late: (() => void)[] = [];
    suite.server.before = (line) =>
      line.includes(offer.item.subject)
        ? new Promise((resolve) => void late.push(resolve))
        : Promise.resolve();
    suite.server.views.set(offer.item.subject, view({ links: [linked(windPark)] }));
    const page = await suite.open({ open: offer });
    await until(() => late.length > 0);
    await show(page, invoice);
    await heading(page, invoice.item.subject).waitFor();
    await page.getByRole('checkbox').first().waitFor();
    late.forEach((release) => release());
    await page.waitForTimeout(100);
    expect(await page.getByRole('region', { name: 'Linked with' }).count()).toBe(0);
  });

  it('ends a save for its own item and says for which', async () => {
    let release: () => void = () => undefined;
    suite.server.before = (line) =>
      line.startsWith('POST /api/items/links')
        ? new Promise((resolve) => {
            release = resolve;
          })
        : Promise.resolve();
    const page = await suite.open({ open: offer });
    await tick(page, 'Wind park Borkum West');
    await page.getByRole('button', { name: 'Link 1 record' }).click();
    await until(() => suite.server.requests.some((line) => line.includes('/links')));
    await show(page, invoice);
    await page.getByRole('checkbox').first().waitFor();
    release();
    await page.getByText(`“${offer.item.subject}”: Linked with Wind park Borkum West.`).waitFor();
    expect(await page.getByRole('region', { name: 'Linked with' }).count()).toBe(0);
    await show(page, offer);
    await page.getByRole('region', { name: 'Linked with' }).waitFor();
    await page.getByText('Linked with Wind park Borkum West.', { exact: true }).waitFor();
  });

  it('says that nothing is selected, and finds out when something is', async () => {
    const page = await suite.open({ open: null });
    await heading(page, 'Nothing selected').waitFor();
    await show(page, offer);
    await heading(page, offer.item.subject).waitFor();
  });

  it('says what Outlook did not do, and asks it again', async () => {
    const page = await suite.open({ open: offer });
    await page.getByRole('checkbox').first().waitFor();
    for (const [code, text] of [
      ['no-answer', 'Outlook did not answer.'],
      ['refused', 'Outlook refused to show this item.'],
      ['not-supported', 'This version of Outlook cannot do that.'],
    ] as const) {
      await page.evaluate((refusal) => window.outlook?.refuse(refusal), code);
      await show(page, offer);
      await page.getByText(text).waitFor();
    }
    await page.evaluate(() => window.outlook?.refuse(null));
    await retry(page).click();
    await page.getByRole('checkbox').first().waitFor();
  });

  it('says that the server is down, keeps the item in view, and comes back', async () => {
    suite.server.down = true;
    const page = await suite.open({ open: offer });
    await heading(page, offer.item.subject).waitFor();
    await page.getByRole('heading', { name: 'The CRM does not answer' }).waitFor();
    suite.server.down = false;
    await retry(page).click();
    await page.getByRole('checkbox').first().waitFor();
  });

  it('tries again by itself after silence', async () => {
    suite.server.down = true;
    const page = await suite.open({ open: offer });
    await page.getByRole('heading', { name: 'The CRM does not answer' }).waitFor();
    suite.server.down = false;
    await page.getByRole('checkbox').first().waitFor();
  });

  it('keeps what it shows while offline, and what is ticked when a save must wait', async () => {
    const page = await suite.open({ open: offer });
    await tick(page, 'Wind park Borkum West');
    suite.server.down = true;
    await suite.context.setOffline(true);
    await page.getByText('You are offline. What you see may be out of date.').waitFor();
    await page.getByRole('button', { name: 'Link 1 record' }).click();
    await page.getByText('That did not work. You are offline.').waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1);
    suite.server.down = false;
    await suite.context.setOffline(false);
    await page.getByText('What you see may be out of date').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Link 1 record' }).click();
    await page.getByRole('region', { name: 'Linked with' }).waitFor();
  });

  it('loads by itself when the network is back', async () => {
    const page = await suite.open({ open: null });
    await heading(page, 'Nothing selected').waitFor();
    suite.server.down = true;
    await suite.context.setOffline(true);
    await show(page, offer);
    await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    suite.server.down = false;
    await suite.context.setOffline(false);
    await page.getByRole('checkbox').first().waitFor();
  });

  it('keeps the last answer when the next does not come, and says so', async () => {
    const queued = view();
    suite.server.views.set(offer.item.subject, {
      ...queued,
      state: { ...queued.state, state: 'queued', reason: null, marked: true },
    });
    const page = await suite.open({ open: offer });
    await page.getByText('Waiting its turn').waitFor();
    suite.server.down = true;
    await page.getByText('The CRM does not answer. What you see may be out of date.').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(3);
    suite.server.down = false;
    suite.server.views.set(offer.item.subject, {
      ...queued,
      state: {
        state: 'synchronised',
        reason: null,
        marked: true,
        markable: true,
        record: { recordType: 'message', id: id(), url: '/messages/1' },
      },
    });
    await retry(page).click();
    await page.getByRole('link', { name: 'See it in the CRM' }).waitFor();
    await page.getByText('may be out of date').waitFor({ state: 'detached' });
  });

  it('asks again when a button without a pane has done something', async () => {
    const page = await suite.open({ open: offer });
    await page.getByRole('checkbox').first().waitFor();
    suite.server.views.set(offer.item.subject, view({ links: [linked(windPark)] }));
    await page.evaluate(() => {
      new BroadcastChannel('liaison-items').postMessage('changed');
    });
    await page.getByRole('region', { name: 'Linked with' }).waitFor();
  });

  it('leads to signing in, and shows the item then', async () => {
    suite.server.signedIn = false;
    const page = await suite.open({ open: offer });
    await heading(page, 'Sign in to your CRM').waitFor();
    const button = page.getByRole('button', { name: 'Sign in', exact: true });
    await button.click();
    await page.getByText('The sign-in window was closed before you were signed in.').waitFor();
    await page.evaluate((code) => window.outlook?.answerDialog(JSON.stringify({ code })), CODE);
    await button.click();
    await page.getByText('Signed in as Anna Berger').waitFor();
    await page.getByRole('checkbox').first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading(page, 'Sign in to your CRM').waitFor();
    expect(suite.server.signedIn).toBe(false);
  });

  it('says that a session has ended, and keeps what is ticked for who signs in again', async () => {
    const page = await suite.open({ open: offer });
    await tick(page, 'Wind park Borkum West');
    suite.server.signedIn = false;
    await page.getByRole('switch').click();
    await page.getByText('Your session has ended.').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.evaluate((code) => window.outlook?.answerDialog(JSON.stringify({ code })), CODE);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Link 1 record' }).waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1);
  });

  it('leaves nothing of what somebody did to the next one who signs in', async () => {
    const page = await suite.open({ open: offer });
    await tick(page, 'Wind park Borkum West');
    suite.server.signedIn = false;
    await page.getByRole('switch').click();
    await page.getByText('Your session has ended.').waitFor();
    suite.server.user = { ...suite.server.user, id: id(), displayName: 'Jonas Weber' };
    await page.evaluate((code) => window.outlook?.answerDialog(JSON.stringify({ code })), CODE);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Signed in as Jonas Weber').waitFor();
    await page.getByRole('checkbox').first().waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
    expect(await page.getByText('That did not work').count()).toBe(0);
  });

  it('leads to connecting a mailbox where none is', async () => {
    const state = {
      state: 'not-synchronised' as const,
      reason: { code: 'meeting-mailbox-missing', parameters: {} },
      marked: false,
      markable: false,
      record: null,
    };
    suite.server.views.set('Kick-off', view({ state, people: [], suggestions: [] }));
    const page = await suite.open({ open: meeting('Kick-off') });
    await page.getByText('Nobody is named here yet.').waitFor();
    await page.getByText('Nothing comes to mind here.').waitFor();
    expect(await page.getByRole('switch').isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Connect your mailbox' }).click();
    expect(await page.evaluate(() => window.outlook?.opened)).toEqual([
      'https://pane.liaison.test/mailboxes/connect',
    ]);
  });

  it('says what is wrong with an item, and asks again', async () => {
    suite.server.refusals.push({ matching: /view/, refusal: new Refusal(404, 'item-not-found') });
    const page = await suite.open({ open: offer });
    await page.getByRole('heading', { name: 'This could not be shown' }).waitFor();
    await page.getByText('It is not in any mailbox that is connected for you').waitFor();
    await retry(page).click();
    await page.getByRole('checkbox').first().waitFor();
    expect(views()).toBeGreaterThan(1);
  });

  it('speaks German in a German Outlook', async () => {
    const page = await suite.open({ open: offer, displayLanguage: 'de-CH' });
    await page.getByRole('checkbox', { name: 'Wind park Borkum West' }).check();
    await page.getByText('Eine andere E-Mail dieser Unterhaltung ist damit verknüpft.').waitFor();
    await page.getByRole('button', { name: '1 Datensatz verknüpfen' }).click();
    await page.getByText('Verknüpft mit Wind park Borkum West.').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  });

  it('is as dark as Outlook, and follows it', async () => {
    const page = await suite.open({ open: offer, dark: true });
    await heading(page, offer.item.subject).waitFor();
    const scheme = () => page.evaluate(() => document.documentElement.style.colorScheme);
    expect(await scheme()).toBe('dark');
    await page.evaluate(() => window.outlook?.setDark(false));
    await until(async () => (await scheme()) === 'light');
  });
});
