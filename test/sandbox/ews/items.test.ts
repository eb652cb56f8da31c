import type { Sandbox } from '../../../src/sandbox/main.ts';
import type { XmlElement } from '../../../src/sandbox/xml/tree.ts';
import { describeWith } from '../../requirements.ts';
import { eventText, unfolded } from '../support.ts';
import { all, codes, createEvent, ews, getItem, hour, idXml, schemaWatch, text, texts } from './support.ts';
import type { EwsAsking } from './support.ts';

const watch = schemaWatch();
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await watch.sandbox();
});
afterEach(() => sandbox.stop());

const stored = (): readonly string[] =>
  sandbox.groupware.events.in('alice/work').map(({ object }) => unfolded(object.text));

/** UpdateItem of the subject. */
function retitle(
  id: string,
  subject: string,
  attributes: string,
  asking: EwsAsking = {},
): Promise<XmlElement> {
  return ews(
    sandbox,
    `<m:UpdateItem ${attributes}><m:ItemChanges><t:ItemChange>${id}<t:Updates><t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:CalendarItem><t:Subject>${subject}</t:Subject></t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
    asking,
  );
}

const SILENT = 'SendMeetingInvitationsOrCancellations="SendToNone"';

function remove(ids: string, type = 'HardDelete', asking: EwsAsking = {}): Promise<XmlElement> {
  return ews(
    sandbox,
    `<m:DeleteItem DeleteType="${type}" SendMeetingCancellations="SendToNone"><m:ItemIds>${ids}</m:ItemIds></m:DeleteItem>`,
    asking,
  );
}

function find(folder: string, asking: EwsAsking = {}): Promise<XmlElement> {
  return ews(
    sandbox,
    `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderIds></m:FindItem>`,
    asking,
  );
}

describe('ids', () => {
  it('have 152 characters, and stay the same over changes of the item', async () => {
    const created = await createEvent(sandbox, hour('A'));
    const [id] = all(created, 'ItemId');
    expect(id?.attributes['Id']).toHaveLength(152);
    const changed = await retitle(idXml(created), 'B', `ConflictResolution="NeverOverwrite" ${SILENT}`);
    const [after] = all(changed, 'ItemId');
    expect(after?.attributes['Id']).toBe(id?.attributes['Id']);
    expect(after?.attributes['ChangeKey']).not.toBe(id?.attributes['ChangeKey']);
  });

  it.each([
    ['nonsense', 'ErrorInvalidIdMalformed'],
    ['AAMkADAwATM0MDAA', 'ErrorInvalidIdMalformed'],
    ['', 'ErrorInvalidIdMalformed'],
  ])('that are none are refused: %s', async (id, code) => {
    expect(codes(await getItem(sandbox, `<t:ItemId Id="${id}"/>`))).toEqual([code]);
  });

  it('of another mailbox or of what is gone are not found', async () => {
    const id = idXml(await createEvent(sandbox, hour('A')));
    expect(codes(await getItem(sandbox, id, { user: 'bob' }))).toEqual(['ErrorItemNotFound']);
    await remove(id);
    expect(codes(await getItem(sandbox, id))).toEqual(['ErrorItemNotFound']);
  });

  it('of occurrences lead to them, by index or by themselves', async () => {
    const recurrence =
      '<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NumberedRecurrence><t:StartDate>2026-03-10</t:StartDate><t:NumberOfOccurrences>3</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>';
    const master = idXml(await createEvent(sandbox, `${hour('Daily')}${recurrence}`));
    const value = /Id="([^"]*)"/.exec(master)?.[1] ?? '';
    const second = await getItem(
      sandbox,
      `<t:OccurrenceItemId RecurringMasterId="${value}" InstanceIndex="2"/>`,
    );
    expect([text(second, 'Start'), text(second, 'CalendarItemType')]).toEqual([
      '2026-03-11T09:00:00Z',
      'Occurrence',
    ]);
    const own = idXml(second);
    expect(text(await getItem(sandbox, own), 'Start')).toBe('2026-03-11T09:00:00Z');
    const occurrence = /Id="([^"]*)"/.exec(own)?.[1] ?? '';
    const back = await getItem(sandbox, `<t:RecurringMasterItemId OccurrenceId="${occurrence}"/>`);
    expect(idXml(back, 'ItemId', false)).toBe(`<t:ItemId Id="${value}"/>`);
    const beyond = await getItem(
      sandbox,
      `<t:OccurrenceItemId RecurringMasterId="${value}" InstanceIndex="9"/>`,
    );
    expect(codes(beyond)).toEqual(['ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange']);
    await remove(own);
    expect(codes(await getItem(sandbox, own))).toEqual(['ErrorItemNotFound']);
    const gone = await getItem(
      sandbox,
      `<t:OccurrenceItemId RecurringMasterId="${value}" InstanceIndex="2"/>`,
    );
    expect(codes(gone)).toEqual(['ErrorCalendarOccurrenceIsDeletedFromRecurrence']);
    expect(stored()[0]).toMatch(/EXDATE/);
  });
});

describe('CreateItem', () => {
  it('wants to know who is told of a calendar item', async () => {
    const answer = await ews(
      sandbox,
      `<m:CreateItem><m:Items><t:CalendarItem>${hour('A')}</t:CalendarItem></m:Items></m:CreateItem>`,
    );
    expect([codes(answer), stored()]).toEqual([['ErrorSendMeetingInvitationsRequired'], []]);
  });

  it('puts it into the folder that is named, and into no mail folder', async () => {
    sandbox.groupware.calendars.add({ owner: 'alice', slug: 'home', name: 'Home' });
    const create = (folder: string): Promise<XmlElement> =>
      ews(
        sandbox,
        `<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId>${folder}</m:SavedItemFolderId><m:Items><t:CalendarItem>${hour('A')}</t:CalendarItem></m:Items></m:CreateItem>`,
      );
    const found = await ews(
      sandbox,
      '<m:FindFolder Traversal="Shallow"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindFolder>',
    );
    expect(codes(await create(idXml(found, 'FolderId')))).toEqual(['NoError']);
    expect(sandbox.groupware.events.in('alice/home')).toHaveLength(1);
    expect(codes(await create('<t:DistinguishedFolderId Id="inbox"/>'))).toEqual([
      'ErrorCannotCreateCalendarItemInNonCalendarFolder',
    ]);
  });

  it('makes days of midnights that are marked as such', async () => {
    const mime = eventText({
      uid: 'day@test',
      lines: [
        'DTSTART;TZID=Europe/Berlin:20260312T000000',
        'DTEND;TZID=Europe/Berlin:20260313T000000',
        'SUMMARY:Day',
        'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      ],
    });
    await createEvent(sandbox, `<t:MimeContent>${Buffer.from(mime).toString('base64')}</t:MimeContent>`);
    expect(stored()[0]).toMatch(/DTSTART;VALUE=DATE:20260312\r\n/);
    expect(stored()[0]).toMatch(/DTEND;VALUE=DATE:20260313\r\n/);
  });

  it('refuses a UID that the calendar has', async () => {
    const uid = `${hour('A')}<t:UID>twin@test</t:UID>`.replace(/(.*)(<t:Start>.*)(<t:UID>.*)/, '$1$3$2');
    expect(codes(await createEvent(sandbox, uid))).toEqual(['NoError']);
    expect(codes(await createEvent(sandbox, uid))).toEqual(['ErrorItemSave']);
    expect(stored()).toHaveLength(1);
  });

  it('creates several, each by itself', async () => {
    const wrong = '<t:Start>2026-03-10T10:00:00Z</t:Start><t:End>2026-03-10T09:00:00Z</t:End>';
    const items = [hour('A'), wrong, hour('B')]
      .map((fields) => `<t:CalendarItem>${fields}</t:CalendarItem>`)
      .join('');
    const answer = await ews(
      sandbox,
      `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items>${items}</m:Items></m:CreateItem>`,
    );
    expect(codes(answer)).toEqual(['NoError', 'ErrorCalendarEndDateIsEarlierThanStartDate', 'NoError']);
    expect(stored()).toHaveLength(2);
  });
});

describe('UpdateItem', () => {
  it('changes the fields that are named, and counts no conflicts', async () => {
    const id = idXml(await createEvent(sandbox, `${hour('A')}<t:Location>Room</t:Location>`));
    const answer = await retitle(id, 'B', `ConflictResolution="NeverOverwrite" ${SILENT}`);
    expect([codes(answer), text(answer, 'Count')]).toEqual([['NoError'], '0']);
    expect(stored()[0]).toMatch(/SUMMARY:B\r\n/);
    expect(stored()[0]).toMatch(/LOCATION:Room\r\n/);
  });

  it.each([
    ['NeverOverwrite', 'ErrorIrresolvableConflict', 'B'],
    ['AutoResolve', 'NoError', 'C'],
    ['AlwaysOverwrite', 'NoError', 'C'],
  ])('with an old change key and %s', async (resolution, code, title) => {
    const id = idXml(await createEvent(sandbox, hour('A')));
    await retitle(id, 'B', `ConflictResolution="AlwaysOverwrite" ${SILENT}`);
    expect(codes(await retitle(id, 'C', `ConflictResolution="${resolution}" ${SILENT}`))).toEqual([code]);
    expect(stored()[0]).toContain(`SUMMARY:${title}\r\n`);
  });

  it('wants a change key, unless everything is to be overwritten', async () => {
    const id = idXml(await createEvent(sandbox, hour('A')), 'ItemId', false);
    const without = (resolution: string): Promise<XmlElement> =>
      retitle(id, 'B', `ConflictResolution="${resolution}" ${SILENT}`);
    expect(codes(await without('NeverOverwrite'))).toEqual(['ErrorChangeKeyRequiredForWriteOperations']);
    expect(codes(await without('AlwaysOverwrite'))).toEqual(['NoError']);
    const nonsense = id.replace('/>', ' ChangeKey="nonsense"/>');
    expect(codes(await retitle(nonsense, 'C', `ConflictResolution="NeverOverwrite" ${SILENT}`))).toEqual([
      'ErrorInvalidChangeKey',
    ]);
  });

  it('wants to know who is told', async () => {
    const id = idXml(await createEvent(sandbox, hour('A')));
    expect(codes(await retitle(id, 'B', 'ConflictResolution="AutoResolve"'))).toEqual([
      'ErrorSendMeetingInvitationsOrCancellationsRequired',
    ]);
  });
});

describe('DeleteItem', () => {
  it('HardDelete is for good', async () => {
    await remove(idXml(await createEvent(sandbox, hour('A'))));
    expect([stored(), texts(await find('deleteditems'), 'Subject')]).toEqual([[], []]);
  });

  it('MoveToDeletedItems is not: the item lies there under another id, and can come back', async () => {
    const id = idXml(await createEvent(sandbox, hour('A')));
    await remove(id, 'MoveToDeletedItems');
    expect([stored(), texts(await find('calendar'), 'Subject')]).toEqual([[], []]);
    const deleted = await find('deleteditems');
    expect(texts(deleted, 'Subject')).toEqual(['A']);
    expect(idXml(deleted)).not.toBe(id);
    const refused = await retitle(idXml(deleted), 'B', `ConflictResolution="AutoResolve" ${SILENT}`);
    expect(codes(refused)).toEqual(['ErrorCalendarCannotUpdateDeletedItem']);
    const moved = await ews(
      sandbox,
      `<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="calendar"/></m:ToFolderId><m:ItemIds>${idXml(deleted)}</m:ItemIds></m:MoveItem>`,
    );
    expect(codes(moved)).toEqual(['NoError']);
    expect(text(await getItem(sandbox, idXml(moved)), 'Subject')).toBe('A');
    await remove(idXml(moved), 'MoveToDeletedItems');
    await remove(idXml(await find('deleteditems')), 'MoveToDeletedItems');
    expect(texts(await find('deleteditems'), 'Subject')).toEqual([]);
  });

  it('wants to know who is told', async () => {
    const id = idXml(await createEvent(sandbox, hour('A')));
    const answer = await ews(
      sandbox,
      `<m:DeleteItem DeleteType="HardDelete"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`,
    );
    expect([codes(answer), stored().length]).toEqual([['ErrorSendMeetingCancellationsRequired'], 1]);
  });

  it('does each by itself', async () => {
    const id = idXml(await createEvent(sandbox, hour('A')));
    expect(codes(await remove(`${id}${id}`))).toEqual(['NoError', 'ErrorItemNotFound']);
  });
});

describe('one groupware', () => {
  it('what CalDAV keeps and EWS does not know survives a change through EWS', async () => {
    const lines = [
      'DTSTART;TZID=Europe/Zurich:20260310T100000',
      'DURATION:PT1H',
      'SUMMARY:A',
      'X-CRM:record/42',
      'COLOR:red',
    ];
    sandbox.groupware.events.save({
      calendarId: 'alice/work',
      name: 'a.ics',
      text: eventText({ lines }),
      schedule: false,
    });
    const id = idXml(await find('calendar'));
    await retitle(id, 'B', `ConflictResolution="NeverOverwrite" ${SILENT}`);
    expect(stored()[0]).toMatch(/SUMMARY:B\r\n/);
    for (const line of ['X-CRM:record/42', 'COLOR:red', 'DTSTART;TZID=Europe/Zurich:20260310T100000']) {
      expect(stored()[0]).toContain(`${line}\r\n`);
    }
  });

  it('a calendar that cannot be written is no different here', async () => {
    sandbox.groupware.calendars.add({ owner: 'alice', slug: 'home', name: 'Home' });
    const id = idXml(await createEvent(sandbox, hour('A')));
    sandbox.groupware.calendars.change('alice/work', { readOnly: true });
    expect(codes(await remove(id))).toEqual(['ErrorAccessDenied']);
    expect(codes(await retitle(id, 'B', `ConflictResolution="AutoResolve" ${SILENT}`))).toEqual([
      'ErrorAccessDenied',
    ]);
  });
});

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema', () => {
  it('allows every answer', () => watch.validate());
});
