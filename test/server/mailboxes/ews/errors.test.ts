import type { ServerResponse } from 'node:http';
import { element } from '../../../../src/server/mailboxes/ews/element.ts';
import type { Ews } from '../../../../src/server/mailboxes/ews/wire.ts';
import {
  CursorLost,
  Denied,
  Gone,
  Malformed,
  Stale,
  Throttled,
  Unavailable,
} from '../../../../src/sync/errors.ts';
import {
  envelope,
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
} from './exchange.ts';
import type { Answer, Exchange } from './exchange.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const IDS = { base: 'IdOnly' } as const;
const one = [{ id: 'one', changeKey: '1' }];
const three = ['one', 'two', 'three'].map((id) => ({ id, changeKey: '1' }));
const updates = three.map((item) => ({ item, element: 'CalendarItem', changes: [] }));

describe('What a server answers becomes the next action', () => {
  let exchange: Exchange | null = null;
  let ews: Ews | null = null;
  afterEach(async () => {
    await ews?.close();
    await exchange?.close();
  });
  const start = async (answer: Answer): Promise<Ews> => {
    exchange = await startExchange(answer);
    ews = ewsAt(exchange.url, { now: () => NOW });
    return ews;
  };
  const context = { deadline: NOW + 5_000 };
  const says = (status: number, headers: Record<string, string> = {}, body = ''): Answer => {
    return (_asked, response) => response.writeHead(status, headers).end(body);
  };

  it.each([
    [401, {}, Denied, { code: 'wrong-password', scope: 'mailbox' }],
    [
      401,
      { 'www-authenticate': 'Basic realm="a, NTLM b", Negotiate, NTLM' },
      Denied,
      { code: 'sign-in-refused', parameters: { schemes: 'Basic, Negotiate, NTLM' } },
    ],
    [
      401,
      { 'www-authenticate': 'NTLM' },
      Denied,
      { code: 'basic-not-offered', parameters: { schemes: 'NTLM' } },
    ],
    [
      401,
      { 'www-authenticate': 'Bearer client_id="x", token_types="a b", error="c"' },
      Denied,
      { code: 'basic-not-offered', parameters: { schemes: 'Bearer' } },
    ],
    [403, {}, Denied, { code: 'access-denied', scope: 'mailbox' }],
    [404, {}, Unavailable, { code: 'wrong-path', parameters: { path: '/EWS/Exchange.asmx' } }],
    [302, { location: '/owa/auth/logon.aspx' }, Unavailable, { code: 'too-many-redirects' }],
    [200, { 'content-type': 'text/html' }, Unavailable, { code: 'not-exchange', effect: 'none' }],
    [405, {}, Unavailable, { code: 'not-exchange' }],
    [429, { 'retry-after': '7' }, Throttled, { retryAt: NOW + 7_000 }],
    [503, { 'retry-after': new Date(NOW + 90_000).toUTCString() }, Throttled, { retryAt: NOW + 90_000 }],
    [503, {}, Unavailable, { code: 'server-error', effect: 'none' }],
    [500, { 'content-type': 'text/html' }, Unavailable, { code: 'server-error' }],
  ])('status %d with %j', async (status, headers, type, detail) => {
    const error = await rejection((await start(says(status, headers))).getItem(one, IDS, context));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject(detail);
  });

  it.each([
    ['an HTML page that claims to be XML', '<html><body>Hi</body></html>', 'not-exchange'],
    ['nothing', '', 'answer-not-xml'],
    [
      'half an answer',
      messages('GetItem', success('GetItem', items('one'))).slice(0, -30),
      'answer-truncated',
    ],
    ['garbage', '<s:Envelope', 'answer-truncated'],
    ['entities', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'answer-with-entities'],
  ])('%s', async (_name, body, code) => {
    const reading = (await start(says(200, { 'content-type': 'text/xml' }, body))).getItem(one, IDS, context);
    expect(await rejection(reading)).toMatchObject({ name: 'Unavailable', code, effect: 'none' });
  });

  it('a bomb of elements ends early', async () => {
    const error = await rejection(
      (await start(says(200, { 'content-type': 'text/xml' }, envelope('<a>'.repeat(100_000))))).getItem(
        one,
        IDS,
        context,
      ),
    );
    expect(error).toMatchObject({ code: 'answer-not-xml', parameters: { what: 'size' } });
  });

  it.each([
    ['ErrorItemNotFound', Gone, { code: 'item-gone' }],
    ['ErrorIrresolvableConflict', Stale, { code: 'version-moved-on' }],
    ['ErrorChangeKeyRequired', Stale, {}],
    ['ErrorAccessDenied', Denied, { scope: 'item' }],
    [
      'ErrorInvalidIdMalformed',
      Malformed,
      { parameters: { status: 'Exchange', condition: 'ErrorInvalidIdMalformed' } },
    ],
    ['ErrorNobodyHeardOf', Malformed, { code: 'rejected-by-server' }],
    ['constructor', Malformed, {}],
  ])('%s concerns that item only', async (code, type, detail) => {
    const found = await (
      await start((_asked, response) => {
        const inside = [
          success('GetItem', items('one')),
          failure('GetItem', code),
          success('GetItem', items('three')),
        ];
        reply(response, messages('GetItem', ...inside));
      })
    ).getItem(three, IDS, context);
    expect(found.map(({ ok }) => ok)).toEqual([true, false, true]);
    const [, second] = found;
    expect(second).toMatchObject({ responseCode: code, error: detail });
    expect(second?.ok === false && second.error).toBeInstanceOf(type);
  });

  it.each([
    ['ErrorServerBusy', Throttled, { retryAt: NOW + 4321 }],
    ['ErrorMailboxStoreUnavailable', Unavailable, { code: 'server-error' }],
    ['ErrorNonExistentMailbox', Denied, { code: 'mailbox-not-found', scope: 'mailbox' }],
  ])('%s concerns all, whoever reads', async (code, type, detail) => {
    const reading = (
      await start((_asked, response) => {
        reply(
          response,
          messages('GetItem', success('GetItem', items('one')), failure('GetItem', code, 4321)),
        );
      })
    ).getItem(three.slice(0, 2), IDS, context);
    const error = await rejection(reading);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject(detail);
  });

  it('an item over which the server stumbles is set aside, alone and among others', async () => {
    const mine = await start(({ body }, response) => {
      const broken = body.includes('IdOnly')
        ? success('GetItem', items('one'))
        : failure('GetItem', 'ErrorInternalServerError');
      reply(response, messages('GetItem', broken));
    });
    const [only] = await mine.getItem(one, { base: 'AllProperties' }, context);
    expect(only).toMatchObject({ ok: false, error: { name: 'Malformed', code: 'unreadable-on-server' } });
    expect(exchange?.asked).toHaveLength(2);
  });

  it('one item that breaks the whole request is found, and the others are read', async () => {
    const mine = await start(({ body }, response) => {
      const ids = [...body.matchAll(/<t:ItemId Id="([^"]*)"/g)].map(([, id = '']) => id);
      if (body.includes('AllProperties') && ids.includes('7')) {
        reply(response, fault('ErrorInternalServerError'), 500);
        return;
      }
      reply(response, messages('GetItem', ...ids.map((id) => success('GetItem', items(id)))));
    });
    const many = Array.from({ length: 20 }, (_none, index) => ({ id: String(index), changeKey: null }));
    const read = await mine.getItem(many, { base: 'AllProperties' }, context);
    expect(
      read.map((outcome) => (outcome.ok ? outcome.item.children[0]?.attributes['Id'] : 'broken')),
    ).toEqual(many.map(({ id }) => (id === '7' ? 'broken' : id)));
    expect(read[7]).toMatchObject({ error: { name: 'Malformed', code: 'unreadable-on-server' } });
  });

  it('a server that is ill all over is unavailable', async () => {
    const mine = await start((_asked, response) => {
      reply(response, messages('GetItem', failure('GetItem', 'ErrorInternalServerError')));
    });
    expect(await rejection(mine.getItem(one, { base: 'AllProperties' }, context))).toMatchObject({
      name: 'Unavailable',
      code: 'server-error',
    });
  });

  it('faults: busy with a time, and a schema that the server rejects', async () => {
    const mine = await start(({ operation }, response) => {
      reply(
        response,
        operation === 'GetItem' ? fault('ErrorServerBusy', 297_749) : fault('ErrorSchemaValidation'),
        500,
      );
    });
    expect(await rejection(mine.getItem(one, IDS, context))).toMatchObject({ retryAt: NOW + 297_749 });
    expect(await rejection(mine.syncFolderItems({ id: 'x' }, null, IDS, context))).toBeInstanceOf(Malformed);
  });

  it('a state that the server does not know', async () => {
    const mine = await start(({ operation }, response) => {
      reply(response, messages(operation, failure(operation, 'ErrorInvalidSyncStateData')));
    });
    expect(await rejection(mine.syncFolderItems({ id: 'x' }, 'old', IDS, context))).toBeInstanceOf(
      CursorLost,
    );
    expect(await rejection(mine.syncFolderHierarchy({ id: 'x' }, 'old', IDS, context))).toBeInstanceOf(
      CursorLost,
    );
  });

  it('a folder that is gone', async () => {
    const mine = await start((_asked, response) => {
      reply(response, messages('SyncFolderItems', failure('SyncFolderItems', 'ErrorFolderNotFound')));
    });
    expect(await rejection(mine.syncFolderItems({ id: 'x' }, null, IDS, context))).toMatchObject({
      name: 'Gone',
      code: 'collection-gone',
    });
  });

  describe('of a write', () => {
    const write = (mine: Ews) => mine.updateItem({ updates, mail: 'SendToNone' }, context);

    it('what was said before the answer broke off counts, the rest is unknown', async () => {
      const whole = messages(
        'UpdateItem',
        success('UpdateItem', items('one')),
        success('UpdateItem', items('two')),
      );
      const mine = await start(
        says(200, { 'content-type': 'text/xml' }, whole.slice(0, whole.indexOf('Id="two"'))),
      );
      const outcomes = await write(mine);
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false]);
      expect(outcomes[2]).toMatchObject({ error: { name: 'Unavailable', effect: 'unknown' } });
    });

    it('nothing readable, a 500 or a cut connection leave everything unknown', async () => {
      let answer = (response: ServerResponse): unknown =>
        response.writeHead(200, { 'content-type': 'text/xml' }).end('<s:Env');
      const mine = await start((_asked, response) => void answer(response));
      expect(await rejection(write(mine))).toMatchObject({ name: 'Unavailable', effect: 'unknown' });
      answer = (response) => response.writeHead(502).end();
      expect(await rejection(write(mine))).toMatchObject({ code: 'server-error', effect: 'unknown' });
      answer = (response) => response.destroy();
      expect(await rejection(write(mine))).toMatchObject({ code: 'connection-cut', effect: 'unknown' });
      expect(exchange?.asked).toHaveLength(3);
    });

    it('busy and conflicts are the single item’s, and nothing happened', async () => {
      const codes = ['ErrorServerBusy', 'ErrorIrresolvableConflict', 'ErrorQuotaExceeded'];
      const mine = await start((_asked, response) => {
        reply(response, messages('UpdateItem', ...codes.map((code) => failure('UpdateItem', code, 2000))));
      });
      const errors = (await write(mine)).map((outcome) => (outcome.ok ? null : outcome.error));
      expect(errors).toMatchObject([
        { name: 'Throttled', retryAt: NOW + 2000, effect: 'none' },
        { name: 'Stale', effect: 'none' },
        { name: 'Denied', scope: 'item', code: 'quota-exceeded', effect: 'none' },
      ]);
    });

    it('a request that is refused for one item’s sake is sent item by item', async () => {
      const mine = await start(({ body }, response) => {
        if (body.includes('bad')) reply(response, fault('ErrorSchemaValidation'), 500);
        else reply(response, messages('CreateItem', success('CreateItem', items('new'))));
      });
      const good = element('CalendarItem', [element('Subject', 'good')]);
      const bad = element('CalendarItem', [element('Subject', 'bad')]);
      const request = { folder: { id: 'x' }, items: [good, bad, good], mail: 'SendToNone' } as const;
      const outcomes = await mine.createItem(request, context);
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
      expect(outcomes[1]).toMatchObject({ error: { name: 'Malformed' } });
      expect(exchange?.asked).toHaveLength(4);
    });

    it('success without an id is not taken for one', async () => {
      const mine = await start((_asked, response) => {
        reply(response, messages('CreateItem', success('CreateItem', '<m:Items/>')));
      });
      const request = { folder: { id: 'x' }, items: [element('CalendarItem')], mail: 'SendToNone' } as const;
      const [outcome] = await mine.createItem(request, context);
      expect(outcome).toMatchObject({ ok: false, error: { code: 'outcome-missing', effect: 'unknown' } });
    });
  });

  it('reading is repeated when the server had closed the connection, writing is not', async () => {
    let cut = true;
    const mine = await start(({ operation }, response) => {
      if (cut) response.destroy();
      else reply(response, messages(operation, success(operation, items('one'))));
      cut = false;
    });
    expect(await mine.getItem(one, IDS, context)).toMatchObject([{ ok: true }]);
    cut = true;
    const deletion = { items: one, to: 'HardDelete', mail: 'SendToNone' } as const;
    expect(await rejection(mine.deleteItem(deletion, context))).toMatchObject({ code: 'connection-cut' });
    expect(exchange?.asked.map(({ operation }) => operation)).toEqual(['GetItem', 'GetItem', 'DeleteItem']);
  });

  it('no time left: nothing is sent', async () => {
    const mine = await start(says(200));
    expect(await rejection(mine.getItem(one, IDS, { deadline: NOW }))).toMatchObject({
      code: 'deadline-passed',
      effect: 'none',
    });
    expect(exchange?.asked).toEqual([]);
  });

  it('a server that does not answer in time', async () => {
    const slow = await startExchange(() => undefined);
    const mine = ewsAt(slow.url, { callTimeoutMs: 300 });
    expect(await rejection(mine.getItem(one, IDS, soon()))).toMatchObject({ code: 'server-too-slow' });
    await mine.close();
    await slow.close();
  });

  it('the password is in no error', async () => {
    const mine = await start(says(401));
    const error = await rejection(mine.getItem(one, IDS, context));
    expect(JSON.stringify([error, (error as Error).message, (error as Error).stack])).not.toMatch(
      /secret|c2VjcmV0/,
    );
    expect(exchange?.asked[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('alice@example.org:secret wörd').toString('base64')}`,
    );
  });
});
