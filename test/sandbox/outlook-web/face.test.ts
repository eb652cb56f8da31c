import { readCalendarObject } from '../../../src/sandbox/groupware/ical/calendar-object.ts';
import type { Sandbox } from '../../../src/sandbox/main.ts';
import type {
  AppointmentAnswer,
  CalendarAnswer,
  FoldersAnswer,
  IdAnswer,
  MessageAnswer,
  MessagesAnswer,
  SessionAnswer,
} from '../../../src/sandbox/outlook-web/answers.ts';
import { changeStream } from '../../../src/sandbox/outlook-web/changes.ts';
import { readXml } from '../../../src/sandbox/xml/read.ts';
import type { XmlElement } from '../../../src/sandbox/xml/tree.ts';
import { MESSAGES, TYPES } from '../../../src/sandbox/ews/xml.ts';
import { COLLEAGUES } from '../../../src/demo/story/colleagues.ts';
import { asColleague, NOW, storySandbox } from './support.ts';

const DAY = 86_400_000;
const q = encodeURIComponent;

function all(element: XmlElement, name: string): readonly XmlElement[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((one) => all(one, name))];
}

function textIn(element: XmlElement | undefined, name: string): string {
  return element === undefined ? '' : (all(element, name)[0]?.text ?? '');
}

describe('the face for Outlook’s page', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await storySandbox();
  });
  afterEach(() => sandbox.stop());
  const as = (name: string) => asColleague(sandbox, name);
  const folders = async (name: string) => (await as(name).get<FoldersAnswer>('folders')).folders;
  const folder = async (name: string, role: string) =>
    (await folders(name)).find((one) => one.role === role) ?? { id: '', unread: 0, total: 0 };
  const inFolder = async (name: string, role: string) =>
    (await as(name).get<MessagesAnswer>(`messages?folder=${q((await folder(name, role)).id)}&limit=200`))
      .items;
  const messageCalled = async (name: string, search: string) => {
    const { items } = await as(name).get<MessagesAnswer>(`messages?search=${q(search)}`);
    return as(name).get<MessageAnswer>(`message?id=${q(items[0]?.id ?? '')}`);
  };
  const calendar = async (name: string) =>
    (await as(name).get<CalendarAnswer>(`calendar?from=${NOW - 20 * DAY}&to=${NOW + 40 * DAY}`)).entries;

  /** What EWS says of an id to the same colleague. */
  async function ews(name: string, id: string): Promise<XmlElement> {
    const password = COLLEAGUES.find((one) => one.name === name)?.password ?? '';
    const response = await fetch(sandbox.ewsUrl, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
        'content-type': 'text/xml; charset=utf-8',
      },
      body:
        `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="${MESSAGES}" xmlns:t="${TYPES}">` +
        `<s:Header><t:RequestServerVersion Version="Exchange2016"/></s:Header><s:Body><m:GetItem><m:ItemShape>` +
        `<t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds>` +
        `</m:GetItem></s:Body></s:Envelope>`,
    });
    const answer = readXml(await response.text());
    expect(textIn(answer, 'ResponseCode')).toBe('NoError');
    const [item] = all(answer, 'Items')[0]?.children ?? [];
    if (item === undefined) throw new Error('EWS knows no such item');
    return item;
  }

  it('signs a colleague in by one click, tells nobody a password, and knows nobody without the cookie', async () => {
    const stranger = asColleague(sandbox, null);
    const session = await stranger.get<SessionAnswer>('session');
    expect(session).toMatchObject({ user: null, timeZone: 'W. Europe Standard Time' });
    expect(session.colleagues.map(({ name }) => name)).toEqual(['anna', 'ben', 'chiara']);
    expect(JSON.stringify(session)).not.toMatch(/demo-\d/);
    expect((await stranger.raw('GET', 'folders')).status).toBe(401);
    const { status, headers } = await stranger.raw('POST', 'session', { name: 'ben' });
    expect(status).toBe(200);
    expect(headers['Set-Cookie']).toMatch(
      /^sandbox_outlook=ben; Path=\/outlook\/; .*HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await as('ben').get<SessionAnswer>('session')).user?.displayName).toBe('Ben Vale');
    expect((await as('ben').raw('DELETE', 'session')).headers['Set-Cookie']).toMatch(
      /^sandbox_outlook=; .*Max-Age=0/,
    );
    expect((await as('nobody').raw('GET', 'folders')).status).toBe(401);
  });

  it('takes nothing but JSON, and says what is not there', async () => {
    const form = { ...(await as('anna').raw('POST', 'message/read')) };
    expect(form.status).toBe(400);
    expect((await as('anna').raw('GET', 'nothing')).status).toBe(404);
    expect((await as('anna').raw('GET', `message?id=abc`)).status).toBe(404);
    const [own] = await inFolder('ben', 'inbox');
    expect((await as('anna').raw('GET', `message?id=${q(own?.id ?? '')}`)).status).toBe(404);
  });

  it('lists folders with what is unread, and messages newest first, page by page', async () => {
    const names = (await folders('anna')).map(({ role }) => role);
    expect(names).toEqual(['inbox', 'drafts', 'sentitems', 'deleteditems', 'junkemail']);
    const inbox = await folder('anna', 'inbox');
    const list = await inFolder('anna', 'inbox');
    expect(list).toHaveLength(inbox.total);
    expect(list.filter(({ read }) => !read)).toHaveLength(inbox.unread);
    expect(list.map(({ at }) => at)).toEqual(list.map(({ at }) => at).sort((one, other) => other - one));
    const page = await as('anna').get<MessagesAnswer>(`messages?folder=${q(inbox.id)}&after=3&limit=4`);
    expect(page).toEqual({ items: list.slice(3, 7), total: inbox.total });
    expect(list.some(({ preview }) => /^-- |From: |Von: /.test(preview))).toBe(false);
  });

  it('finds messages by words of subject, people and text', async () => {
    const found = async (search: string) =>
      (await as('anna').get<MessagesAnswer>(`messages?search=${q(search)}`)).items.map(
        ({ subject }) => subject,
      );
    expect(await found('öztürk rahmenvertrag')).toContain('AW: Rahmenvertrag Antriebe: Entwurf v3');
    expect(await found('blumenkübel')).toContain('AW: Rahmenvertrag Antriebe: Entwurf v3');
    expect(await found('zebra')).toEqual([]);
  });

  it.each(['anna', 'ben', 'chiara'])(
    'says of every message of %s what EWS says by the same id',
    async (name) => {
      for (const { role } of await folders(name)) {
        for (const { id } of await inFolder(name, role ?? '')) {
          const message = await as(name).get<MessageAnswer>(`message?id=${q(id)}`);
          const item = await ews(name, id);
          expect({
            subject: message.subject,
            itemClass: message.itemClass,
            messageId: message.internetMessageId,
            conversation: message.conversationId,
            attachments: message.attachments.map((one) => [one.id, one.name, one.isInline]),
            from: message.from.address,
            bcc: message.bcc.map(({ address }) => address),
          }).toEqual({
            subject: textIn(item, 'Subject'),
            itemClass: textIn(item, 'ItemClass'),
            messageId: textIn(item, 'InternetMessageId'),
            conversation: all(item, 'ConversationId')[0]?.attributes['Id'],
            attachments: all(item, 'FileAttachment').map((one) => [
              all(one, 'AttachmentId')[0]?.attributes['Id'],
              textIn(one, 'Name'),
              textIn(one, 'IsInline') === 'true',
            ]),
            from: textIn(all(item, 'From')[0], 'EmailAddress'),
            bcc: all(item, 'BccRecipients').flatMap((one) =>
              all(one, 'EmailAddress').map(({ text }) => text),
            ),
          });
        }
      }
    },
    120_000,
  );

  it('says of every meeting what EWS says by the same id, occurrences and their series too', async () => {
    for (const name of ['anna', 'ben', 'chiara']) {
      const entries = await calendar(name);
      expect(entries.length).toBeGreaterThan(20);
      for (const { id, seriesId } of entries) {
        const meeting = await as(name).get<AppointmentAnswer>(`appointment?id=${q(id)}`);
        const item = await ews(name, id);
        expect({
          subject: meeting.subject,
          start: meeting.start,
          end: meeting.end,
          location: meeting.location,
          isAllDay: meeting.isAllDay,
          organizer: meeting.organizer.address,
          people: [...meeting.required, ...meeting.optional].length,
        }).toEqual({
          subject: textIn(item, 'Subject'),
          start: Date.parse(textIn(item, 'Start')),
          end: Date.parse(textIn(item, 'End')),
          location: textIn(item, 'Location'),
          isAllDay: textIn(item, 'IsAllDayEvent') === 'true',
          organizer: textIn(all(item, 'Organizer')[0], 'EmailAddress'),
          people: all(item, 'Attendee').filter(
            (one) => textIn(one, 'EmailAddress') !== textIn(all(item, 'Organizer')[0], 'EmailAddress'),
          ).length,
        });
        const kind = textIn(item, 'CalendarItemType');
        expect(seriesId === null).toBe(kind === 'Single');
        if (seriesId !== null)
          expect(textIn(await ews(name, seriesId), 'CalendarItemType')).toBe('RecurringMaster');
      }
    }
  }, 120_000);

  it('shows whole days as days', async () => {
    const holiday = (await calendar('anna')).find(({ subject }) => subject === 'Ferien im Engadin');
    expect(holiday).toMatchObject({ isAllDay: true, firstDay: '2026-12-14', endDay: '2026-12-26' });
  });

  it('hands out HTML that runs nothing and fetches nothing from elsewhere, and its files', async () => {
    for (const name of ['anna', 'ben', 'chiara']) {
      for (const { role } of await folders(name)) {
        for (const { id } of await inFolder(name, role ?? '')) {
          const { html } = await as(name).get<MessageAnswer>(`message?id=${q(id)}`);
          expect(html).not.toMatch(/<script|<style|onerror|<img[^>]*src="http|javascript:/i);
          expect(html.length).toBeGreaterThan(20);
        }
      }
    }
    const found = (await inFolder('anna', 'inbox')).find(({ subject }) =>
      subject.startsWith('Verfahrensleitende'),
    );
    const order = await as('anna').get<MessageAnswer>(`message?id=${q(found?.id ?? '')}`);
    const pdf = order.attachments.find(({ contentType }) => contentType === 'application/pdf');
    const { headers, bytes } = await as('anna').raw('GET', `attachment?id=${q(pdf?.id ?? '')}`);
    expect(headers['Content-Disposition']).toBe("attachment; filename*=UTF-8''verfuegung-6.pdf");
    expect(bytes?.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes).toHaveLength(pdf?.size ?? 0);
  });

  it('marks as read, archives, and deletes into the bin and out of it', async () => {
    const [unread] = (await inFolder('anna', 'inbox')).filter(({ read }) => !read);
    const before = await folder('anna', 'inbox');
    await as('anna').send('POST', 'message/read', { id: unread?.id, read: true });
    expect((await folder('anna', 'inbox')).unread).toBe(before.unread - 1);
    await as('anna').send('POST', 'message/read', { id: unread?.id, read: false });
    const { id } = await as('anna').send<IdAnswer>('POST', 'message/move', { id: unread?.id, to: 'archive' });
    expect(id).not.toBe(unread?.id);
    expect(await inFolder('anna', 'archive')).toMatchObject([
      { id, subject: unread?.subject, at: unread?.at },
    ]);
    const bin = (await folder('anna', 'deleteditems')).total;
    await as('anna').send('DELETE', `message?id=${q(id)}`);
    const [gone] = (await inFolder('anna', 'deleteditems')).filter(
      ({ subject }) => subject === unread?.subject,
    );
    expect((await folder('anna', 'deleteditems')).total).toBe(bin + 1);
    await as('anna').send('DELETE', `message?id=${q(gone?.id ?? '')}`);
    expect((await folder('anna', 'deleteditems')).total).toBe(bin);
    expect(sandbox.groupware.outbox.mails()).toEqual([]);
  });

  it('sends an answer into its thread: to the outbox, to colleagues, into the sent items', async () => {
    const enquiry = await messageCalled('anna', 'yours, I think');
    await as('anna').send('POST', 'message/send', {
      to: [{ name: 'Ben Vale', address: 'ben.vale@kranich-vale.example' }],
      cc: [{ name: 'Lena Vogt', address: 'lena.vogt@hartmann.example' }],
      bcc: [],
      subject: 'Re: Port cranes',
      html: '<p>On it.</p>',
      answers: enquiry.id,
    });
    expect(sandbox.groupware.outbox.mails().map(({ to, delivered }) => [to, delivered])).toEqual([
      ['ben.vale@kranich-vale.example', true],
      ['lena.vogt@hartmann.example', false],
    ]);
    const [kept] = await inFolder('anna', 'sentitems');
    expect(kept).toMatchObject({
      subject: 'Re: Port cranes',
      conversationId: enquiry.conversationId,
      read: true,
    });
    const [got] = await inFolder('ben', 'inbox');
    expect(got).toMatchObject({ subject: 'Re: Port cranes', read: false });
    await expect(
      as('anna').send('POST', 'message/send', {
        to: [],
        cc: [],
        bcc: [],
        subject: '',
        html: '',
        answers: null,
      }),
    ).rejects.toThrow('ErrorInvalidRecipients');
  });

  it('makes, moves and deletes a meeting of one’s own, and tells people only when told to', async () => {
    const start = Date.parse('2026-11-24T09:00:00Z');
    const input = {
      id: null,
      send: true,
      timeZone: 'Europe/Zurich',
      change: {
        subject: 'Falkenried: Erstgespräch',
        location: 'Telefon',
        text: 'Vertrag lesen!',
        start,
        end: start + 1_800_000,
        required: [{ name: 'Tobias Steiner', address: 't.steiner@falkenried.example' }],
        optional: [{ name: 'Ben Vale', address: 'ben.vale@kranich-vale.example' }],
      },
    };
    const { id } = await as('anna').send<IdAnswer>('POST', 'appointment', input);
    const made = await as('anna').get<AppointmentAnswer>(`appointment?id=${q(id)}`);
    expect(made).toMatchObject({
      subject: 'Falkenried: Erstgespräch',
      location: 'Telefon',
      text: 'Vertrag lesen!',
      start,
      role: 'organizer',
      editable: true,
      required: [{ address: 't.steiner@falkenried.example', response: 'none' }],
      optional: [{ address: 'ben.vale@kranich-vale.example' }],
    });
    const sent = sandbox.groupware.outbox.mails();
    expect(sent.map(({ kind, to }) => [kind, to])).toEqual([
      ['REQUEST', 't.steiner@falkenried.example'],
      ['REQUEST', 'ben.vale@kranich-vale.example'],
    ]);
    const [invitation] = await inFolder('ben', 'inbox');
    const mail = await as('ben').get<MessageAnswer>(`message?id=${q(invitation?.id ?? '')}`);
    expect(mail).toMatchObject({
      itemClass: 'IPM.Schedule.Meeting.Request',
      meeting: { method: 'REQUEST', start, location: 'Telefon', response: 'none' },
    });
    await as('ben').send('POST', 'appointment/respond', { id: mail.id, answer: 'accepted' });
    const answered = await as('anna').get<AppointmentAnswer>(`appointment?id=${q(id)}`);
    expect(answered.optional[0]?.response).toBe('accepted');

    sandbox.groupware.outbox.clear();
    const later = {
      id,
      send: false,
      timeZone: 'Europe/Zurich',
      change: { start: start + 3_600_000, end: start + 5_400_000 },
    };
    await as('anna').send('POST', 'appointment', later);
    const moved = await as('anna').get<AppointmentAnswer>(`appointment?id=${q(id)}`);
    expect(moved).toMatchObject({ id, start: start + 3_600_000, text: 'Vertrag lesen!' });
    expect(sandbox.groupware.outbox.mails()).toEqual([]);
    await as('anna').send('DELETE', `appointment?id=${q(id)}&send=true`);
    expect((await calendar('anna')).some(({ subject }) => subject.startsWith('Falkenried'))).toBe(false);
    expect(sandbox.groupware.outbox.mails().every(({ kind }) => kind === 'CANCEL')).toBe(true);
  });

  it('makes whole days, and a single occurrence another than its series', async () => {
    const change = { subject: 'Inventur', isAllDay: true, firstDay: '2026-12-01', endDay: '2026-12-03' };
    const { id } = await as('chiara').send<IdAnswer>('POST', 'appointment', {
      id: null,
      send: false,
      timeZone: 'Europe/Zurich',
      change,
    });
    expect(await as('chiara').get<AppointmentAnswer>(`appointment?id=${q(id)}`)).toMatchObject(change);
    const copy = sandbox.groupware.events
      .in('chiara/work')
      .find(({ object }) => object.text.includes('Inventur'));
    expect(copy?.object.master?.start).toMatchObject({ isDate: true });

    const rounds = (await calendar('anna')).filter(({ subject }) => subject === 'Monday round');
    const [first, second] = rounds;
    await as('anna').send('POST', 'appointment', {
      id: first?.id,
      send: false,
      timeZone: 'Europe/Zurich',
      change: { subject: 'Monday round, short' },
    });
    const after = await calendar('anna');
    expect(after.find(({ id: one }) => one === first?.id)?.subject).toBe('Monday round, short');
    expect(after.find(({ id: one }) => one === second?.id)?.subject).toBe('Monday round');
    const series = sandbox.groupware.events
      .in('anna/work')
      .find(({ object }) => object.uid.startsWith('monday-round'));
    expect(readCalendarObject(series?.object.text ?? '').exceptions.length).toBeGreaterThan(2);
  });

  it('tells the page that something changed', async () => {
    const heard: string[] = [];
    const gone = new AbortController();
    const over = changeStream(sandbox.groupware).stream?.((chunk) => heard.push(chunk), gone.signal);
    const [message] = await inFolder('anna', 'inbox');
    await as('anna').send('POST', 'message/read', { id: message?.id, read: !(message?.read ?? false) });
    await as('anna').send('POST', 'message/read', { id: message?.id, read: message?.read });
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (heard.length === 0) return;
        clearInterval(look);
        resolve();
      }, 10);
    });
    gone.abort();
    await over;
    expect(heard).toEqual([`data: ${String(sandbox.groupware.position())}\n\n`]);
  });
});
