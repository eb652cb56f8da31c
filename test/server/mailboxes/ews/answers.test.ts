import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Element } from '../../../../src/server/mailboxes/ews/element.ts';
import { getStreamingEvents } from '../../../../src/server/mailboxes/ews/calls/get-streaming-events.ts';
import { createHeartbeat } from '../../../../src/server/mailboxes/ews/watch/heartbeat.ts';
import { subscribe } from '../../../../src/server/mailboxes/ews/calls/subscribe.ts';
import { unsubscribe } from '../../../../src/server/mailboxes/ews/calls/unsubscribe.ts';
import { createSoap } from '../../../../src/server/mailboxes/ews/soap/soap.ts';
import type { Soap } from '../../../../src/server/mailboxes/ews/soap/soap.ts';
import type { Ews, Outcome } from '../../../../src/server/mailboxes/ews/wire.ts';
import { createHttpClient } from '../../../../src/server/mailboxes/net/http-client.ts';
import { SyncError } from '../../../../src/sync/errors.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';
import { zoneOfSerializable } from '../../../../src/server/mailboxes/ews/time-zones.ts';
import { environment, envelope, ewsAt, soon, startExchange } from './exchange.ts';
import type { Exchange } from './exchange.ts';

/** What a documented answer says, in few words. */
type Said = unknown;

const SHAPE = { base: 'IdOnly' } as const;
const FOLDER = { distinguished: 'inbox' };
const ITEM = { id: 'x', changeKey: 'y' };
const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

/** Per operation: asks for as much as the answer holds, and sums up what comes out. */
const ASKING: Readonly<Record<string, (ews: Ews, count: number, soap: Soap) => Promise<Said>>> = {
  GetFolder: async (ews, count) =>
    (await ews.getFolder(times(count, FOLDER), SHAPE, soon())).map(outcome(({ folder }) => inside(folder))),
  FindFolder: async (ews) =>
    page(await ews.findFolder({ parent: FOLDER, traversal: 'Deep', shape: SHAPE }, soon())),
  FindItem: async (ews) => page(await ews.findItem({ folder: FOLDER, shape: SHAPE }, soon())),
  SyncFolderHierarchy: async (ews) => {
    const { changes, syncState, last } = await ews.syncFolderHierarchy(FOLDER, null, SHAPE, soon());
    const said = changes.map((one) => [one.type, one.id, ...('folder' in one ? [inside(one.folder)] : [])]);
    return { changes: said, syncState, last };
  },
  SyncFolderItems: async (ews) => {
    const { changes, syncState, last } = await ews.syncFolderItems(FOLDER, null, SHAPE, soon());
    const said = changes.map((one) => [one.type, one.id, ...('item' in one ? [inside(one.item)] : [])]);
    return { changes: said, syncState, last };
  },
  GetItem: async (ews, count) =>
    (await ews.getItem(times(count, ITEM), SHAPE, soon())).map(outcome(({ item }) => inside(item))),
  CreateItem: async (ews, count) => {
    const items = times(count, { name: 'Message', children: [], text: '', attributes: {} });
    const request = { folder: FOLDER, items, mail: 'SendToNone', disposition: 'SendAndSaveCopy' } as const;
    return (await ews.createItem(request, soon())).map(outcome(({ id, item }) => [id, inside(item)]));
  },
  UpdateItem: async (ews, count) => {
    const updates = times(count, { item: ITEM, element: 'Message', changes: [] });
    return (await ews.updateItem({ updates, mail: 'SendToNone' }, soon())).map(outcome(({ id }) => id));
  },
  DeleteItem: async (ews, count) => {
    const request = { items: times(count, ITEM), to: 'HardDelete', mail: 'SendToNone' } as const;
    return (await ews.deleteItem(request, soon())).map(outcome(() => 'done'));
  },
  MoveItem: async (ews, count) =>
    (await ews.moveItem(times(count, ITEM), FOLDER, soon())).map(outcome(({ id }) => id)),
  ResolveNames: (ews) => ews.resolveNames('x', soon()),
  GetServerTimeZones: async (ews) => (await ews.getServerTimeZones(null, soon())).map(inside),
  GetUserAvailability: async (ews, count) => {
    const question = { addresses: times(count, 'x@example.org'), start: 0, end: 1 };
    return (await ews.getUserAvailability(question, soon())).map(
      outcome(({ busy, timeZone }) => ({
        busy: busy.map(({ start, end, ...more }) => ({ from: iso(start), to: iso(end), ...more })),
        // The older answer is from before North America's clocks changed their days.
        zones: ['2006', '2014'].map(
          (year) => timeZone && zoneOfSerializable(timeZone, `${year}-01-01T00:00:00`),
        ),
      })),
    );
  },
  Subscribe: (_ews, _count, soap) => subscribe(soap, [FOLDER], soon()),
  Unsubscribe: async (_ews, _count, soap) => {
    await unsubscribe(soap, 'x', soon());
    return 'done';
  },
  GetStreamingEvents: async (_ews, _count, soap) => {
    const heard: unknown[] = [];
    const { signal } = new AbortController();
    const heartbeat = createHeartbeat(60_000);
    const ears = { onSign: () => heard.push('sign'), onEvents: (ids: readonly string[]) => heard.push(ids) };
    const end = await getStreamingEvents(soap, { subscriptionId: 'x', minutes: 1, signal, heartbeat }, ears);
    return [...heard, end.type];
  },
  Fault: (ews) => ews.getItem([ITEM], SHAPE, soon()),
};

const iso = (time: number): string => new Date(time).toISOString();

/** An element's name, its id if it has one, and the names of what is in it. */
function inside(element: Element): Said {
  const ids = element.children.filter(({ name }) => name === 'ItemId' || name === 'FolderId');
  return {
    [element.name]: [
      ...ids.map(({ attributes }) => attributes),
      element.children.map(({ name }) => name).join(' '),
    ],
  };
}

function outcome<T>(said: (result: T) => Said): (outcome: Outcome<T>) => Said {
  return (one) => (one.ok ? said(one) : failed(one.error));
}

function failed(error: SyncError): Said {
  return { error: error.name, code: error.code, ...error.parameters };
}

function page(found: { elements: readonly Element[]; next: number | null; total: number | null }): Said {
  return { elements: found.elements.map(inside), next: found.next, total: found.total };
}

/** What one documented answer says to whoever asked for it. */
async function read(exchange: Exchange, operation: string, count: number): Promise<Said> {
  const ews = ewsAt(exchange.url);
  const http = createHttpClient({ origin: exchange.url, user: 'alice', password: 'secret' }, environment);
  const soap = createSoap({ http, url: exchange.url, environment, schemaVersion: null });
  try {
    return await ASKING[operation]?.(ews, count, soap);
  } catch (error) {
    if (error instanceof SyncError) return failed(error);
    throw error;
  } finally {
    await Promise.all([ews.close(), http.close()]);
  }
}

/** Some are documented without what is around them. */
function enveloped(text: string): string {
  const bare = text.replace(/^<\?xml[^>]*\?>\s*/, '');
  return /^<\w+Response[ >]/.test(bare) ? envelope(bare) : text;
}

const operationOf = (file: string): string => basename(file).split('-')[0] ?? '';
const fixture = join(import.meta.dirname, '../../../fixtures/ews/documented-answers.json');

describeWith(['reference-data'], 'Documented answers', () => {
  const expected = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, Said>;
  const files = ['.xml', '.malformed.txt']
    .flatMap((ending) => referenceFiles('ews-samples', ending))
    .filter((file) => /-response-/.test(file) && ASKING[operationOf(file)] !== undefined);
  let text = '';
  let exchange: Exchange | null = null;
  beforeAll(async () => {
    exchange = await startExchange((_asked, response) => {
      const status = text.includes('Fault>') ? 500 : 200;
      response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(text);
    });
  });
  afterAll(() => exchange?.close());

  it('are all here', () => {
    expect(files.map((file) => basename(file)).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(files.map((file) => [basename(file), file]))('%s', async (name, file) => {
    text = enveloped(readFileSync(file, 'utf8'));
    const count = Math.max(
      text.match(/<(?:\w+:)?(?:\w+ResponseMessage|FreeBusyResponse)[ >]/g)?.length ?? 0,
      1,
    );
    if (exchange === null) throw new Error('No server');
    expect(await read(exchange, operationOf(file), count)).toEqual(expected[name]);
  });
});
