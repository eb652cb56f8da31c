import { readTime } from '../../../../src/server/mailboxes/ews/times.ts';
import type { Ews } from '../../../../src/server/mailboxes/ews/wire.ts';
import {
  ewsAt,
  failure,
  fault,
  items,
  messages,
  rejection,
  reply,
  soon,
  startExchange,
  success,
  versionInfo,
} from './exchange.ts';
import type { Answer } from './exchange.ts';

const one = [{ id: 'one', changeKey: '1' }];
const IDS = { base: 'IdOnly' } as const;

async function negotiating(answer: Answer, known: string | null = null) {
  const exchange = await startExchange(answer);
  const ews = ewsAt(exchange.url, {}, known);
  const result = await ews.getItem(one, IDS, soon()).catch((error: unknown) => error);
  const again = await ews.getItem(one, IDS, soon()).catch((error: unknown) => error);
  const { server } = ews;
  await ews.close();
  await exchange.close();
  return { result, again, server, versions: exchange.asked.map(({ schemaVersion }) => schemaVersion) };
}

const found = messages('GetItem', success('GetItem', items('one')));

describe('The schema version', () => {
  it('is the newest that we use, as long as nobody objects', async () => {
    const { result, server, versions } = await negotiating((_asked, response) => {
      reply(response, found);
    });
    expect(result).toMatchObject([{ ok: true }]);
    expect(versions).toEqual(['Exchange2016', 'Exchange2016']);
    expect(server).toEqual({ schemaVersion: 'Exchange2016', build: '15.2.1118.7' });
  });

  it.each([
    [
      'a fault',
      (asked: { operation: string }) =>
        [fault('ErrorInvalidServerVersion', undefined, versionInfo(15, 0)), 500, asked] as const,
    ],
    ['a message', () => [messages('GetItem', failure('GetItem', 'ErrorInvalidServerVersion')), 200] as const],
    ['a fault without header', () => [fault('ErrorIncorrectSchemaVersion', undefined, ''), 500] as const],
  ])('falls back after %s, and stays there', async (_name, refusal) => {
    const { result, again, server, versions } = await negotiating((asked, response) => {
      const [body, status] = refusal(asked);
      if (asked.schemaVersion === 'Exchange2013_SP1') reply(response, found);
      else reply(response, body, status);
    });
    expect([result, again]).toMatchObject([[{ ok: true }], [{ ok: true }]]);
    expect(versions).toEqual(['Exchange2016', 'Exchange2013_SP1', 'Exchange2013_SP1']);
    expect(server.schemaVersion).toBe('Exchange2013_SP1');
  });

  it('that was negotiated before is where to begin; one that we no longer speak is not', async () => {
    const answer: Answer = (_asked, response) => {
      reply(response, found);
    };
    expect((await negotiating(answer, 'Exchange2013_SP1')).versions[0]).toBe('Exchange2013_SP1');
    expect((await negotiating(answer, 'Exchange2007')).versions[0]).toBe('Exchange2016');
  });

  it('of a server that is too old has a name', async () => {
    const old = await negotiating((_asked, response) => {
      reply(response, fault('ErrorInvalidServerVersion', undefined, versionInfo(14, 3)), 500);
    });
    expect(old.result).toMatchObject({
      code: 'server-too-old',
      parameters: { build: '14.3.1118.7' },
      effect: 'none',
    });
    expect(old.versions[0]).toBe('Exchange2016');
    const stubborn = await negotiating((_asked, response) => {
      reply(response, fault('ErrorInvalidServerVersion', undefined, ''), 500);
    });
    expect(stubborn.result).toMatchObject({ code: 'server-too-old' });
    expect(stubborn.versions).toEqual(['Exchange2016', 'Exchange2013_SP1', 'Exchange2013_SP1']);
  });
});

describe('Answers in odd forms', () => {
  const answering = async <T>(body: string, ask: (ews: Ews) => Promise<T>): Promise<T> => {
    const exchange = await startExchange((_asked, response) => {
      reply(response, body);
    });
    const ews = ewsAt(exchange.url);
    try {
      return await ask(ews);
    } finally {
      await ews.close();
      await exchange.close();
    }
  };

  it('other prefixes, no header, unknown elements, CDATA, another order', async () => {
    const item =
      '<x:New a="b">c</x:New><Subject><![CDATA[a <b> & c]]></Subject><ItemId ChangeKey="2" Id="one"/>';
    const message = `<r:GetItemResponseMessage><r:Items><CalendarItem xmlns="urn:types">${item}</CalendarItem></r:Items><r:ResponseCode>NoError</r:ResponseCode></r:GetItemResponseMessage>`;
    const body = `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/" xmlns:x="urn:new" xmlns:r="urn:messages"><Body><r:GetItemResponse><x:News><x:More/></x:News><r:ResponseMessages>${message}</r:ResponseMessages></r:GetItemResponse></Body></Envelope>`;
    const [got] = await answering(body, (ews) => ews.getItem(one, IDS, soon()));
    if (got?.ok !== true) throw new Error('Not read');
    expect(got.item.children.map(({ name, text }) => [name, text])).toEqual([
      ['New', 'c'],
      ['Subject', 'a <b> & c'],
      ['ItemId', ''],
    ]);
  });

  const page = (changes: string, more: string): string =>
    messages('SyncFolderItems', success('SyncFolderItems', `<m:Changes>${changes}</m:Changes>${more}`));
  const sync = (ews: Ews) => ews.syncFolderItems({ id: 'x' }, null, IDS, soon());
  const STATE = '<m:SyncState>S</m:SyncState>';
  const CHANGES = [
    '<t:Create><t:CalendarItem><t:ItemId Id="one"/></t:CalendarItem></t:Create>',
    '<t:Delete><t:ItemId Id="two" ChangeKey="1"/></t:Delete>',
    '<t:ReadFlagChange><t:ItemId Id="three"/><t:IsRead>TRUE</t:IsRead></t:ReadFlagChange>',
    '<t:Novelty/><t:Create><t:CalendarItem/></t:Create>',
  ].join('');

  it('a page that does not say whether it is the last one is not, unless it is empty', async () => {
    expect(await answering(page(CHANGES, STATE), sync)).toMatchObject({
      changes: [
        { type: 'create', id: { id: 'one', changeKey: null }, item: { name: 'CalendarItem' } },
        { type: 'delete', id: 'two' },
        { type: 'read-flag', id: { id: 'three', changeKey: null }, isRead: true },
      ],
      syncState: 'S',
      last: false,
    });
    expect(await answering(page('', STATE), sync)).toEqual({ changes: [], syncState: 'S', last: true });
  });

  it('a page without a state leads nowhere: it is asked for again, not believed', async () => {
    expect(await rejection(answering(page(CHANGES, ''), sync))).toMatchObject({
      name: 'Unavailable',
      code: 'outcome-missing',
    });
  });

  it('fewer answers than questions', async () => {
    const two = [...one, ...one];
    const asking = answering(found, (ews) => ews.getItem(two, IDS, soon()));
    expect(await rejection(asking)).toMatchObject({ name: 'Unavailable', code: 'outcome-missing' });
  });

  it('a page of a search that never ends', async () => {
    const root = `<m:RootFolder IndexedPagingOffset="0" IncludesLastItemInRange="false"><t:Items><t:CalendarItem><t:ItemId Id="a"/></t:CalendarItem></t:Items></m:RootFolder>`;
    const question = { folder: { id: 'x' }, shape: IDS };
    const body = messages('FindItem', success('FindItem', root));
    expect(await answering(body, (ews) => ews.findItem(question, soon()))).toMatchObject({
      next: null,
      total: null,
    });
  });

  it('texts that are too long are not taken for whole ones', async () => {
    const subject = `<t:Body>${'x'.repeat(4_200_000)}</t:Body>`;
    const long = success(
      'GetItem',
      `<m:Items><t:CalendarItem><t:ItemId Id="a"/>${subject}</t:CalendarItem></m:Items>`,
    );
    const [got] = await answering(messages('GetItem', long), (ews) => ews.getItem(one, IDS, soon()));
    expect(got).toMatchObject({ ok: false, error: { name: 'Malformed' } });
  });
});

describe('Times', () => {
  it.each([
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T10:00:00', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T10:00:00.123456789Z', '2026-11-21T10:00:00.123Z'],
    ['2026-11-21T10:00:00.5+01:30', '2026-11-21T08:30:00.500Z'],
    ['2026-11-21T10:00:00-0800', '2026-11-21T18:00:00.000Z'],
    ['2026-11-21T10:00:00+02', '2026-11-21T08:00:00.000Z'],
    [' 2026-11-21T10:00z ', '2026-11-21T10:00:00.000Z'],
    ['1601-01-01T00:00:00Z', '1601-01-01T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    const time = readTime(text);
    expect(time === null ? null : new Date(time).toISOString()).toBe(expected);
  });

  it.each(['', '2026-11-21', '2026-13-01T00:00:00Z', 'tomorrow', '2026-11-21T25:00:00Z'])(
    '%j is none',
    (text) => {
      expect(readTime(text)).toBeNull();
    },
  );
});
