/// <reference types="office-js" />
import type { Frame, Page } from 'playwright-core';
import type { OfficeProblem } from '../../../src/taskpane/office/port.ts';
import { describeWith } from '../../requirements.ts';
import {
  openItem,
  paneOf,
  press,
  startHostWorld,
} from '../../sandbox/outlook-web/host-support/host-world.ts';
import type { HostWorld } from '../../sandbox/outlook-web/host-support/host-world.ts';
import { appointment, draft, message } from '../../sandbox/outlook-web/host-support/items.ts';
import { temporaryFolder } from '../../support/program.ts';
import { buildAddIn } from './support/add-in.ts';
import type { AddIn } from './support/add-in.ts';

const anna = { name: 'Anna Berger', address: 'anna@berger.example' };
const ben = { name: 'Ben Kurz', address: 'ben@berger.example' };
const carla = { name: 'Carla Nord', address: 'carla@nord.example' };
const TIMES = { start: '2026-03-10T09:00:00.000Z', end: '2026-03-10T10:00:00.000Z' };
/** ExecuteMethod's number of item.subject.getAsync. */
const GET_SUBJECT = 18;

describeWith(['chromium'], 'Outlook, by the real office.js', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let addIn: AddIn;
  let world: HostWorld;
  let page: Page;
  let pane: Frame;
  let close: () => Promise<void>;

  beforeAll(async () => {
    folder = await temporaryFolder();
    addIn = await buildAddIn(folder.path);
    world = await startHostWorld({ server: addIn.start });
  }, 300_000);
  afterAll(async () => {
    await world.stop();
    await folder.remove();
  });
  beforeEach(async () => {
    addIn.api.clear();
    addIn.requests.length = 0;
    const opened = await world.open();
    ({ page } = opened);
    close = () => opened.context.close();
  });
  afterEach(() => close());

  async function openPane(item: Parameters<typeof openItem>[1], button = 'messagePane'): Promise<void> {
    await openItem(page, item);
    await press(page, button);
    pane = await paneOf(page);
  }
  const current = () => pane.evaluate(() => window.adapter.current());
  const notification = () => page.getByRole('log', { name: 'Messages from add-ins' });

  it('reads a mail', async () => {
    await openPane(message());
    expect(await current()).toEqual({
      key: expect.any(String),
      composing: false,
      attachmentCount: 1,
      item: {
        kind: 'message',
        itemId: 'AAMkmail1==',
        messageId: '<one@nord.example>',
        conversationId: 'AAQkthread1==',
        seriesId: null,
        subject: 'Re: WG: Offer for the harbour',
        start: null,
        end: null,
        participants: [
          { role: 'from', ...carla },
          { role: 'to', ...anna },
          { role: 'to', ...ben },
          { role: 'cc', ...carla },
        ],
      },
    });
    expect(await pane.evaluate(() => [window.adapter.displayLanguage, window.adapter.user])).toEqual([
      'en-GB',
      { displayName: 'Anna Berger', address: 'anna@berger.example' },
    ]);
  });

  it('reads a meeting request as a mail that says when, and one without Message-ID', async () => {
    const meeting = { start: Date.UTC(2026, 2, 10, 9), end: Date.UTC(2026, 2, 10, 10), location: 'Pier 3' };
    await openPane(message({ meeting, internetMessageId: '' }));
    expect((await current())?.item).toMatchObject({ kind: 'message', messageId: null, ...TIMES });
  });

  it('reads a meeting that somebody else organises, and an occurrence', async () => {
    await openPane(appointment({ seriesId: 'AAMkseries==' }), 'attendeePane');
    expect(await current()).toMatchObject({
      composing: false,
      item: {
        kind: 'appointment',
        itemId: 'AAMkmeeting1==',
        messageId: null,
        conversationId: null,
        seriesId: 'AAMkseries==',
        subject: 'Harbour',
        ...TIMES,
        participants: [
          { role: 'organizer', ...carla },
          { role: 'required', ...anna },
          { role: 'optional', ...ben },
        ],
      },
    });
  });

  it('reads a meeting that is written, saves it, and knows it by its id from then on', async () => {
    await openPane(draft(), 'organizerPane');
    const before = await current();
    expect(before).toMatchObject({
      composing: true,
      item: {
        kind: 'appointment',
        itemId: null,
        subject: 'Kick-off',
        ...TIMES,
        participants: [
          { role: 'organizer', ...anna },
          { role: 'required', ...carla },
        ],
      },
    });
    const saved = await pane.evaluate(() => window.adapter.save());
    // Ids as REST spells them become ids as EWS spells them.
    expect(saved).toEqual({ ...before, item: { ...before!.item, itemId: 'saved/draft/1' } });
  });

  it('says when an answer is lost, and reads the next time', async () => {
    await openPane(draft(), 'organizerPane');
    await page.evaluate(
      (method) => window.outlookHost!.add({ method, trouble: { kind: 'lose' } }),
      GET_SUBJECT,
    );
    const problem = await pane.evaluate(() =>
      window.adapter.current().then(
        () => null,
        (error: unknown) => [(error as OfficeProblem).code, (error as OfficeProblem).call],
      ),
    );
    expect(problem).toEqual(['no-answer', 'item.subject.getAsync']);
    expect(await current()).toMatchObject({ item: { subject: 'Kick-off' } });
  });

  it('follows a pinned pane to other items, to none, and back', async () => {
    await openPane(message());
    await page.getByRole('button', { name: /^Pin/ }).click();
    const first = (await current())!.key;
    await openItem(page, message({ key: 'mail-2', id: 'AAMkmail2==' }));
    await openItem(page, null);
    await pane.waitForFunction(() => window.seen.at(-1) === null);
    expect(await current()).toBeNull();
    await openItem(page, message({ key: 'mail-3', id: 'AAMkmail3==' }));
    await pane.waitForFunction(() => window.seen.at(-1) === 'AAMkmail3==');
    expect((await current())!.key).not.toBe(first);
  });

  it('signs in by a dialog of its own, whose code comes back as one string', async () => {
    addIn.api.set('GET /api/session', [401, { code: 'not-signed-in' }]);
    addIn.api.set('POST /api/pane/code', [401, { code: 'wrong-credentials', detail: 'That is wrong.' }]);
    await openPane(message());
    const answer = pane.evaluate(() => window.adapter.askInDialog('/pane-sign-in.html'));
    const [dialog] = await Promise.all([
      page.waitForEvent('popup'),
      pane.getByRole('button', { name: 'Allow' }).click(),
    ]);
    await dialog.getByLabel('User name').fill('anna');
    await dialog.getByLabel('Password').fill('wrong');
    await dialog.keyboard.press('Enter');
    await dialog.getByText('That is wrong.').waitFor();
    addIn.api.set('POST /api/pane/code', [201, { code: 'one-code', expiresAt: '2026-11-21T12:00:00Z' }]);
    await dialog.getByLabel('Password').fill('right');
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect(await answer).toBe('{"code":"one-code"}');
    expect(addIn.requests.at(-1)?.body).toEqual({ username: 'anna', password: 'right' });
  });

  it('continues as the one who is signed in at the CRM, and says when its window was closed', async () => {
    addIn.api.set('GET /api/session', [200, { user: { displayName: 'Anna Berger' } }]);
    addIn.api.set('POST /api/pane/code', [201, { code: 'her-code', expiresAt: '2026-11-21T12:00:00Z' }]);
    await openPane(message());
    const ask = () =>
      pane.evaluate(() =>
        window.adapter
          .askInDialog('/pane-sign-in.html')
          .catch((error: unknown) => (error as OfficeProblem).code),
      );
    const opened = async () => {
      const [dialog] = await Promise.all([
        page.waitForEvent('popup'),
        pane.getByRole('button', { name: 'Allow' }).click(),
      ]);
      await dialog.getByRole('button', { name: 'Continue as Anna Berger' }).waitFor();
      return dialog;
    };
    const closed = ask();
    await (await opened()).close();
    expect(await closed).toBe('dialog-closed');
    const answer = ask();
    await (await opened()).getByRole('button', { name: 'Continue as Anna Berger' }).click();
    expect(await answer).toBe('{"code":"her-code"}');
    expect(addIn.requests.at(-1)).toEqual({ line: 'POST /api/pane/code', body: {} });
  });

  it('ends a button without a pane with a message: signed out, linked, refused', async () => {
    await openItem(page, message());
    addIn.api.set('POST /api/pane/refresh', [401, { code: 'not-signed-in' }]);
    await press(page, 'messageLink');
    await notification().getByText('Nobody is signed in.').waitFor();
    const user = { id: 'anna', version: '1', displayName: 'Anna Berger' };
    const token = { token: 'a-token', expiresAt: new Date(Date.now() + 600_000).toISOString(), user };
    addIn.api.set('POST /api/pane/refresh', [200, token]);
    addIn.api.set('POST /api/items/links/last', [200, { added: [{ title: 'Nord' }] }]);
    await press(page, 'messageLink');
    await notification().getByText('Linked with Nord.').waitFor();
    addIn.api.set('POST /api/items/mark', [403, { code: 'not-allowed', detail: 'You may not do that.' }]);
    await press(page, 'messageSynchronise');
    await notification().getByText('You may not do that.').waitFor();
    expect(addIn.requests.at(-1)?.body).toMatchObject({ item: { itemId: 'AAMkmail1==' }, synchronise: true });
  });
});
