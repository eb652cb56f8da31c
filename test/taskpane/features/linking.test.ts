import type { Page } from 'playwright-core';
import { describeWith } from '../../requirements.ts';
import { Refusal } from '../support/fake-server.ts';
import { paneSuite } from '../support/pane-suite.ts';
import {
  invited,
  invoice,
  linked,
  mail,
  meeting,
  nordlicht,
  offer,
  view,
  windPark,
} from '../support/story.ts';

/** What a person does with an item: everything is one save, says how it ended, and can be taken back. */
describeWith(['chromium'], 'an item in the pane', () => {
  const suite = paneSuite();
  const tick = (page: Page, title: string) => page.getByRole('checkbox', { name: title }).check();
  const saveButton = (page: Page) => page.getByRole('button', { name: /^Link \d/ });
  const undo = (page: Page) => page.getByRole('button', { name: 'Undo' });
  const links = (page: Page) => page.getByRole('region', { name: 'Linked with' });
  const writes = () => suite.server.requests.filter((line) => !/refresh|view|search/.test(line));

  it('is linked with two records in one save, which Undo takes back', async () => {
    const page = await suite.open({ open: offer });
    await tick(page, 'Wind park Borkum West');
    await tick(page, 'Nordlicht Energie GmbH');
    await page.getByRole('button', { name: 'Link 2 records' }).click();
    await page.getByText('Linked with Wind park Borkum West and Nordlicht Energie GmbH.').waitFor();
    expect(await links(page).getByRole('listitem').count()).toBe(2);
    expect(await links(page).getByText('Linked by you').count()).toBe(2);
    expect(await saveButton(page).count()).toBe(0);
    expect(writes()).toEqual([`POST /api/items/links ${offer.item.subject}`]);
    await undo(page).click();
    await page.getByText('Undone.').waitFor();
    expect(await links(page).count()).toBe(0);
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
    expect(writes()).toHaveLength(2);
  });

  it('brings into view what was linked further down', async () => {
    const page = await suite.open({ open: offer });
    await page.setViewportSize({ width: 340, height: 300 });
    await tick(page, 'Wind park Borkum West');
    await page.evaluate(() => document.querySelectorAll('*').forEach((one) => one.scrollTo(0, 10_000)));
    await saveButton(page).click();
    const first = links(page).getByRole('listitem').first();
    await first.waitFor();
    await page.getByText('Linked with Wind park Borkum West.').waitFor();
    const place = await first.boundingBox();
    expect(place?.y).toBeGreaterThanOrEqual(0);
    expect(place?.y).toBeLessThan(300);
  });

  it('keeps what is ticked when saving fails, and repeats under the same key', async () => {
    suite.server.refusals.push({ matching: /links/, refusal: new Refusal(503, 'unavailable') });
    const page = await suite.open({ open: offer });
    await tick(page, 'Wind park Borkum West');
    await saveButton(page).click();
    await page.getByText(/^That did not work\. The database cannot be reached/).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Wind park Borkum West' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Try again' }).click();
    await links(page).getByText('Wind park Borkum West').waitFor();
    const [first, second] = suite.server.idempotencyKeys;
    expect(second).toBe(first);
  });

  it('says who linked what, and lets go of it, with Undo', async () => {
    const rule = { code: 'suggested-thread', parameters: {} };
    suite.server.views.set(
      invoice.item.subject,
      view({
        links: [
          linked(nordlicht),
          linked(windPark, { linkedBy: null, rule, pending: true, removable: false }),
        ],
      }),
    );
    const page = await suite.open({ open: invoice });
    await links(page).getByText('Linked by Jonas Weber, 2 Mar 2026').waitFor();
    await links(page).getByText('As soon as it is in the CRM').waitFor();
    await links(page).getByText('Linked by a rule, 2 Mar 2026. Another mail of this conversation').waitFor();
    const remove = page.getByRole('button', { name: /^Remove the link with/ });
    expect(await remove.count()).toBe(1);
    await remove.focus();
    await page.keyboard.press('Enter');
    await page.getByText('No longer linked with Nordlicht Energie GmbH.').waitFor();
    // What had the focus is gone: the keyboard is still in the same part of the pane.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Linked with');
    await undo(page).click();
    await links(page).getByText('Nordlicht Energie GmbH').waitFor();
  });

  it('is synchronised by the switch, which Undo takes back', async () => {
    const page = await suite.open({ open: meeting('Kick-off') });
    const toggle = page.getByRole('switch', { name: 'Synchronise' });
    await page.getByText('Not synchronised', { exact: true }).waitFor();
    await toggle.click();
    await page.getByText('It is being synchronised.').waitFor();
    await page.getByText('Synchronised', { exact: true }).waitFor();
    expect(await toggle.isChecked()).toBe(true);
    await undo(page).click();
    await page.getByText('Undone.').waitFor();
    expect(await toggle.isChecked()).toBe(false);
  });

  it('is not suggested for what was dismissed, until that is undone', async () => {
    const page = await suite.open({ open: offer });
    await page.getByRole('button', { name: 'Never suggest Wind park Borkum West to me again' }).click();
    await page.getByText('Wind park Borkum West will not be suggested to you again.').waitFor();
    const box = page.getByRole('checkbox', { name: 'Wind park Borkum West' });
    expect(await box.count()).toBe(0);
    expect(suite.server.dismissed.has(windPark.id)).toBe(true);
    await undo(page).click();
    // The row is back at once; the server has it only when the pane says so.
    await box.waitFor();
    await page.getByText('Wind park Borkum West may be suggested again.').waitFor();
    expect(suite.server.dismissed.size).toBe(0);
  });

  it('opens records in the browser by Outlook', async () => {
    const page = await suite.open({ open: offer });
    await page.getByRole('link', { name: 'Open in CRM: Sofía Lindqvist' }).click();
    const opened = await page.evaluate(() => window.outlook?.opened);
    expect(opened).toEqual([expect.stringMatching(/^https:\/\/crm\.liaison\.test\/person\//)]);
  });

  it('saves a meeting that is being written before it links it', async () => {
    const lunch = meeting('Lunch', true);
    suite.server.views.set('Lunch', view({ people: [...invited] }));
    const page = await suite.open({ open: lunch });
    await page.getByText('Meeting being written').waitFor();
    await tick(page, 'Nordlicht Energie GmbH');
    await page.getByText('Your meeting is saved in Outlook first.').waitFor();
    await page.getByRole('button', { name: 'Save meeting and link 1 record' }).click();
    await links(page).getByText('Nordlicht Energie GmbH').waitFor();
    expect(await page.evaluate(() => window.outlook?.saves)).toBe(1);
    expect(await page.getByText('Meeting being written').count()).toBe(0);
  });

  it('links nothing when Outlook does not save the meeting', async () => {
    const page = await suite.open({ open: meeting('Lunch', true) });
    await tick(page, 'Nordlicht Energie GmbH');
    await page.evaluate(() => window.outlook?.refuse('no-answer'));
    await page.getByRole('button', { name: /^Save meeting/ }).click();
    await page.getByText('Outlook could not save the meeting, so nothing was linked.').waitFor();
    expect(writes()).toEqual([]);
  });

  it('shows who a draft is for, and links nothing yet', async () => {
    const page = await suite.open({ open: { ...mail('Re: Offer', { itemId: null }), composing: true } });
    await page.getByText('This mail can be linked once it is sent.').waitFor();
    await page.getByText('Sofía Lindqvist').first().waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByRole('combobox').count()).toBe(0);
  });

  it('folds a long list of people, and what will be stored', async () => {
    const guests = Array.from({ length: 27 }, (_, index) => ({
      name: `Guest ${index}`,
      address: `guest${index}@example.com`,
      roles: ['cc' as const],
      person: null,
      company: null,
      colleague: null,
    }));
    const { people } = view();
    suite.server.views.set(offer.item.subject, view({ people: [...people, ...guests] }));
    const page = await suite.open({ open: { ...offer, attachmentCount: 2 } });
    const rows = page.getByRole('region', { name: 'People' }).getByRole('listitem');
    await page.getByRole('button', { name: 'and 27 more' }).click();
    expect(await rows.count()).toBe(31);
    await page.getByRole('button', { name: 'Show fewer' }).click();
    expect(await rows.count()).toBe(4);
    expect(await page.getByText('Not in the CRM yet').count()).toBe(1);
    expect(await page.getByText('Colleague', { exact: true }).count()).toBe(1);
    await page.getByText('What will be stored').click();
    await page.getByText('You, and colleagues who received it').waitFor();
    await page.getByText('2 files', { exact: true }).waitFor();
  });
});
