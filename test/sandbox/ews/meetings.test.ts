import type { Sandbox } from '../../../src/sandbox/main.ts';
import type { XmlElement } from '../../../src/sandbox/xml/tree.ts';
import { describeWith } from '../../requirements.ts';
import { put, unfolded, WORK } from '../support.ts';
import { all, codes, createEvent, ews, getItem, hour, idXml, schemaWatch, text, texts } from './support.ts';
import type { EwsAsking } from './support.ts';

const watch = schemaWatch();
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await watch.sandbox();
});
afterEach(() => sandbox.stop());

const BOB =
  '<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>bob@example.org</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>';
const CLEO = BOB.replace('bob', 'cleo').replaceAll('RequiredAttendees', 'OptionalAttendees');
const mails = (): readonly string[] =>
  sandbox.groupware.outbox.mails().map(({ kind, to }) => `${kind} ${to}`);
const copyOf = (user: string): string =>
  unfolded(sandbox.groupware.events.in(`${user}/work`)[0]?.object.text ?? '');

function inbox(asking: EwsAsking, folder = 'inbox'): Promise<XmlElement> {
  return ews(
    sandbox,
    `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderIds></m:FindItem>`,
    asking,
  );
}

function respond(
  kind: string,
  id: string,
  asking: EwsAsking,
  disposition = 'SendAndSaveCopy',
  more = '',
): Promise<XmlElement> {
  const reference = id.replace('ItemId', 'ReferenceItemId');
  return ews(
    sandbox,
    `<m:CreateItem MessageDisposition="${disposition}"><m:Items><t:${kind}>${more}${reference}</t:${kind}></m:Items></m:CreateItem>`,
    asking,
  );
}

const bob = { user: 'bob' };

describe('an invitation', () => {
  it('is mailed as often as it was asked for', async () => {
    await createEvent(sandbox, `${hour('Silent')}${BOB}`, { send: 'SendToNone' });
    expect([mails(), copyOf('bob')]).toEqual([[], '']);
    await createEvent(sandbox, `${hour('Loud')}${BOB}`, { send: 'SendOnlyToAll' });
    expect(mails()).toEqual(['REQUEST bob@example.org']);
    expect(texts(await inbox({}, 'sentitems'), 'Subject')).toEqual([]);
    await createEvent(sandbox, `${hour('Kept')}${BOB}${CLEO}`, { send: 'SendToAllAndSaveCopy' });
    expect(mails()).toHaveLength(3);
    const [sent] = all(await inbox({}, 'sentitems'), 'MeetingRequest');
    expect(sent === undefined ? [] : [text(sent, 'Subject'), text(sent, 'DisplayTo')]).toEqual([
      'Kept',
      'Bob; Cleo',
    ]);
  });

  it('arrives as a meeting request and as a copy under the same UID', async () => {
    const id = idXml(await createEvent(sandbox, `${hour('Review')}${BOB}`, { send: 'SendToAllAndSaveCopy' }));
    const uid = text(await getItem(sandbox, id), 'UID');
    const found = await inbox(bob);
    const [request] = all(found, 'MeetingRequest');
    expect(request).toBeDefined();
    const item = await getItem(sandbox, idXml(found), bob);
    expect(
      ['ItemClass', 'Subject', 'Start', 'UID', 'MeetingRequestType', 'IsOrganizer', 'IsRead'].map((name) =>
        text(item, name),
      ),
    ).toEqual([
      'IPM.Schedule.Meeting.Request',
      'Review',
      '2026-03-10T09:00:00Z',
      uid,
      'NewMeetingRequest',
      'false',
      'false',
    ]);
    expect(text(all(item, 'From')[0] ?? item, 'EmailAddress')).toBe('alice@example.org');
    const own = await getItem(
      sandbox,
      idXml(item, 'AssociatedCalendarItemId').replace('AssociatedCalendarItemId', 'ItemId'),
      bob,
    );
    expect([text(own, 'UID'), text(own, 'MyResponseType')]).toEqual([uid, 'NoResponseReceived']);
  });

  it.each([
    ['AcceptItem', 'ACCEPTED', 'IPM.Schedule.Meeting.Resp.Pos', 'Accepted: Review', 'Accept'],
    [
      'TentativelyAcceptItem',
      'TENTATIVE',
      'IPM.Schedule.Meeting.Resp.Tent',
      'Tentative: Review',
      'Tentative',
    ],
    ['DeclineItem', 'DECLINED', 'IPM.Schedule.Meeting.Resp.Neg', 'Declined: Review', 'Decline'],
  ])(
    'is answered by %s, and the organiser hears of it',
    async (kind, status, itemClass, subject, response) => {
      const id = idXml(
        await createEvent(sandbox, `${hour('Review')}${BOB}`, { send: 'SendToAllAndSaveCopy' }),
      );
      const request = idXml(await inbox(bob));
      const note = '<t:Body BodyType="Text">As you wish</t:Body>';
      expect(codes(await respond(kind, request, bob, 'SendAndSaveCopy', note))).toEqual(['NoError']);
      expect(mails()).toEqual(['REQUEST bob@example.org', 'REPLY alice@example.org']);
      expect(copyOf('alice')).toMatch(new RegExp(`ATTENDEE[^\\r]*PARTSTAT=${status}[^\\r]*bob@example.org`));
      const answers = await inbox({});
      const answer = await getItem(sandbox, idXml(answers));
      expect(
        ['ItemClass', 'Subject', 'ResponseType', 'Body'].map((name) => text(answer, name)?.trim()),
      ).toEqual([itemClass, subject, response, 'As you wish']);
      expect(text(all(await getItem(sandbox, id), 'Attendee')[0] ?? answer, 'ResponseType')).toBe(response);
      // The request is dealt with; what was declined is no longer in the calendar.
      expect(all(await inbox(bob), 'MeetingRequest')).toEqual([]);
      expect(texts(await inbox(bob, 'sentitems'), 'Subject')).toEqual([subject]);
      expect(texts(await inbox(bob, 'calendar'), 'Subject')).toEqual(
        kind === 'DeclineItem' ? [] : ['Review'],
      );
    },
  );

  it('may be answered without a word', async () => {
    await createEvent(sandbox, `${hour('Review')}${BOB}`, { send: 'SendOnlyToAll' });
    await respond('AcceptItem', idXml(await inbox(bob)), bob, 'SaveOnly');
    expect(mails()).toEqual(['REQUEST bob@example.org']);
    expect(copyOf('bob')).toContain('PARTSTAT=ACCEPTED');
  });

  it('is not answered by who sent it', async () => {
    const id = idXml(await createEvent(sandbox, `${hour('Review')}${BOB}`, { send: 'SendOnlyToAll' }));
    expect(codes(await respond('AcceptItem', id, {}))).toEqual(['ErrorCalendarIsOrganizerForAccept']);
  });

  it('is the same meeting through CalDAV', async () => {
    await sandbox.stop();
    sandbox = await watch.sandbox({ caldav: { scheduling: 'implicit' } });
    const lines = [
      'DTSTART:20260310T090000Z',
      'DTEND:20260310T100000Z',
      'SUMMARY:From CalDAV',
      'ORGANIZER:mailto:alice@example.org',
      'ATTENDEE:mailto:alice@example.org',
      'ATTENDEE;RSVP=TRUE:mailto:bob@example.org',
    ];
    const body = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:x',
      'BEGIN:VEVENT',
      'UID:dav@test',
      'DTSTAMP:20260101T000000Z',
      ...lines,
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ];
    expect((await put(sandbox, `${WORK}a.ics`, body.join('\r\n'))).status).toBe(201);
    const [request] = all(await inbox(bob), 'MeetingRequest');
    expect(request).toBeDefined();
    await respond('AcceptItem', idXml(await inbox(bob)), bob);
    expect(copyOf('alice')).toMatch(/ATTENDEE[^\r]*PARTSTAT=ACCEPTED[^\r]*bob/);
  });
});

describe('a change of a meeting', () => {
  const move = (id: string, send: string): Promise<XmlElement> =>
    ews(
      sandbox,
      `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="${send}"><m:ItemChanges><t:ItemChange>${id}<t:Updates><t:SetItemField><t:FieldURI FieldURI="calendar:Start"/><t:CalendarItem><t:Start>2026-03-11T09:00:00Z</t:Start></t:CalendarItem></t:SetItemField><t:SetItemField><t:FieldURI FieldURI="calendar:End"/><t:CalendarItem><t:End>2026-03-11T10:00:00Z</t:End></t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
    );

  it('reaches the others as an update', async () => {
    const id = idXml(await createEvent(sandbox, `${hour('Review')}${BOB}`, { send: 'SendOnlyToAll' }));
    await respond('AcceptItem', idXml(await inbox(bob)), bob, 'SaveOnly');
    expect(codes(await move(id, 'SendOnlyToAll'))).toEqual(['NoError']);
    expect(mails()).toEqual(['REQUEST bob@example.org', 'REQUEST bob@example.org']);
    expect(copyOf('bob')).toMatch(/DTSTART[^:]*:20260311T/);
    const [update] = all(await inbox(bob), 'MeetingRequest');
    expect(
      update === undefined ? null : text(await getItem(sandbox, idXml(update), bob), 'MeetingRequestType'),
    ).toBe('FullUpdate');
  });

  it('reaches nobody when it is to reach nobody, or only new ones', async () => {
    const id = idXml(await createEvent(sandbox, `${hour('Review')}${BOB}`, { send: 'SendOnlyToAll' }));
    await move(id, 'SendToNone');
    await move(id, 'SendOnlyToChanged');
    expect(mails()).toEqual(['REQUEST bob@example.org']);
    const updates = `<t:SetItemField><t:FieldURI FieldURI="calendar:OptionalAttendees"/><t:CalendarItem>${CLEO}</t:CalendarItem></t:SetItemField>`;
    await ews(
      sandbox,
      `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToChangedAndSaveCopy"><m:ItemChanges><t:ItemChange>${id}<t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
    );
    expect(mails()).toEqual(['REQUEST bob@example.org', 'REQUEST cleo@example.org']);
  });
});

describe('the end of a meeting', () => {
  it('is told by CancelCalendarItem, and RemoveItem takes the rest away', async () => {
    const id = idXml(await createEvent(sandbox, `${hour('Review')}${BOB}`, { send: 'SendOnlyToAll' }));
    const cancelled = await respond('CancelCalendarItem', id, {}, 'SendAndSaveCopy', '');
    expect(codes(cancelled)).toEqual(['NoError']);
    expect(mails()).toEqual(['REQUEST bob@example.org', 'CANCEL bob@example.org']);
    expect(sandbox.groupware.events.in('alice/work')).toEqual([]);
    const [message] = all(await inbox(bob), 'MeetingCancellation');
    expect(message === undefined ? null : text(message, 'Subject')).toBe('Canceled: Review');
    const own = await inbox(bob, 'calendar');
    expect(text(await getItem(sandbox, idXml(own), bob), 'IsCancelled')).toBe('true');
    expect(codes(await respond('AcceptItem', idXml(own), bob))).toEqual([
      'ErrorCalendarIsCancelledForAccept',
    ]);
    expect(codes(await respond('RemoveItem', idXml(message ?? own), bob))).toEqual(['NoError']);
    expect(sandbox.groupware.events.in('bob/work')).toEqual([]);
    expect(mails()).toHaveLength(2);
  });

  it.each([
    ['SendToNone', []],
    ['SendOnlyToAll', ['CANCEL bob@example.org']],
  ])('is told by DeleteItem if it says %s', async (send, told) => {
    const id = idXml(await createEvent(sandbox, `${hour('Review')}${BOB}`, { send: 'SendOnlyToAll' }));
    await ews(
      sandbox,
      `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="${send}"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`,
    );
    expect(mails().slice(1)).toEqual(told);
  });

  it('is the organiser’s business', async () => {
    await createEvent(sandbox, `${hour('Review')}${BOB}`, { send: 'SendOnlyToAll' });
    const own = idXml(await inbox(bob, 'calendar'));
    expect(codes(await respond('CancelCalendarItem', own, bob))).toEqual(['ErrorCalendarIsNotOrganizer']);
  });
});

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema', () => {
  it('allows every answer', () => watch.validate());
});
