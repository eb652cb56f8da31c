import type { Sandbox } from '../../../src/sandbox/main.ts';
import type { XmlElement } from '../../../src/sandbox/xml/tree.ts';
import { describeWith } from '../../requirements.ts';
import { eventText } from '../support.ts';
import { all, codes, ews, schemaWatch, text, texts } from './support.ts';

const watch = schemaWatch();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await watch.sandbox();
  for (let day = 1; day <= 9; day += 1) {
    const lines = [
      `DTSTART:2026030${String(day)}T090000Z`,
      `DTEND:2026030${String(day)}T100000Z`,
      `SUMMARY:Day ${String(day)}`,
      ...(day % 2 === 0 ? ['LOCATION:Even room', 'CATEGORIES:Red,Blue'] : []),
    ];
    save(`${String(day)}@test`, lines);
  }
  save('daily@test', [
    'DTSTART:20260320T090000Z',
    'DTEND:20260320T100000Z',
    'RRULE:FREQ=DAILY',
    'SUMMARY:Daily',
  ]);
});
afterAll(() => sandbox.stop());

function save(uid: string, lines: readonly string[]): void {
  const text = eventText({ uid, lines });
  sandbox.groupware.events.save({ calendarId: 'alice/work', name: `${uid}.ics`, text, schedule: false });
}

/** FindItem on the calendar: what stands before the parents, in order. */
function find(
  before: string,
  after = '',
  shape = '<t:BaseShape>Default</t:BaseShape>',
  folder = 'calendar',
): Promise<XmlElement> {
  return ews(
    sandbox,
    `<m:FindItem Traversal="Shallow"><m:ItemShape>${shape}</m:ItemShape>${before}<m:ParentFolderIds><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderIds>${after}</m:FindItem>`,
  );
}

const subjects = async (restriction: string): Promise<readonly string[]> =>
  [...texts(await find(`<m:Restriction>${restriction}</m:Restriction>`), 'Subject')].sort();
const constant = (value: string): string =>
  `<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant>`;
const field = (uri: string): string => `<t:FieldURI FieldURI="${uri}"/>`;

describe('a restriction', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'equality, without regard to case',
      `<t:IsEqualTo>${field('item:Subject')}${constant('day 3')}</t:IsEqualTo>`,
      ['Day 3'],
    ],
    [
      'order of times',
      `<t:IsGreaterThan>${field('calendar:Start')}${constant('2026-03-07T10:00:00+01:00')}</t:IsGreaterThan>`,
      ['Daily', 'Day 8', 'Day 9'],
    ],
    [
      'both ends',
      `<t:And><t:IsGreaterThanOrEqualTo>${field('calendar:Start')}${constant('2026-03-02T09:00:00Z')}</t:IsGreaterThanOrEqualTo><t:IsLessThan>${field('calendar:Start')}${constant('2026-03-04T09:00:00Z')}</t:IsLessThan></t:And>`,
      ['Day 2', 'Day 3'],
    ],
    [
      'alternatives',
      `<t:Or><t:IsEqualTo>${field('item:Subject')}${constant('Day 1')}</t:IsEqualTo><t:IsEqualTo>${field('item:Subject')}${constant('Day 9')}</t:IsEqualTo></t:Or>`,
      ['Day 1', 'Day 9'],
    ],
    [
      'negation',
      `<t:Not><t:Contains ContainmentMode="Prefixed" ContainmentComparison="IgnoreCase">${field('item:Subject')}<t:Constant Value="day"/></t:Contains></t:Not>`,
      ['Daily'],
    ],
    [
      'a part of a text',
      `<t:Contains ContainmentMode="Substring" ContainmentComparison="Exact">${field('calendar:Location')}<t:Constant Value="room"/></t:Contains>`,
      ['Day 2', 'Day 4', 'Day 6', 'Day 8'],
    ],
    [
      'one of several values',
      `<t:IsEqualTo>${field('item:Categories')}${constant('Blue')}</t:IsEqualTo>`,
      ['Day 2', 'Day 4', 'Day 6', 'Day 8'],
    ],
    [
      'existence',
      `<t:And><t:Exists>${field('calendar:Location')}</t:Exists><t:IsNotEqualTo>${field('item:Subject')}${constant('Day 2')}</t:IsNotEqualTo></t:And>`,
      ['Day 4', 'Day 6', 'Day 8'],
    ],
    [
      'an extended property',
      `<t:IsEqualTo><t:ExtendedFieldURI DistinguishedPropertySetId="Appointment" PropertyId="33315" PropertyType="Boolean"/>${constant('true')}</t:IsEqualTo>`,
      ['Daily'],
    ],
  ])('%s', async (_name, restriction, expected) => {
    expect(await subjects(restriction)).toEqual(expected);
  });
});

describe('a listing', () => {
  const order = (uri: string, direction: string): string =>
    `<m:SortOrder><t:FieldOrder Order="${direction}">${field(uri)}</t:FieldOrder></m:SortOrder>`;

  it('is sorted as asked for', async () => {
    const up = texts(await find(order('calendar:Start', 'Ascending')), 'Subject');
    expect(up.slice(0, 3)).toEqual(['Day 1', 'Day 2', 'Day 3']);
    expect(texts(await find(order('calendar:Start', 'Descending')), 'Subject')).toEqual([...up].reverse());
  });

  it('comes in pages that say where they end', async () => {
    const page = (offset: number, base = 'Beginning'): Promise<XmlElement> =>
      find(
        `<m:IndexedPageItemView MaxEntriesReturned="4" Offset="${String(offset)}" BasePoint="${base}"/>${order('calendar:Start', 'Ascending')}`,
      );
    const pages = [await page(0), await page(4), await page(8)];
    expect(pages.map((one) => all(one, 'RootFolder')[0]?.attributes)).toEqual([
      { IndexedPagingOffset: '4', TotalItemsInView: '10', IncludesLastItemInRange: 'false' },
      { IndexedPagingOffset: '8', TotalItemsInView: '10', IncludesLastItemInRange: 'false' },
      { IndexedPagingOffset: '10', TotalItemsInView: '10', IncludesLastItemInRange: 'true' },
    ]);
    expect(pages.flatMap((one) => texts(one, 'Subject'))).toHaveLength(10);
    expect(texts(await page(0, 'End'), 'Subject')).toEqual(['Day 7', 'Day 8', 'Day 9', 'Daily']);
  });

  it('numbers items strictly upwards, and leaves bodies out', async () => {
    const number = '<t:ExtendedFieldURI PropertyTag="0xe23" PropertyType="Integer"/>';
    const shape = `<t:BaseShape>AllProperties</t:BaseShape><t:AdditionalProperties>${number}</t:AdditionalProperties>`;
    const answer = await find(
      `<m:SortOrder><t:FieldOrder Order="Ascending">${number}</t:FieldOrder></m:SortOrder>`,
      '',
      shape,
    );
    const numbers = texts(answer, 'Value').map(Number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(Math.min(...numbers)).toBeGreaterThan(0);
    expect([texts(answer, 'Body'), texts(answer, 'Recurrence')]).toEqual([[], []]);
  });
});

describe('a calendar view', () => {
  const view = (from: string, to: string, more = ''): Promise<XmlElement> =>
    find(`<m:CalendarView StartDate="${from}" EndDate="${to}"${more}/>`);

  it('shows occurrences by start, no masters', async () => {
    const answer = await view('2026-03-09T00:00:00Z', '2026-03-22T00:00:00Z');
    expect(texts(answer, 'Start')).toEqual([
      '2026-03-09T09:00:00Z',
      '2026-03-20T09:00:00Z',
      '2026-03-21T09:00:00Z',
    ]);
    expect(all(answer, 'RootFolder')[0]?.attributes).toEqual({
      TotalItemsInView: '3',
      IncludesLastItemInRange: 'true',
    });
  });

  it('may be cut', async () => {
    const answer = await view('2026-03-01T00:00:00Z', '2026-12-01T00:00:00Z', ' MaxEntriesReturned="5"');
    expect([
      texts(answer, 'Start').length,
      all(answer, 'RootFolder')[0]?.attributes['IncludesLastItemInRange'],
    ]).toEqual([5, 'false']);
  });

  it.each([
    ['2026-03-09T00:00:00Z', '2026-03-08T00:00:00Z', 'ErrorCalendarEndDateIsEarlierThanStartDate'],
    ['2026-01-01T00:00:00Z', '2029-01-01T00:00:00Z', 'ErrorCalendarViewRangeTooBig'],
  ])('from %s to %s is refused', async (from, to, code) => {
    expect(codes(await view(from, to))).toEqual([code]);
  });

  it('is one of calendars only', async () => {
    const answer = await find(
      '<m:CalendarView StartDate="2026-03-01T00:00:00Z" EndDate="2026-03-02T00:00:00Z"/>',
      '',
      undefined,
      'inbox',
    );
    expect(codes(answer)).toEqual(['ErrorCalendarFolderIsInvalidForCalendarView']);
  });
});

describe('folders', () => {
  const findFolders = (parent: string, traversal: string, restriction = ''): Promise<XmlElement> =>
    ews(
      sandbox,
      `<m:FindFolder Traversal="${traversal}"><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>${restriction}<m:ParentFolderIds><t:DistinguishedFolderId Id="${parent}"/></m:ParentFolderIds></m:FindFolder>`,
    );

  it('are found by depth and by restriction', async () => {
    sandbox.groupware.calendars.add({ owner: 'alice', slug: 'home', name: 'Home' });
    expect(texts(await findFolders('root', 'Shallow'), 'DisplayName')).toEqual(['Top of Information Store']);
    const deep = await findFolders('msgfolderroot', 'Deep');
    expect(texts(deep, 'DisplayName')).toEqual(expect.arrayContaining(['Work', 'Home', 'Junk Email']));
    expect(texts(await findFolders('calendar', 'Shallow'), 'DisplayName')).toEqual(['Home']);
    const restriction = `<m:Restriction><t:IsEqualTo>${field('folder:DisplayName')}${constant('Home')}</t:IsEqualTo></m:Restriction>`;
    const [home] = all(await findFolders('msgfolderroot', 'Deep', restriction), 'CalendarFolder');
    expect(home === undefined ? [] : [text(home, 'DisplayName'), text(home, 'FolderClass')]).toEqual([
      'Home',
      'IPF.Appointment',
    ]);
  });

  it('are made and deleted; those that everybody has are not', async () => {
    const make = (folder: string): Promise<XmlElement> =>
      ews(
        sandbox,
        `<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id="msgfolderroot"/></m:ParentFolderId><m:Folders>${folder}</m:Folders></m:CreateFolder>`,
      );
    const made = await make('<t:CalendarFolder><t:DisplayName>Büro 2</t:DisplayName></t:CalendarFolder>');
    expect(codes(made)).toEqual(['NoError']);
    expect(sandbox.groupware.calendars.find('alice', 'b-ro-2')?.name).toBe('Büro 2');
    expect(codes(await make('<t:Folder><t:DisplayName>Büro 2</t:DisplayName></t:Folder>'))).toEqual([
      'ErrorFolderExists',
    ]);
    const drop = (id: string): Promise<XmlElement> =>
      ews(
        sandbox,
        `<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>${id}</m:FolderIds></m:DeleteFolder>`,
      );
    const [id] = all(made, 'FolderId');
    expect(codes(await drop(`<t:FolderId Id="${id?.attributes['Id'] ?? ''}"/>`))).toEqual(['NoError']);
    expect(sandbox.groupware.calendars.find('alice', 'b-ro-2')).toBeUndefined();
    expect(codes(await drop('<t:DistinguishedFolderId Id="inbox"/>'))).toEqual([
      'ErrorDeleteDistinguishedFolder',
    ]);
  });

  it('carry a tag that changes with what is in them', async () => {
    const tag = async (): Promise<string | null> =>
      text(
        await ews(
          sandbox,
          '<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:ExtendedFieldURI PropertyTag="0x670a" PropertyType="SystemTime"/></t:AdditionalProperties></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="calendar"/></m:FolderIds></m:GetFolder>',
        ),
        'Value',
      );
    const before = await tag();
    expect(await tag()).toBe(before);
    sandbox.groupware.events.touch('alice/work', '1@test.ics');
    expect(await tag()).not.toBe(before);
  });

  it('of others are not shown', async () => {
    const other = (address: string): Promise<XmlElement> =>
      ews(
        sandbox,
        `<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId></m:FolderIds></m:GetFolder>`,
      );
    expect(codes(await other('alice@example.org'))).toEqual(['NoError']);
    expect(codes(await other('bob@example.org'))).toEqual(['ErrorFolderNotFound']);
    expect(codes(await other('nobody@example.org'))).toEqual(['ErrorNonExistentMailbox']);
  });
});

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema', () => {
  it('allows every answer', () => watch.validate());
});
