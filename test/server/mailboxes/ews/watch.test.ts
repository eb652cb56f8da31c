import type { ServerResponse } from 'node:http';
import { createHttpClient } from '../../../../src/server/mailboxes/net/http-client.ts';
import { createSoap } from '../../../../src/server/mailboxes/ews/soap/soap.ts';
import { watchFolders } from '../../../../src/server/mailboxes/ews/watch/watch.ts';
import type { WatchOptions, Watching } from '../../../../src/server/mailboxes/ews/watch/watch.ts';
import { Denied } from '../../../../src/sync/errors.ts';
import { until } from '../../../support/until.ts';
import { environment, ewsAt, failure, fault, messages, reply, startExchange, success } from './exchange.ts';
import type { Answer, Exchange } from './exchange.ts';

/** A server that streams what the test says, with as many refusals before as the test says. */
interface StreamingExchange {
  readonly exchange: Exchange;
  /** Connections that are open, in the order of their opening. */
  readonly streams: ServerResponse[];
  /** Answers in place of the usual one, used up one by one. */
  readonly instead: Record<string, Answer[]>;
  readonly count: (operation: string) => number;
}

async function startStreaming(): Promise<StreamingExchange> {
  const streams: ServerResponse[] = [];
  const instead: Record<string, Answer[]> = {};
  let subscriptions = 0;
  const exchange = await startExchange((asked, response) => {
    const other = instead[asked.operation]?.shift();
    if (other !== undefined) {
      other(asked, response);
    } else if (asked.operation === 'Subscribe') {
      subscriptions += 1;
      const id = `<m:SubscriptionId>S${String(subscriptions)}</m:SubscriptionId>`;
      reply(response, messages('Subscribe', success('Subscribe', id)));
    } else if (asked.operation === 'GetStreamingEvents') {
      response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' });
      response.write(status('OK'));
      streams.push(response);
    } else {
      reply(response, messages('Unsubscribe', success('Unsubscribe')));
    }
  });
  const count = (operation: string): number =>
    exchange.asked.filter((asked) => asked.operation === operation).length;
  return { exchange, streams, instead, count };
}

const status = (word: string): string =>
  messages(
    'GetStreamingEvents',
    success('GetStreamingEvents', `<m:ConnectionStatus>${word}</m:ConnectionStatus>`),
  );

const event = (name: string, inside: string, prefix = 'm'): string =>
  messages(
    'GetStreamingEvents',
    success(
      'GetStreamingEvents',
      `<m:Notifications><${prefix}:Notification><t:SubscriptionId>S1</t:SubscriptionId><t:${name}><t:TimeStamp>2026-11-21T10:00:00.123456789Z</t:TimeStamp>${inside}</t:${name}></${prefix}:Notification></m:Notifications>`,
    ),
  );

const itemIn = (folder: string): string => `<t:ItemId Id="i"/><t:ParentFolderId Id="${folder}"/>`;

function withOtherPrefixes(text: string): string {
  return text.replaceAll(/(<\/?)(s|m|t):/g, '$1soap-$2:').replaceAll(/xmlns:(s|m|t)=/g, 'xmlns:soap-$1=');
}

describe('Watching', () => {
  let server: StreamingExchange;
  let watching: Watching | null = null;
  let hints: string[] = [];
  let close: () => Promise<void>;
  beforeEach(async () => {
    server = await startStreaming();
    hints = [];
  });
  afterEach(async () => {
    watching?.stop();
    await watching?.ended;
    await close();
    await server.exchange.close();
  });
  const watch = (more: Partial<WatchOptions> = {}): void => {
    const { url } = server.exchange;
    const http = createHttpClient({ origin: url, user: 'alice', password: 'secret' }, environment);
    const soap = createSoap({ http, url, environment, schemaVersion: null });
    watching = watchFolders({
      soap,
      folders: () => Promise.resolve(['one', 'two']),
      onHint: (folder) => hints.push(folder),
      callMs: 2_000,
      pauseMs: 5,
      longestPauseMs: 20,
      pollMs: 5,
      ...more,
    });
    close = () => http.close();
  };
  /** The stream of this number, once it is open and was heard of. */
  const stream = async (index: number): Promise<ServerResponse> => {
    await until(() => server.streams.length > index);
    const found = server.streams[index];
    if (found === undefined) throw new Error('No stream');
    return found;
  };

  it('hints at every folder after subscribing, and then at the one where something happens', async () => {
    watch();
    const open = await stream(0);
    expect(hints).toEqual(['one', 'two']);
    open.write(event('CreatedEvent', itemIn('two')));
    await until(() => hints.length > 2);
    open.write(event('MovedEvent', `${itemIn('one')}<t:OldItemId Id="h"/><t:OldParentFolderId Id="two"/>`));
    await until(() => hints.length > 4);
    expect(hints.slice(2)).toEqual(['two', 'one', 'two']);
    expect(server.count('Subscribe')).toBe(1);
  });

  it.each([
    ['m:Notification', event('ModifiedEvent', itemIn('one'), 'm')],
    ['t:Notification', event('ModifiedEvent', itemIn('one'), 't')],
    ['other prefixes', withOtherPrefixes(event('DeletedEvent', itemIn('one')))],
    [
      'without declaration, with white space around',
      `\r\n  ${event('CopiedEvent', itemIn('one')).replace(/^<\?xml[^>]*\?>/, '')}\n\n`,
    ],
    ['an event that nobody knows yet', event('RenamedEvent', itemIn('one'))],
  ])('understands %s', async (_name, text) => {
    watch();
    const open = await stream(0);
    open.write(text);
    await until(() => hints.length > 2);
    expect(hints.slice(2)).toEqual(['one']);
  });

  it('understands pieces cut anywhere, and several envelopes in one piece', async () => {
    watch();
    const open = await stream(0);
    const text = `${event('CreatedEvent', itemIn('one'))}${status('OK')}${event('CreatedEvent', itemIn('two'))}`;
    for (const piece of text.match(/[\s\S]{1,7}/g) ?? []) {
      open.write(piece);
      await new Promise(setImmediate);
    }
    await until(() => hints.length === 4);
    open.write(text);
    await until(() => hints.length === 6);
    expect(hints.slice(2)).toEqual(['one', 'two', 'one', 'two']);
  });

  it('a folder under another id concerns all that are watched; a heartbeat none', async () => {
    watch();
    const open = await stream(0);
    open.write(event('StatusEvent', ''));
    open.write(event('CreatedEvent', itemIn('ANOTHER-ID-OF-ONE')));
    await until(() => hints.length > 2);
    expect(hints.slice(2)).toEqual(['one', 'two']);
  });

  it('connects again with the same subscription when the time is over, and misses nothing', async () => {
    let now = Date.now();
    watch({ minutes: 1, ...clockOf(() => now) });
    const first = await stream(0);
    now += 60_000;
    first.end(status('Closed'));
    await stream(1);
    await until(() => hints.length === 4);
    expect(hints.slice(2)).toEqual(['one', 'two']);
    expect(server.count('Subscribe')).toBe(1);
    expect(server.exchange.asked.at(-1)?.body).toContain('<t:SubscriptionId>S1<');
  });

  const clockOf = (now: () => number): Partial<WatchOptions> => {
    const { url } = server.exchange;
    const http = createHttpClient(
      { origin: url, user: 'alice', password: 'secret' },
      { ...environment, now },
    );
    const soap = createSoap({ http, url, environment: { ...environment, now }, schemaVersion: null });
    return { soap };
  };

  it.each([
    ['cut in the middle', (open: ServerResponse) => open.destroy()],
    ['ended in the middle of an envelope', (open: ServerResponse) => open.end(status('OK').slice(0, 200))],
    [
      'lost',
      (open: ServerResponse) =>
        open.end(messages('GetStreamingEvents', failure('GetStreamingEvents', 'ErrorSubscriptionNotFound'))),
    ],
    ['garbage', (open: ServerResponse) => open.end('<html>')],
    ['a fault', (open: ServerResponse) => open.end(fault('ErrorInternalServerError'))],
    ['closed at once', (open: ServerResponse) => open.end(status('Closed'))],
  ])('subscribes anew after a stream that was %s, and hints at everything', async (_name, breakIt) => {
    watch();
    breakIt(await stream(0));
    const second = await stream(1);
    expect(hints).toEqual(['one', 'two', 'one', 'two']);
    expect(server.count('Subscribe')).toBe(2);
    second.write(event('CreatedEvent', itemIn('one')));
    await until(() => hints.length > 4);
  });

  it('a server that is away is tried again, ever more rarely', async () => {
    server.instead['Subscribe'] = Array.from(
      { length: 4 },
      () => (_asked, response) => response.writeHead(502).end(),
    );
    watch();
    await stream(0);
    expect(server.count('Subscribe')).toBe(5);
    expect(hints).toEqual(['one', 'two']);
  });

  it('takes three missed heartbeats for a cut, and only of a server that sends any', async () => {
    watch({ silenceMs: 60 });
    const first = await stream(0);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(server.streams).toHaveLength(1);
    first.write(status('OK'));
    await stream(1);
    expect(server.count('Subscribe')).toBe(2);
    expect(hints).toEqual(['one', 'two', 'one', 'two']);
    await until(() => first.destroyed);
  });

  it('what happens between two heartbeats is a sign of life', async () => {
    watch({ silenceMs: 500 });
    const first = await stream(0);
    first.write(event('StatusEvent', ''));
    for (let round = 0; round < 10; round += 1) {
      first.write(event('CreatedEvent', itemIn('one')));
      await until(() => hints.length === 3 + round);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(server.streams).toHaveLength(1);
  });

  it('does not try a refused password again and again', async () => {
    const refuse: Answer = (_asked, response) =>
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    server.instead['Subscribe'] = [refuse];
    watch({ refusedPauseMs: 1_000_000 });
    await until(() => server.count('Subscribe') === 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.count('Subscribe')).toBe(1);
  });

  it('does not poll with a refused password', async () => {
    server.instead['Subscribe'] = [
      (_asked, response) =>
        reply(response, messages('Subscribe', failure('Subscribe', 'ErrorInvalidSubscriptionRequest'))),
    ];
    let looks = 0;
    watch({
      refusedPauseMs: 1_000_000,
      folders: () => {
        looks += 1;
        return looks === 1
          ? Promise.resolve(['one'])
          : Promise.reject(new Denied({ code: 'sign-in-refused' }, 'mailbox'));
      },
    });
    await until(() => looks === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(looks).toBe(2);
  });

  it('busy: not before the server wants us back', async () => {
    server.instead['Subscribe'] = [
      (_asked, response) => reply(response, fault('ErrorServerBusy', 1_000), 500),
    ];
    watch();
    const began = performance.now();
    await stream(0);
    expect(performance.now() - began).toBeGreaterThan(900);
  });

  it('polls a server that refuses to stream, and asks again later', async () => {
    server.instead['Subscribe'] = [
      (_asked, response) =>
        reply(response, messages('Subscribe', failure('Subscribe', 'ErrorInvalidSubscriptionRequest'))),
    ];
    watch();
    await stream(0);
    expect(hints.length).toBe(2 * 15 + 2);
  });

  it('asks anew which folders there are', async () => {
    const lists = [['one'], ['one', 'three']];
    watch({ folders: () => Promise.resolve(lists.shift() ?? []) });
    (await stream(0)).destroy();
    await stream(1);
    expect(hints).toEqual(['one', 'one', 'three']);
  });

  it('ends its subscription when it is stopped, and hints no more', async () => {
    watch();
    await stream(0);
    watching?.stop();
    await watching?.ended;
    const before = hints.length;
    expect(server.count('Unsubscribe')).toBe(1);
    server.streams[0]?.write(event('CreatedEvent', itemIn('one')));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(hints).toHaveLength(before);
    expect(server.count('Subscribe')).toBe(1);
  });
});

describe('A mailbox that is closed', () => {
  it('stops watching and leaves nothing open', async () => {
    const server = await startStreaming();
    const ews = ewsAt(server.exchange.url);
    const hints: string[] = [];
    ews.watch(
      () => Promise.resolve(['one']),
      (folder) => hints.push(folder),
    );
    await until(() => server.streams.length === 1);
    await ews.close();
    await until(() => server.streams[0]?.destroyed === true);
    expect(hints).toEqual(['one']);
    await server.exchange.close();
  });
});
