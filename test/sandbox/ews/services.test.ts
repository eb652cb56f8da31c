import type { Sandbox } from '../../../src/sandbox/main.ts';
import type { XmlElement } from '../../../src/sandbox/xml/tree.ts';
import { readXml } from '../../../src/sandbox/xml/read.ts';
import { describeWith } from '../../requirements.ts';
import { ask, eventText } from '../support.ts';
import { all, codes, createEvent, ews, hour, idXml, schemaWatch, text, texts } from './support.ts';

const watch = schemaWatch();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await watch.sandbox();
  const save = (uid: string, lines: readonly string[]): void => {
    const body = eventText({ uid, lines });
    sandbox.groupware.events.save({
      calendarId: 'bob/work',
      name: `${uid}.ics`,
      text: body,
      schedule: false,
    });
  };
  save('busy@test', ['DTSTART:20260310T090000Z', 'DTEND:20260310T100000Z']);
  save('perhaps@test', ['DTSTART:20260310T120000Z', 'DTEND:20260310T130000Z', 'STATUS:TENTATIVE']);
  save('free@test', ['DTSTART:20260310T140000Z', 'DTEND:20260310T150000Z', 'TRANSP:TRANSPARENT']);
});
afterAll(() => sandbox.stop());

describe('ResolveNames', () => {
  const resolve = (entry: string, full = 'false'): Promise<XmlElement> =>
    ews(
      sandbox,
      `<m:ResolveNames ReturnFullContactData="${full}"><m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`,
    );

  it.each(['bob', 'Bob', 'bo', 'bob@example.org', 'smtp:BOB@example.org'])(
    'finds Bob as %s',
    async (entry) => {
      const answer = await resolve(entry, 'true');
      expect([codes(answer), text(answer, 'Name'), text(answer, 'EmailAddress')]).toEqual([
        ['NoError'],
        'Bob',
        'bob@example.org',
      ]);
    },
  );

  it('says that it found nobody, or several', async () => {
    expect(codes(await resolve('nobody'))).toEqual(['ErrorNameResolutionNoResults']);
    const several = await ews(
      await withTwoBobs(),
      '<m:ResolveNames ReturnFullContactData="false"><m:UnresolvedEntry>bo</m:UnresolvedEntry></m:ResolveNames>',
    );
    expect([
      codes(several),
      all(several, 'ResolveNamesResponseMessage')[0]?.attributes['ResponseClass'],
    ]).toEqual([['ErrorNameResolutionMultipleResults'], 'Warning']);
    expect(texts(several, 'EmailAddress')).toEqual(['bob@example.org', 'boris@example.org']);
  });

  async function withTwoBobs(): Promise<Sandbox> {
    sandbox.groupware.users.add({
      name: 'boris',
      displayName: 'Boris',
      address: 'boris@example.org',
      password: 'x',
    });
    return Promise.resolve(sandbox);
  }
});

describe('GetUserAvailability', () => {
  const ask = (
    address: string,
    from: string,
    to: string,
    view = 'FreeBusyMerged',
    zone = UTC,
  ): Promise<XmlElement> =>
    ews(
      sandbox,
      `<m:GetUserAvailabilityRequest>${zone}<m:MailboxDataArray><t:MailboxData><t:Email><t:Address>${address}</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType></t:MailboxData></m:MailboxDataArray><t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>${from}</t:StartTime><t:EndTime>${to}</t:EndTime></t:TimeWindow><t:MergedFreeBusyIntervalInMinutes>60</t:MergedFreeBusyIntervalInMinutes><t:RequestedView>${view}</t:RequestedView></t:FreeBusyViewOptions></m:GetUserAvailabilityRequest>`,
    );
  const part = (name: string, month: number, order: number): string =>
    `<t:${name}><t:Bias>${name === 'StandardTime' ? '0' : '-60'}</t:Bias><t:Time>03:00:00</t:Time><t:DayOrder>${String(order)}</t:DayOrder><t:Month>${String(month)}</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek></t:${name}>`;
  const UTC = `<t:TimeZone><t:Bias>0</t:Bias>${part('StandardTime', 10, 5)}${part('DaylightTime', 3, 5).replace('-60', '0')}</t:TimeZone>`;
  const BERLIN = `<t:TimeZone><t:Bias>-60</t:Bias>${part('StandardTime', 10, 5)}${part('DaylightTime', 3, 5)}</t:TimeZone>`;

  it('tells when, not what, on the clock of the request', async () => {
    const answer = await ask('bob@example.org', '2026-03-10T08:00:00', '2026-03-10T16:00:00');
    expect(
      all(answer, 'CalendarEvent').map((one) =>
        ['StartTime', 'EndTime', 'BusyType'].map((name) => text(one, name)),
      ),
    ).toEqual([
      ['2026-03-10T09:00:00', '2026-03-10T10:00:00', 'Busy'],
      ['2026-03-10T12:00:00', '2026-03-10T13:00:00', 'Tentative'],
    ]);
    expect(text(answer, 'MergedFreeBusy')).toBe('02001000');
    const local = await ask(
      'bob@example.org',
      '2026-03-10T08:00:00',
      '2026-03-10T16:00:00',
      'Detailed',
      BERLIN,
    );
    expect([texts(local, 'StartTime'), texts(local, 'MergedFreeBusy')]).toEqual([
      ['2026-03-10T10:00:00', '2026-03-10T13:00:00'],
      [],
    ]);
  });

  it('tells the working hours, and in which zone they are', async () => {
    const answer = await ask('bob@example.org', '2026-03-10T00:00:00', '2026-03-11T00:00:00', 'MergedOnly');
    const [hours] = all(answer, 'WorkingHours');
    expect(hours?.children.map(({ children }) => children.map((one) => one.text))).toEqual([
      ['-60', '', ''],
      [''],
    ]);
    const change = (name: string): readonly string[] =>
      all(answer, name).flatMap(({ children }) => children.map((one) => one.text));
    expect(change('StandardTime')).toEqual(['0', '03:00:00', '5', '10', 'Sunday']);
    expect(change('DaylightTime')).toEqual(['-60', '02:00:00', '5', '3', 'Sunday']);
    expect(change('WorkingPeriod')).toEqual(['Monday Tuesday Wednesday Thursday Friday', '480', '1020']);
  });

  it.each([
    ['nobody@example.org', '2026-03-10T08:00:00', '2026-03-10T16:00:00', 'ErrorMailRecipientNotFound'],
    ['bob@example.org', '2026-03-10T16:00:00', '2026-03-10T08:00:00', 'ErrorInvalidTimeInterval'],
    ['bob@example.org', '2026-03-10T16:00:00', '2026-06-10T08:00:00', 'ErrorTimeIntervalTooBig'],
  ])('of %s from %s to %s is refused', async (address, from, to, code) => {
    expect(codes(await ask(address, from, to))).toEqual([code]);
  });
});

describe('GetServerTimeZones', () => {
  it('knows those asked for, in full or by name', async () => {
    const get = (full: string, ids: string): Promise<XmlElement> =>
      ews(sandbox, `<m:GetServerTimeZones ReturnFullTimeZoneData="${full}">${ids}</m:GetServerTimeZones>`);
    const one = await get('true', '<m:Ids><t:Id>W. Europe Standard Time</t:Id><t:Id>Nowhere</t:Id></m:Ids>');
    expect(all(one, 'TimeZoneDefinition').map(({ attributes }) => attributes['Id'])).toEqual([
      'W. Europe Standard Time',
    ]);
    expect(all(one, 'Transitions')).not.toEqual([]);
    const every = await get('false', '');
    expect(all(every, 'TimeZoneDefinition').length).toBeGreaterThan(100);
    expect(all(every, 'Transitions')).toEqual([]);
  });
});

describe('ConvertId', () => {
  const convert = (id: string, from: string, to: string): Promise<XmlElement> =>
    ews(
      sandbox,
      `<m:ConvertId DestinationFormat="${to}"><m:SourceIds><t:AlternateId Format="${from}" Id="${id}" Mailbox="somebody@example.org"/></m:SourceIds></m:ConvertId>`,
    );

  it('writes an id in another form and back, and says whose mailbox it is', async () => {
    const id = /Id="([^"]*)"/.exec(idXml(await createEvent(sandbox, hour('A'))))?.[1] ?? '';
    const hex = all(await convert(id, 'EwsId', 'HexEntryId'), 'AlternateId')[0]?.attributes;
    expect([hex?.['Mailbox'], hex?.['Id']]).toEqual([
      'alice@example.org',
      Buffer.from(id, 'base64').toString('hex'),
    ]);
    const back = all(await convert(hex?.['Id'] ?? '', 'HexEntryId', 'EwsId'), 'AlternateId')[0]?.attributes;
    expect(back?.['Id']).toBe(id);
    expect(codes(await convert('nonsense', 'EwsId', 'EwsId'))).toEqual(['ErrorInvalidIdMalformed']);
    expect(codes(await convert(id, 'StoreId', 'EwsId'))).toEqual(['ErrorUnsupportedTypeForConversion']);
  });
});

describe('GetUserConfiguration', () => {
  const get = (name: string): Promise<XmlElement> =>
    ews(
      sandbox,
      `<m:GetUserConfiguration><m:UserConfigurationName Name="${name}"><t:DistinguishedFolderId Id="root"/></m:UserConfigurationName><m:UserConfigurationProperties>All</m:UserConfigurationProperties></m:GetUserConfiguration>`,
    );

  it('knows the time zone of Outlook on the web, and nothing else', async () => {
    expect(texts(await get('OWA.UserOptions'), 'Value')).toEqual(['timezone', 'W. Europe Standard Time']);
    expect(codes(await get('Other'))).toEqual(['ErrorItemNotFound']);
  });
});

describe('Autodiscover', () => {
  const pox = (
    address: string,
    schema = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a',
    user: string | null = 'alice',
  ) =>
    ask(sandbox, 'POST', '/Autodiscover/Autodiscover.xml', {
      user,
      body: `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>${schema}</AcceptableResponseSchema></Request></Autodiscover>`,
    });

  it('tells who signs in where an address is at home', async () => {
    const { status, text: answer } = await pox('bob@example.org');
    const found = readXml(answer);
    expect([
      status,
      text(found, 'EwsUrl'),
      text(found, 'AutoDiscoverSMTPAddress'),
      text(found, 'Action'),
    ]).toEqual([200, sandbox.ewsUrl, 'bob@example.org', 'settings']);
    expect((await pox('bob@example.org', undefined, null)).status).toBe(401);
  });

  it.each([
    ['an address that is not here', 'nobody@example.org', undefined, '500'],
    [
      'another schema',
      'bob@example.org',
      'http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006',
      '601',
    ],
    ['no address', '', undefined, '600'],
  ])('says what is wrong: %s', async (_name, address, schema, code) => {
    expect(text(readXml((await pox(address, schema)).text), 'ErrorCode')).toBe(code);
  });

  it.each([
    ['/autodiscover/autodiscover.json?Email=bob@example.org&Protocol=EWS', 200, { Protocol: 'EWS' }],
    ['/Autodiscover/Autodiscover.json/v1.0/bob%40example.org?Protocol=ews', 200, { Protocol: 'EWS' }],
    [
      '/autodiscover/autodiscover.json?Email=bob@example.org&Protocol=Fax',
      400,
      { ErrorCode: 'InvalidProtocol' },
    ],
    ['/autodiscover/autodiscover.json?Protocol=EWS', 400, { ErrorCode: 'InvalidEmailAddress' }],
  ])('answers %s to anybody', async (path, status, expected) => {
    const answer = await ask(sandbox, 'GET', path, { user: null });
    const content = JSON.parse(answer.text) as Readonly<Record<string, string>>;
    expect([answer.status, content]).toMatchObject([status, expected]);
    if (status === 200) expect(content['Url']).toBe(sandbox.ewsUrl);
  });
});

describeWith(['xmllint', 'reference-data'], 'Exchange’s schema', () => {
  it('allows every answer', () => watch.validate());
});
