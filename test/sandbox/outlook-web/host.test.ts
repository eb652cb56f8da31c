/// <reference types="office-js" />
import type { Frame, Page } from 'playwright-core';
import type { HostedDraft } from '../../../src/sandbox/outlook-web/page/host/item.ts';
import { describeWith } from '../../requirements.ts';
import { BUNDLING_MS, openItem, paneOf, press, startHostWorld } from './host-support/host-world.ts';
import type { HostWorld } from './host-support/host-world.ts';
import { appointment, draft, message } from './host-support/items.ts';

describeWith(['chromium'], 'the host, as the real office.js knows it', () => {
  let world: HostWorld;
  let page: Page;
  let pane: Frame;
  let complaints: string[];
  let close: () => Promise<void>;

  beforeAll(async () => {
    world = await startHostWorld();
  }, BUNDLING_MS);
  afterAll(() => world.stop());
  beforeEach(async () => {
    const opened = await world.open();
    ({ page, complaints } = opened);
    close = () => opened.context.close();
  });
  afterEach(async () => {
    await close();
    expect(complaints).toEqual([]);
  });

  async function openPane(
    ...[item, button = 'messagePane']: [Parameters<typeof openItem>[1], string?]
  ): Promise<void> {
    await openItem(page, item);
    await press(page, button);
    pane = await paneOf(page);
  }

  describe('a mail', () => {
    beforeEach(() => openPane(message()));

    it('is ready in Outlook on the web', async () => {
      expect(await pane.evaluate(() => window.info)).toEqual({
        host: 'Outlook',
        platform: 'OfficeOnline',
        addin: null,
      });
      const supported = await pane.evaluate(() =>
        ['1.5', '1.12', '1.13'].map((version) =>
          Office.context.requirements.isSetSupported('Mailbox', version),
        ),
      );
      expect(supported).toEqual([true, true, false]);
      expect(await pane.evaluate(() => Office.context.displayLanguage)).toBe('en-GB');
    });

    it('has the members of a message that is read', async () => {
      const seen = await pane.evaluate(() => {
        const item = Office.context.mailbox.item!;
        const { itemId, itemType, itemClass, conversationId, internetMessageId, subject, normalizedSubject } =
          item;
        const { from, sender, to, cc, attachments, dateTimeCreated } = item;
        const people = (all: Office.EmailAddressDetails[]) =>
          all.map((one) => [one.displayName, one.emailAddress, one.recipientType, one.appointmentResponse]);
        return {
          plain: {
            itemId,
            itemType,
            itemClass,
            conversationId,
            internetMessageId,
            subject,
            normalizedSubject,
          },
          people: [people([from]), people([sender]), people(to), people(cc)],
          attachments: attachments.map((one) => [
            one.id,
            one.name,
            one.size,
            one.attachmentType,
            one.isInline,
          ]),
          created: dateTimeCreated.toISOString(),
        };
      });
      expect(seen.plain).toEqual({
        itemId: 'AAMkmail1==',
        itemType: 'message',
        itemClass: 'IPM.Note',
        conversationId: 'AAQkthread1==',
        internetMessageId: '<one@nord.example>',
        subject: 'Re: WG: Offer for the harbour',
        normalizedSubject: 'Offer for the harbour',
      });
      const carla = ['Carla Nord', 'carla@nord.example', 'externalUser', 'none'];
      expect(seen.people).toEqual([
        [carla],
        [carla],
        [
          ['Anna Berger', 'anna@berger.example', 'user', 'none'],
          ['Ben Kurz', 'ben@berger.example', 'user', 'accepted'],
        ],
        [carla],
      ]);
      expect(seen.attachments).toEqual([['att-1', 'offer.pdf', 1234, 'file', false]]);
      expect(seen.created).toBe('2026-03-02T08:00:00.000Z');
    });

    it('says whose mailbox it is in', async () => {
      const profile = await pane.evaluate(() => {
        const { displayName, emailAddress, timeZone } = Office.context.mailbox.userProfile;
        return [displayName, emailAddress, timeZone, Office.context.mailbox.diagnostics.hostName];
      });
      expect(profile).toEqual([
        'Anna Berger',
        'anna@berger.example',
        'W. Europe Standard Time',
        'OutlookWebApp',
      ]);
    });

    it('answers what has to be asked for', async () => {
      const answers = await pane.evaluate(async () => {
        const item = Office.context.mailbox.item!;
        return [
          await window.asked(item.body, 'getAsync', 'text'),
          await window.asked(item.body, 'getAsync', 'html'),
          await window.asked(item, 'getAllInternetHeadersAsync'),
          await window.asked(item, 'getAttachmentContentAsync', 'att-1'),
          await window.asked(item, 'getAttachmentContentAsync', 'att-2'),
        ];
      });
      expect(answers.map(({ value, code }) => code ?? value)).toEqual([
        'Dear Anna, here it is.',
        '<p>Dear Anna, <b>here</b> it is.</p>',
        'From: Carla Nord <carla@nord.example>\r\nX-Test: yes\r\n',
        { content: Buffer.from('AAMkmail1==/att-1').toString('base64'), format: 'base64' },
        9003,
      ]);
    });

    it('refuses what it cannot do, and never stays silent', async () => {
      const codes = await pane.evaluate(async () => {
        const { mailbox } = Office.context;
        const { auth } = Office.context as unknown as { readonly auth: object };
        const item = mailbox.item!;
        const answers = [
          await window.asked(mailbox, 'getUserIdentityTokenAsync'),
          await window.asked(mailbox, 'getCallbackTokenAsync'),
          await window.asked(item.categories, 'getAsync'),
          await window.asked(item.delayDeliveryTime, 'getAsync'),
          await window.asked(auth, 'getAccessTokenAsync'),
        ];
        return answers.map(({ status, code }) => [status, code]);
      });
      expect(codes.map(([status]) => status)).toEqual(['failed', 'failed', 'failed', 'failed', 'failed']);
      expect(codes.slice(2).map(([, code]) => code)).toEqual([5000, 5000, 13012]);
    });

    it('keeps custom properties and roaming settings between visits', async () => {
      await pane.evaluate(async () => {
        const { value } = await new Promise<Office.AsyncResult<Office.CustomProperties>>((resolve) => {
          Office.context.mailbox.item!.loadCustomPropertiesAsync(resolve);
        });
        value.set('record', 'c-1');
        await window.asked(value, 'saveAsync');
        Office.context.roamingSettings.set('theme', { dark: true });
        await window.asked(Office.context.roamingSettings, 'saveAsync');
      });
      await openItem(page, null);
      await openPane(message());
      const kept = await pane.evaluate(async () => {
        const { value } = await new Promise<Office.AsyncResult<Office.CustomProperties>>((resolve) => {
          Office.context.mailbox.item!.loadCustomPropertiesAsync(resolve);
        });
        return [value.get('record'), Office.context.roamingSettings.get('theme')];
      });
      expect(kept).toEqual(['c-1', { dark: true }]);
    });

    it('shows notification messages, and takes them away', async () => {
      const added = await pane.evaluate(async () => {
        const board = Office.context.mailbox.item!.notificationMessages;
        const message = {
          type: 'informationalMessage',
          message: 'Linked with Nord.',
          icon: 'Link.16',
          persistent: false,
        };
        return [
          await window.asked(board, 'addAsync', 'linked', message),
          await window.asked(board, 'addAsync', 'linked', message),
          await window.asked(board, 'replaceAsync', 'wrong', { type: 'errorMessage', message: 'It failed.' }),
          await window.asked(board, 'removeAsync', 'unknown'),
          await window.asked(board, 'getAllAsync'),
        ];
      });
      expect(added.map(({ code }) => code)).toEqual([null, 9023, null, 9024, null]);
      expect(added.at(-1)?.value).toMatchObject([
        { key: 'linked', type: 'informationalMessage', message: 'Linked with Nord.' },
        { key: 'wrong', type: 'errorMessage' },
      ]);
      const bar = page.getByRole('log', { name: 'Messages from add-ins' });
      await bar.getByText('Linked with Nord.').waitFor();
      await bar.getByRole('button', { name: 'Dismiss' }).first().click();
      await bar.getByText('Linked with Nord.').waitFor({ state: 'detached' });
      await openItem(page, message({ key: 'mail-2', id: 'AAMkmail2==' }));
      await bar.getByText('It failed.').waitFor({ state: 'detached' });
    });

    it('opens forms of Outlook', async () => {
      await pane.evaluate(() => {
        Office.context.mailbox.displayNewAppointmentForm({
          subject: 'Visit',
          start: new Date(Date.UTC(2026, 3, 1, 8)),
          end: new Date(Date.UTC(2026, 3, 1, 9)),
          requiredAttendees: ['carla@nord.example'],
          location: 'Pier 3',
        });
        Office.context.mailbox.item!.displayReplyAllForm({ htmlBody: '<p>Yes</p>' });
        Office.context.mailbox.displayMessageForm('AAMkother==');
      });
      await page.waitForFunction(() => window.done.length === 3);
      expect(await page.evaluate(() => window.done)).toMatchObject([
        [
          'newAppointment',
          {
            subject: 'Visit',
            start: Date.UTC(2026, 3, 1, 8),
            required: [{ address: 'carla@nord.example' }],
            location: 'Pier 3',
          },
        ],
        [
          'newMessage',
          {
            kind: 'reply-all',
            html: '<p>Yes</p>',
            to: [{ address: 'carla@nord.example' }, { address: 'ben@berger.example' }],
          },
        ],
        ['openMessage', 'AAMkother=='],
      ]);
    });

    it('loses, delays and refuses answers on demand', async () => {
      const ask = (milliseconds: number): Promise<unknown> =>
        pane.evaluate(
          (limit) =>
            Promise.race([
              window.asked(Office.context.mailbox.item!.body, 'getAsync', 'text'),
              new Promise((resolve) => window.setTimeout(resolve, limit, 'no answer')),
            ]),
          milliseconds,
        );
      await page.evaluate(() => window.outlookHost!.add({ method: 37, trouble: { kind: 'lose' } }));
      expect(await ask(500)).toBe('no answer');
      await page.evaluate(() =>
        window.outlookHost!.add({ method: 37, trouble: { kind: 'delay', milliseconds: 400 } }),
      );
      expect(await ask(100)).toBe('no answer');
      await page.evaluate(() =>
        window.outlookHost!.add({ method: 37, trouble: { kind: 'fail', code: 9041 } }),
      );
      expect(await ask(5000)).toMatchObject({ status: 'failed', code: 9041 });
      expect(await ask(5000)).toMatchObject({ status: 'succeeded' });
      const calls = await page.evaluate(() =>
        window.outlookHost!.calls().filter(({ method }) => method === 37),
      );
      expect(calls).toHaveLength(4);
    });
  });

  it('tells a meeting request from a mail', async () => {
    const meeting = { start: Date.UTC(2026, 2, 10, 9), end: Date.UTC(2026, 2, 10, 10), location: 'Pier 3' };
    await openPane(message({ meeting }));
    const seen = await pane.evaluate(() => {
      const { itemClass, start, location } = Office.context.mailbox.item!;
      return [itemClass, start.toISOString(), location];
    });
    expect(seen).toEqual(['IPM.Schedule.Meeting.Request', '2026-03-10T09:00:00.000Z', 'Pier 3']);
  });

  it('has the members of a meeting that is read', async () => {
    await openPane(appointment(), 'attendeePane');
    const seen = await pane.evaluate(() => {
      const item = Office.context.mailbox.item as unknown as Office.AppointmentRead;
      const { itemId, itemType, organizer, requiredAttendees, optionalAttendees, start, end, location } =
        item;
      return [
        itemId,
        itemType,
        organizer.emailAddress,
        requiredAttendees.map((one) => [one.emailAddress, one.appointmentResponse]),
        optionalAttendees.map((one) => one.emailAddress),
        start.toISOString(),
        end.toISOString(),
        location,
      ];
    });
    expect(seen).toEqual([
      'AAMkmeeting1==',
      'appointment',
      'carla@nord.example',
      [['anna@berger.example', 'tentative']],
      ['ben@berger.example'],
      '2026-03-10T09:00:00.000Z',
      '2026-03-10T10:00:00.000Z',
      'Pier 3',
    ]);
  });

  it('reads, changes and saves a meeting that is written, and says what changes', async () => {
    await openPane(draft(), 'organizerPane');
    const before = await pane.evaluate(async () => {
      const item = Office.context.mailbox.item as unknown as Office.AppointmentCompose;
      await window.listen('olkRecipientsChanged');
      await window.listen('olkAppointmentTimeChanged');
      return [
        await window.asked(item, 'getItemIdAsync'),
        await window.asked(item.subject, 'getAsync'),
        await window.asked(item.requiredAttendees, 'getAsync'),
        await window.asked(item.start, 'getAsync'),
        await window.asked(item.organizer, 'getAsync'),
        await window.asked(item.recurrence, 'getAsync'),
      ];
    });
    expect(before.map(({ code, value }) => code ?? value)).toMatchObject([
      9046,
      'Kick-off',
      [{ emailAddress: 'carla@nord.example' }],
      new Date(Date.UTC(2026, 2, 10, 9)),
      { emailAddress: 'anna@berger.example' },
      null,
    ]);
    const after = await pane.evaluate(async () => {
      const item = Office.context.mailbox.item as unknown as Office.AppointmentCompose;
      // Both at once: neither may undo the other.
      await Promise.all([
        window.asked(item.subject, 'setAsync', 'Kick-off at Nord'),
        window.asked(item.location, 'setAsync', 'Pier 3'),
      ]);
      await window.asked(item.optionalAttendees, 'addAsync', [
        { displayName: 'Ben', emailAddress: 'ben@berger.example' },
      ]);
      await window.asked(item.start, 'setAsync', new Date(Date.UTC(2026, 2, 10, 11)));
      const early = await window.asked(item.end, 'setAsync', new Date(Date.UTC(2026, 2, 10, 8)));
      await window.asked(item.body, 'setAsync', 'One < two', { coercionType: 'text' });
      const saved = await window.asked(item, 'saveAsync');
      return [
        early,
        saved,
        await window.asked(item, 'getItemIdAsync'),
        await window.asked(item.end, 'getAsync'),
        await window.asked(item.location, 'getAsync'),
        await window.asked(item.body, 'getAsync', 'html'),
      ];
    });
    expect(after.map(({ code, value }) => code ?? value)).toEqual([
      9010,
      'saved-draft-1',
      'saved-draft-1',
      new Date(Date.UTC(2026, 2, 10, 12)),
      'Pier 3',
      'One &lt; two',
    ]);
    await page.getByRole('heading', { name: 'Kick-off at Nord' }).waitFor();
    await pane.waitForFunction(() => window.events.length === 2);
    expect(await pane.evaluate(() => window.events)).toMatchObject([
      {
        type: 'olkRecipientsChanged',
        changedRecipientFields: { optionalAttendees: true, requiredAttendees: false },
      },
      {
        type: 'olkAppointmentTimeChanged',
        start: '2026-03-10T11:00:00.000Z',
        end: '2026-03-10T12:00:00.000Z',
      },
    ]);
    // The same draft, changed by the person: an event, and the pane stays.
    const typed: Partial<HostedDraft> = { required: [] };
    await openItem(page, draft(typed));
    await pane.waitForFunction(() =>
      window.events.some((event) => JSON.stringify(event).includes('"requiredAttendees":true')),
    );
  });

  it('keeps a pinned pane with other items and with none, and closes one that is not pinned', async () => {
    await openPane(message());
    await page.getByRole('button', { name: /^Pin/ }).click();
    await openItem(page, message({ key: 'mail-2', id: 'AAMkmail2==' }));
    await openItem(page, null);
    await openItem(page, message({ key: 'mail-3', id: 'AAMkmail3==', subject: 'Third' }));
    await pane.waitForFunction(() => window.changes.length === 3);
    expect(await pane.evaluate(() => window.changes)).toEqual(['AAMkmail2==', null, 'AAMkmail3==']);
    expect(await pane.evaluate(() => Office.context.mailbox.item!.subject)).toBe('Third');
    await page.getByRole('button', { name: /^Unpin/ }).click();
    await openItem(page, message());
    await page.locator('section iframe').waitFor({ state: 'detached' });
  });

  it('tells a pane that began with the former item of the present one', async () => {
    await openItem(page, message());
    await page.evaluate(() =>
      window.outlookHost!.add({ action: 'GetInitialData', trouble: { kind: 'delay', milliseconds: 300 } }),
    );
    await press(page, 'messagePane');
    await page.getByRole('button', { name: /^Pin/ }).click();
    await page.waitForFunction(() =>
      window.outlookHost!.calls().some(({ action }) => action === 'GetInitialData'),
    );
    await openItem(page, message({ key: 'mail-2', id: 'AAMkmail2==' }));
    pane = await paneOf(page);
    await pane.waitForFunction(() => window.changes.length === 1);
    expect(await pane.evaluate(() => window.changes)).toEqual(['AAMkmail2==']);
  });

  it('hears from a dialog in a window of its own', async () => {
    await openPane(message());
    const [dialog] = await Promise.all([
      page.waitForEvent('popup'),
      pane.evaluate(() => {
        const url = `${window.location.origin}/pane-sign-in.html`;
        Office.context.ui.displayDialogAsync(
          url,
          { height: 50, width: 30, promptBeforeOpen: false },
          ({ value }) => {
            value.addEventHandler(Office.EventType.DialogMessageReceived, (event) => {
              window.events.push({ ...event });
              value.close();
            });
          },
        );
      }),
    ]);
    await dialog.locator('#state:text("ready")').waitFor();
    await dialog.locator('#answer').click();
    await pane.waitForFunction(() => window.events.length === 1);
    expect(await pane.evaluate(() => window.events)).toMatchObject([
      { message: 'a code', origin: world.addIn },
    ]);
  });

  it('shows a dialog in its own page, and hears from it', async () => {
    await openPane(message());
    await pane.evaluate(() => {
      const url = `${window.location.origin}/pane-sign-in.html`;
      Office.context.ui.displayDialogAsync(
        url,
        { height: 50, width: 50, displayInIframe: true },
        ({ value }) => {
          value.addEventHandler(Office.EventType.DialogMessageReceived, (event) =>
            window.events.push({ ...event }),
          );
          value.addEventHandler(Office.EventType.DialogEventReceived, (event) =>
            window.events.push({ ...event }),
          );
        },
      );
    });
    const dialog = page.getByRole('dialog').frameLocator('iframe');
    await dialog.locator('#state:text("ready")').waitFor();
    await dialog.locator('#answer').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await pane.waitForFunction(() => window.events.length === 2);
    expect(await pane.evaluate(() => window.events)).toMatchObject([{ message: 'a code' }, { error: 12006 }]);
  });

  it('carries out functions of buttons, each on the item that it was pressed on', async () => {
    await openItem(page, message({ subject: 'The offer' }));
    await press(page, 'messageLink');
    await page.getByText('Linked: The offer by messageLink').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('iframe').length === 0);
    await press(page, 'messageSynchronise');
    await openItem(page, message({ key: 'mail-2', id: 'AAMkmail2==' }));
    await page.waitForFunction(() => document.querySelectorAll('iframe').length === 0);
    await page.getByText('Synchronised').waitFor({ state: 'detached' });
    const failed = await page.evaluate(() =>
      window.outlookHost!.calls().filter(({ action }) => action === 'executeMethod'),
    );
    expect(failed).toEqual([
      { action: 'executeMethod', method: 94 },
      { action: 'executeMethod', method: 94 },
    ]);
  });

  it('says when its look changes', async () => {
    await openPane(message());
    await pane.evaluate(() =>
      window.asked(
        Office.context.mailbox,
        'addHandlerAsync',
        Office.EventType.OfficeThemeChanged,
        (event: object) => {
          window.events.push({ ...event });
        },
      ),
    );
    await page.evaluate(() => {
      window.setLook('dark');
    });
    await pane.waitForFunction(() => window.events.length === 1);
    expect(await pane.evaluate(() => window.events)).toMatchObject([
      { officeTheme: { bodyBackgroundColor: '#292929', bodyForegroundColor: '#ffffff' } },
    ]);
  });
});
