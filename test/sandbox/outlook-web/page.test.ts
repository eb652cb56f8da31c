import type { Page } from 'playwright-core';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import { describeWith } from '../../requirements.ts';
import { findings, startPageWorld } from './page-world.ts';
import type { Look, PageWorld } from './page-world.ts';

describeWith(['chromium'], 'Outlook’s page', () => {
  let world: PageWorld;
  let sandbox: Sandbox;
  beforeAll(async () => {
    world = await startPageWorld();
  }, 300_000);
  afterAll(() => world.stop());
  beforeEach(async () => {
    sandbox = await world.fresh();
  });

  const option = (page: Page, name: RegExp) => page.getByRole('listbox').getByRole('option', { name });
  const subject = (page: Page) => page.getByRole('article').getByRole('heading', { level: 2 }).first();

  it('signs in with one click, lists the inbox, and changes the colleague', async () => {
    const { page, context, complaints } = await world.open(null);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ben Vale' }).click();
    await option(page, /Port cranes, Lagos/).waitFor();
    await page.getByRole('button', { name: 'Account of Ben Vale' }).click();
    await page.getByRole('menuitem', { name: 'Chiara Somaini' }).click();
    await option(page, /Visite de l’atelier/).waitFor();
    expect(await option(page, /Port cranes, Lagos: gearbox/).count()).toBe(0);
    await page.reload();
    await option(page, /Visite de l’atelier/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('goes through mails by arrow keys, reads what it opens, and deletes', async () => {
    const { page, context, complaints } = await world.open('Anna Kranich');
    const { messages, folders } = sandbox.groupware;
    const inbox = folders.withRole('anna', 'inbox').id;
    const unread = () => messages.in(inbox).filter(({ read }) => !read).length;
    const before = unread();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowDown');
    await subject(page).getByText('Engagement letter').waitFor();
    await page.keyboard.press('ArrowDown');
    await subject(page).getByText('Unter uns').waitFor();
    await page.getByRole('link', { name: `Inbox ${before - 2} unread` }).waitFor();
    expect(unread()).toBe(before - 2);
    await page.keyboard.press('Delete');
    await subject(page).getByText('Anfrage: Lieferantenvertrag für Kranbau').waitFor();
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByRole('link', { name: 'Archive' }).click();
    await option(page, /Kranbau/).waitFor();
    expect(messages.in(folders.withRole('anna', 'deleteditems').id)).toHaveLength(2);
    await page.getByRole('link', { name: /^Inbox/ }).click();
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows a mail with its people, files and pictures, and fetches nothing from elsewhere', async () => {
    const { page, context } = await world.open('Anna Kranich');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).hostname));
    await option(page, /Prüfberichte/).click();
    await page.getByRole('link', { name: /pruefstand-serie2\.csv/ }).waitFor();
    const body = page.frameLocator('iframe[title="Message text"]');
    await body.getByText('Von 40 Getrieben pfeifen 6').waitFor();
    const width = await body.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth);
    expect(width).toBe(36);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /pruefstand-serie2\.csv/ }).click();
    expect((await download).suggestedFilename()).toBe('pruefstand-serie2.csv');
    await option(page, /Exportbrief/).click();
    await body.getByText('Neue Güterliste ab Januar').waitFor();
    expect([...new Set(asked)].filter((host) => host !== 'localhost' && host !== '')).toEqual([]);
    await context.close();
  });

  it('finds mails, answers one into its thread, and shows what arrives meanwhile', async () => {
    const { page, context, complaints } = await world.open('Anna Kranich');
    await page.getByRole('searchbox', { name: 'Search mail' }).fill('lagos vogt');
    await page.getByRole('heading', { name: 'Results for “lagos vogt”' }).waitFor();
    await option(page, /Fw: Port cranes/).click();
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('Danke, ich rufe sie an.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await subject(page).waitFor();
    expect(sandbox.groupware.outbox.mails()).toMatchObject([
      { to: 'ben.vale@kranich-vale.example', subject: 'Re: Port cranes, Lagos: gearbox supplier in Munich' },
    ]);
    await page.getByRole('link', { name: /^Inbox/ }).click();
    const text =
      'From: Nobody <nobody@elsewhere.example>\r\nSubject: Just in\r\nMessage-ID: <new@elsewhere.example>\r\n\r\nHello';
    sandbox.groupware.messages.add({
      folderId: sandbox.groupware.folders.withRole('anna', 'inbox').id,
      text,
    });
    await option(page, /Just in/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('answers an invitation', async () => {
    const { page, context } = await world.open('Anna Kranich');
    await option(page, /claims panel/).click();
    await page.getByRole('region', { name: 'Meeting' }).getByRole('button', { name: 'Accept' }).click();
    await page.getByText('Select an item to read').waitFor();
    expect(sandbox.groupware.outbox.mails()).toMatchObject([
      { kind: 'REPLY', to: 'charlotte.pike@mellor.example' },
    ]);
    await context.close();
  });

  it('shows the week, makes a meeting that mails nobody, and changes one that does', async () => {
    const { page, context, complaints } = await world.open('Anna Kranich');
    await page.getByRole('link', { name: 'Calendar' }).click();
    await page.getByRole('button', { name: /^Hartmann: Rahmenvertrag.*10:00/ }).waitFor();
    await page.getByRole('button', { name: 'New event' }).click();
    await page.getByLabel('Title').fill('Fristen prüfen');
    await page.getByRole('textbox', { name: 'Start', exact: true }).fill('2026-11-20');
    await page.getByLabel('Start time').fill('15:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Delete' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: /^Fristen prüfen.*15:00/ }).waitFor();
    expect(sandbox.groupware.outbox.mails()).toEqual([]);
    const made = sandbox.groupware.events
      .in('anna/work')
      .find(({ object }) => object.master?.summary === 'Fristen prüfen');
    expect(made?.object.master?.startsAt).toBe(Date.parse('2026-11-20T14:00:00Z'));

    await page.getByRole('button', { name: /^Hartmann: Rahmenvertrag/ }).click();
    await page.getByLabel('Location').fill('Zürich, Limmat');
    await page.getByRole('button', { name: 'Send update' }).click();
    await page.getByRole('button', { name: /^Hartmann: Rahmenvertrag.*Zürich, Limmat/ }).waitFor();
    expect(sandbox.groupware.outbox.mails().map(({ kind }) => kind)).toEqual([
      'REQUEST',
      'REQUEST',
      'REQUEST',
      'REQUEST',
    ]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows in an open form what was changed elsewhere, but for what is being edited', async () => {
    const { page, context } = await world.open('Anna Kranich');
    await page.goto('/calendar');
    await page.getByRole('button', { name: /^Zahnarzt/ }).click();
    await page.getByLabel('Title').fill('Zahnarzt, leider');
    const { events } = sandbox.groupware;
    const copy = events.in('anna/work').find(({ object }) => object.master?.summary === 'Zahnarzt');
    const text = (copy?.object.text ?? '').replace('LOCATION:Bahnhofstrasse', 'LOCATION:Paradeplatz');
    events.save({ calendarId: 'anna/work', name: copy?.name ?? '', text, schedule: false });
    await page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some(({ value }) => value === 'Paradeplatz'),
    );
    expect(await page.getByLabel('Title').inputValue()).toBe('Zahnarzt, leider');
    await context.close();
  });

  const LOOKS: readonly (readonly [string, Look])[] = [
    ['light', {}],
    ['dark', { look: 'dark', language: 'de-DE' }],
    ['forced colours', { look: 'forced-colors' }],
    ['800 pixels', { width: 800 }],
  ];

  it.each(LOOKS)('has nothing that axe finds, and nothing that is too wide: %s', async (_name, look) => {
    const { page, context } = await world.open('Anna Kranich', look);
    const check = async (place: string) => {
      expect({ place, found: await findings(page) }).toEqual({ place, found: [] });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect({ place, wide: Math.max(0, wide) }).toEqual({ place, wide: 0 });
    };
    await check('inbox');
    await option(page, /Prüfberichte/).click();
    await page.frameLocator('article iframe').getByText('Sehr geehrte').waitFor();
    await check('mail');
    await page.getByRole('button', { name: /^(Reply|Antworten)$/ }).click();
    await page.getByRole('form').waitFor();
    await check('letter');
    await page.goto('/calendar');
    await page.getByRole('button', { name: /^Northgate: notice/ }).waitFor();
    await check('week');
    await page.getByRole('button', { name: /^Northgate: notice/ }).click();
    await page.getByRole('article').waitFor();
    await check('meeting');
    await page.goBack();
    await page.getByRole('button', { name: /^Hartmann: Rahmenvertrag/ }).click();
    await page.getByRole('form').waitFor();
    await check('form');
    await context.close();
  });
});
