import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../requirements.ts';
import type { ItemView } from '../../src/contract/index.ts';
import { until } from '../support/until.ts';
import { copyOf, mailsAt, meetingOf, placeOf, pumped } from './support/seen-in-crm.ts';
import { startOutlookWorld } from './support/outlook-world.ts';
import type { OutlookWorld } from './support/outlook-world.ts';
import {
  chooseBySearch,
  enterPassword,
  linkedIn,
  openMail,
  paneIn,
  press,
  signIn,
} from './support/pane-steps.ts';

const SUBJECT = 'AW: Rahmenvertrag Antriebe: Entwurf v3';
const MAIL = /Markus Hartmann.*AW: Rahmenvertrag Antriebe: Entwurf v3/;
const MEETING = 'Warranty claims: test reports';
const LETTER_ID = '<hudson-fees@hudson.example>';
const HUDSON = 'Hudson Cold Chain Inc.';
/** What a client can say about a mail that it knows by hearsay alone. */
const UNKNOWN_ITEM = {
  kind: 'message',
  itemId: null,
  conversationId: null,
  seriesId: null,
  subject: 'Engagement letter',
  start: null,
  end: null,
  participants: [],
};
const LETTER = /Rachel Goldberg.*Engagement letter/;

// One demo and one browser; each test goes on where the one before it ended, as a colleague's day does.
describeWith(['chromium'], 'Outlook with Liaison in it', () => {
  let world: OutlookWorld;
  let page: Page;
  let context: BrowserContext;
  let crm: Page;
  let company: string;

  beforeAll(async () => {
    world = await startOutlookWorld();
  }, 120_000);
  afterAll(() => world.stop());

  const mails = (on: Page) => on.getByRole('region', { name: 'Mails' });

  it('goes from one click on a colleague over the ribbon to the pane, and signs in', async () => {
    ({ page, context } = await world.open('Anna Kranich'));
    await openMail(page, MAIL);
    await press(page, 'Liaison');
    await page.getByRole('button', { name: /^Pin/ }).click();
    await paneIn(page).getByRole('heading', { name: 'Sign in to your CRM' }).waitFor();
    await signIn(page, (dialog) => enterPassword(dialog, 'anna', world.passwordOf('anna')));
    const pane = paneIn(page);
    await pane.getByRole('region', { name: 'People' }).getByText('Markus Hartmann').waitFor();
    await pane.getByRole('checkbox', { name: 'Hartmann Antriebstechnik GmbH' }).waitFor();
    await pane.getByText('Company of Markus Hartmann.').waitFor();
  }, 60_000);

  it('links the mail with two companies by one save', async () => {
    const pane = paneIn(page);
    await pane.getByRole('checkbox', { name: 'Hartmann Antriebstechnik GmbH' }).check();
    await chooseBySearch(page, 'Elbwerft', /Elbwerft/);
    await pane.getByRole('button', { name: 'Link 2 records' }).click();
    await linkedIn(page).nth(1).waitFor();
    expect(await linkedIn(page).allInnerTexts()).toEqual([
      expect.stringMatching(/^Hartmann Antriebstechnik GmbH[^]*Linked by you/),
      expect.stringMatching(/^Elbwerft Verbund GmbH[^]*Linked by you/),
    ]);
    await pane.getByText('Linked with Hartmann Antriebstechnik GmbH').waitFor();
    await pane.getByText('Synchronised', { exact: true }).waitFor();
  }, 60_000);

  it('leads to the company in the CRM, which has the mail as the mailbox has it', async () => {
    const opening = context.waitForEvent('page');
    await linkedIn(page).first().getByRole('link', { name: 'Open in CRM' }).click();
    crm = await opening;
    await enterPassword(crm, 'anna', world.passwordOf('anna'));
    await crm.getByRole('heading', { level: 1, name: 'Hartmann Antriebstechnik GmbH' }).waitFor();
    company = crm.url();
    await mails(crm).getByRole('link', { name: SUBJECT }).click();
    await crm.getByRole('heading', { level: 1, name: SUBJECT }).waitFor();
    await crm.frameLocator('iframe').getByText('ab halb sieben bin ich im').waitFor();
    const download = crm.waitForEvent('download');
    await crm.getByRole('link', { name: 'Download original' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.eml$/);
    const original = readFileSync(await (await download).path(), 'utf8');
    expect(original).toMatch(/^Message-ID: <hartmann-boss@hartmann\.example>\r$/m);
    expect(original).toMatch(/^From: Markus Hartmann <markus\.hartmann@hartmann\.example>\r$/m);
  }, 60_000);

  it('takes the save back, and the CRM forgets the mail', async () => {
    await page.bringToFront();
    await paneIn(page).getByRole('button', { name: 'Undo' }).click();
    await linkedIn(page).first().waitFor({ state: 'detached' });
    await paneIn(page).getByText('Undone.').waitFor();
    await crm.goto(company);
    await crm.getByText('No mails are linked yet.').waitFor();
    await crm.close();
  }, 60_000);

  it('keeps what is ticked when the session ends, for who signs in again', async () => {
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/items/view'));
    await openMail(page, /Entwurf v3.*Guten Morgen/);
    const token = (await (await asked).headerValue('authorization'))?.replace('Bearer ', '') ?? '';
    const tick = paneIn(page).getByRole('checkbox', { name: 'Hartmann Antriebstechnik GmbH' });
    await tick.check();
    expect(await world.bearing(token).ask('DELETE', '/api/pane/session')).toMatchObject({ status: 204 });
    await paneIn(page).getByRole('button', { name: 'Link 1 record' }).click();
    await paneIn(page).getByText('Your session has ended.').waitFor();
    // This browser is signed in at the CRM by now.
    await signIn(page, (dialog) => dialog.getByRole('button', { name: 'Continue as Anna Kranich' }).click());
    expect(await tick.isChecked()).toBe(true);
    await paneIn(page).getByRole('button', { name: 'Link 1 record' }).click();
    await linkedIn(page).first().waitFor();
  }, 60_000);

  it('links another mail of the conversation as last time, by a button alone', async () => {
    await openMail(page, MAIL);
    await press(page, 'Link as last time');
    await page.getByRole('log').getByText('Linked with Hartmann Antriebstechnik GmbH.').waitFor();
    await linkedIn(page).getByText('Hartmann Antriebstechnik GmbH').waitFor();
  }, 60_000);

  it('says that it is offline, and goes on by itself when it is not', async () => {
    await context.setOffline(true);
    await paneIn(page).getByText('You are offline. What you see may be out of date.').waitFor();
    await context.setOffline(false);
    await paneIn(page).getByText('You are offline.').waitFor({ state: 'detached' });
  }, 60_000);

  it('says that the CRM does not answer, tries again when asked to and by itself', async () => {
    const pane = paneIn(page);
    const { origin } = new URL(await pane.locator('body').evaluate(() => location.href));
    await context.route(`${origin}/api/**`, (route) => route.abort('connectionrefused'));
    await openMail(page, /Prüfberichte/);
    await pane.getByRole('heading', { name: 'The CRM does not answer' }).waitFor();
    const asked = page.waitForRequest(`${origin}/api/items/view`);
    await pane.getByRole('button', { name: 'Try again' }).click();
    await asked;
    await context.unroute(`${origin}/api/**`);
    await pane.getByRole('checkbox').first().waitFor();
  }, 60_000);

  it('leaves a meeting alone while its switch is off, and goes on when it is on', async () => {
    const anna = await world.as('anna');
    await page.getByRole('link', { name: 'Calendar' }).click();
    await page.getByRole('button', { name: 'Later' }).click();
    await page.getByRole('button', { name: /^Warranty claims/ }).click();
    await page.getByRole('form').waitFor();
    await press(page, 'Liaison');
    const toggle = paneIn(page).getByRole('switch', { name: 'Synchronise' });
    await paneIn(page).getByText('Synchronised', { exact: true }).waitFor();
    await toggle.click();
    await paneIn(page).getByText('You chose to leave it alone').waitFor();
    await until(async () => (await copyOf(anna, MEETING)).state === 'dormant', 200);
    expect((await copyOf(anna, MEETING)).reason).toMatchObject({ code: 'unmarked' });
    await page.getByLabel('Location').fill('Zürich, Limmat');
    await page.getByRole('button', { name: 'Send update' }).click();
    await page.getByRole('button', { name: /^Warranty claims.*Zürich, Limmat/ }).waitFor();
    await pumped(anna);
    expect(placeOf(await meetingOf(anna, MEETING))).toBe('Video');
    await page.getByRole('button', { name: /^Warranty claims/ }).click();
    await press(page, 'Liaison');
    await toggle.click();
    await until(async () => placeOf(await meetingOf(anna, MEETING)).includes('Limmat'), 200);
    await paneIn(page).getByText('Synchronised', { exact: true }).waitFor();
  }, 60_000);

  it('shows the links of a mail to a colleague who received it, and to nobody else', async () => {
    await page.getByRole('link', { name: 'Mail', exact: true }).click();
    await openMail(page, LETTER);
    await paneIn(page).getByRole('checkbox', { name: HUDSON }).check();
    await paneIn(page).getByRole('button', { name: 'Link 1 record' }).click();
    await linkedIn(page).getByText('Linked by you').waitFor();

    const { page: other, context: bens } = await world.open('Ben Vale');
    await openMail(other, LETTER);
    await press(other, 'Liaison');
    await signIn(other, (dialog) => enterPassword(dialog, 'ben', world.passwordOf('ben')));
    await linkedIn(other).getByText('Linked by Anna Kranich').waitFor();
    await bens.close();

    const [ben, chiara] = [await world.as('ben'), await world.as('chiara')];
    const mail = (await mailsAt(ben, HUDSON))[0]?.id ?? '';
    expect(await ben.download(`/api/messages/${mail}/original`)).toMatchObject({
      status: 200,
      type: 'message/rfc822',
      body: expect.stringContaining(`Message-ID: ${LETTER_ID}\r\n`),
    });
    expect(await ben.download(`/api/messages/${mail}/attachments/0`)).toMatchObject({ status: 200 });
    expect(await mailsAt(chiara, HUDSON)).toEqual([]);
    for (const path of ['', '/original', '/attachments/0'])
      expect(await chiara.download(`/api/messages/${mail}${path}`)).toMatchObject({ status: 404 });
    const item = { ...UNKNOWN_ITEM, messageId: LETTER_ID };
    const { status, body } = await chiara.ask<ItemView>('POST', '/api/items/view', { item });
    expect({ status, links: body.links, record: body.state.record }).toEqual({
      status: 200,
      links: [],
      record: null,
    });
  }, 60_000);
});
