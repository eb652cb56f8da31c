import { randomUUID } from 'node:crypto';
import { itemId } from '../../../../src/sandbox/ews/ids.ts';
import { newObject } from '../../../../src/server/mailboxes/caldav/from-item.ts';
import { ewsProvider } from '../../../../src/server/mailboxes/ews/index.ts';
import { itemIdOf } from '../../../../src/server/mailboxes/ews/soap/ids.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import type { MailboxContent } from '../../../../src/sync/ports.ts';
import { anEvent, aSeries, soon } from '../../../contracts/mailbox/events.ts';
import { environment } from './exchange.ts';
import { createEws } from '../../../../src/server/mailboxes/ews/connect.ts';
import { GERT, mailClient, OLGA, openWorld } from './harness.ts';
import type { EwsWorld } from './harness.ts';

const letter = (messageId: string): Buffer =>
  Buffer.from(`Message-ID: ${messageId}\r\nFrom: ada@example.org\r\n\r\nHello\r\n`);

describe("What stands behind Outlook's ids", () => {
  let world: EwsWorld;
  let content: MailboxContent;
  beforeEach(async () => {
    world = await openWorld();
    if (world.mailbox.content === undefined) throw new Error('No content');
    content = world.mailbox.content;
  });
  afterEach(() => world.close());

  /** How many requests something takes. */
  async function requestsOf(work: () => Promise<unknown>): Promise<number> {
    const before = world.requests.length;
    await work();
    return world.requests.length - before;
  }

  /** Puts an event into a calendar; with `schedule` its people are mailed. */
  function put(event: Event, owner = OLGA, schedule = false): void {
    const calendarId = world.sandbox.groupware.calendars.of(owner.name)[0]?.id ?? '';
    const text = newObject(event, { now: 0, addresses: [`mailto:${owner.address}`] });
    world.sandbox.groupware.events.save({ calendarId, name: `${randomUUID()}.ics`, text, schedule });
  }

  /** Ids of the occurrences in the calendar, in their order, as a calendar view lists them. */
  async function occurrences(start = '2026-03-01T00:00:00Z'): Promise<readonly string[]> {
    const { address: user, password } = OLGA;
    const url = new URL(world.sandbox.ewsUrl);
    const ews = createEws({ url, user, password, environment, schemaVersion: null });
    const page = await ews.findItem(
      {
        folder: { distinguished: 'calendar' },
        shape: { base: 'IdOnly' },
        calendarView: { start, end: '2026-06-01T00:00:00Z' },
      },
      soon(),
    );
    await ews.close();
    return page.elements.map((item) => itemIdOf(item)?.id ?? '');
  }

  describe('a mail', () => {
    it('is one request by its id, in the spelling for addresses too', async () => {
      const itemId = await mailClient(world).add(letter('<one@example.org>'), 'inbox');
      const spelt = itemId.replaceAll('/', '-').replaceAll('+', '_');
      const asked = { itemId: spelt, messageId: 'one@example.org' };
      expect(await requestsOf(() => content.message(asked, soon()))).toBe(1);
      expect(await content.message(asked, soon())).toMatchObject({ itemId, draft: false });
    });

    it('is looked for in hundreds of folders with a handful of requests', async () => {
      const { folders } = world.sandbox.groupware;
      const folderClass = 'IPF.Note';
      for (let at = 0; at < 300; at += 1)
        folders.add({ owner: OLGA.name, name: `Folder ${String(at)}`, parent: null, folderClass });
      const mails = mailClient(world);
      const ref = {
        itemId: await mails.add(letter('<deep@example.org>'), 'deep'),
        messageId: '<deep@example.org>',
      };
      await mails.move(ref.itemId);
      // Its id; the usual folders; the list of folders; two times the others; the mail.
      expect(await requestsOf(() => content.message(ref, soon()))).toBeLessThanOrEqual(6);
      const nowhere = { itemId: ref.itemId, messageId: '<none@example.org>' };
      expect(await requestsOf(() => content.message(nowhere, soon()))).toBeLessThanOrEqual(5);
      await mails.add(letter('<usual@example.org>'), 'inbox');
      const usual = { itemId: null, messageId: '<usual@example.org>' };
      expect(await requestsOf(() => content.message(usual, soon()))).toBe(2);
    });

    it("is nobody's in another mailbox", async () => {
      const itemId = await mailClient(world).add(letter('<hers@example.org>'), 'inbox');
      const { ewsUrl: url } = world.sandbox;
      const account = { url, user: GERT.address, password: GERT.password, discovered: {} };
      const his = ewsProvider.connect(account, environment);
      expect(await his.content?.message({ itemId, messageId: '<hers@example.org>' }, soon())).toBeNull();
      expect(await his.content?.meeting(itemId, soon())).toBeNull();
      await his.close?.();
    });

    it('that the server can not hand out is no mail that is not there', async () => {
      const itemId = await mailClient(world).add(letter('<bad@example.org>'), 'inbox');
      const fault = { kind: 'item-error', code: 'ErrorContentConversionFailed' } as const;
      world.sandbox.faults.add({ fault, operation: 'GetItem', times: 1 });
      await expect(content.message({ itemId, messageId: null }, soon())).rejects.toMatchObject({
        name: 'Malformed',
        code: 'unreadable-on-server',
      });
    });
  });

  describe('a meeting', () => {
    it.each<[string, Partial<Event>, string]>([
      ['a series with exceptions', aSeries(), '2026-03-24T09:30:00'],
      [
        'a series that crosses midnight in UTC',
        {
          start: '2026-03-10T00:30:00',
          timeZone: 'Asia/Tokyo',
          recurrenceRules: [{ frequency: 'weekly', count: 4 }],
        },
        '2026-03-17T00:30:00',
      ],
      [
        'a series of whole days',
        {
          start: '2026-03-10T00:00:00',
          showWithoutTime: true,
          recurrenceRules: [{ frequency: 'daily', count: 3 }],
        },
        '2026-03-11T00:00:00',
      ],
    ])('is named in %s as its item names it', async (_what, properties, second) => {
      const { timeZone, ...event } = anEvent(properties);
      const zoned = event.showWithoutTime === true ? { ...event, duration: 'P1D' } : { ...event, timeZone };
      put(zoned as Event);
      const [, id = ''] = await occurrences();
      expect(await content.meeting(id, soon())).toEqual({ uid: event.uid, recurrenceId: second });
      expect(await requestsOf(() => content.meeting(id, soon()))).toBe(2);
    });

    it('is known behind an invitation, an answer and a cancellation', async () => {
      const people = {
        [`mailto:${GERT.address}`]: { roles: { owner: true } },
        [`mailto:${OLGA.address}`]: { roles: { attendee: true }, expectReply: true },
      } as const;
      const meeting = anEvent({ participants: people });
      put(meeting, GERT, true);
      const [mail] = inbox();
      expect(await content.meeting(mail ?? '', soon())).toEqual({ uid: meeting.uid, recurrenceId: null });
      expect(await requestsOf(() => content.meeting(mail ?? '', soon()))).toBe(1);
      // It is a mail as well.
      expect(await content.message({ itemId: mail ?? '', messageId: null }, soon())).toMatchObject({
        draft: false,
      });
    });

    it('is named where one occurrence is mailed about, with its series in the calendar or without', async () => {
      const series = aSeries();
      const mail = (uid: string): Buffer => invitation(uid);
      const stray = await mailClient(world).add(mail('stray@example.org'), 'inbox');
      expect(await content.meeting(stray, soon())).toEqual({
        uid: 'stray@example.org',
        recurrenceId: '2026-03-31T09:30:00',
      });
      put(series);
      const known = await mailClient(world).add(mail(series.uid), 'inbox');
      expect(await content.meeting(known, soon())).toEqual({
        uid: series.uid,
        recurrenceId: '2026-03-31T09:30:00',
      });
      expect(await requestsOf(() => content.meeting(known, soon()))).toBeLessThanOrEqual(3);
    });

    /** Item ids of the inbox, the latest first. */
    function inbox(): readonly string[] {
      const { folders, messages } = world.sandbox.groupware;
      return messages
        .in(folders.withRole(OLGA.name, 'inbox').id)
        .map(({ id }) => itemId(OLGA, { kind: 'message', id }))
        .reverse();
    }
  });
});

/** An invitation to the third occurrence alone, moved by an hour. */
function invitation(uid: string): Buffer {
  const lines = [
    ...['From: gert@contract.example', 'To: olga@contract.example', 'Subject: Review'],
    ...['Content-Type: text/calendar; method=REQUEST; charset=utf-8', '', 'BEGIN:VCALENDAR', 'VERSION:2.0'],
    ...['PRODID:-//test//EN', 'METHOD:REQUEST', 'BEGIN:VTIMEZONE', 'TZID:Europe/Berlin', 'BEGIN:STANDARD'],
    ...['DTSTART:19701025T030000', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'TZOFFSETFROM:+0200'],
    ...['TZOFFSETTO:+0100', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:19700329T020000'],
    ...['RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'END:DAYLIGHT'],
    ...['END:VTIMEZONE', 'BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z'],
    ...['RECURRENCE-ID;TZID=Europe/Berlin:20260331T093000', 'DTSTART;TZID=Europe/Berlin:20260331T103000'],
    ...['DTEND;TZID=Europe/Berlin:20260331T113000', 'ORGANIZER:mailto:gert@contract.example'],
    ...['ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:olga@contract.example', 'END:VEVENT', 'END:VCALENDAR', ''],
  ];
  return Buffer.from(lines.join('\r\n'));
}
