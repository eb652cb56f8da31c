import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { element } from '../../../../src/server/mailboxes/ews/element.ts';
import type { FieldPath } from '../../../../src/server/mailboxes/ews/fields.ts';
import { getStreamingEvents } from '../../../../src/server/mailboxes/ews/calls/get-streaming-events.ts';
import { createHeartbeat } from '../../../../src/server/mailboxes/ews/watch/heartbeat.ts';
import { subscribe } from '../../../../src/server/mailboxes/ews/calls/subscribe.ts';
import { unsubscribe } from '../../../../src/server/mailboxes/ews/calls/unsubscribe.ts';
import { createSoap } from '../../../../src/server/mailboxes/ews/soap/soap.ts';
import type { Ews } from '../../../../src/server/mailboxes/ews/wire.ts';
import { createHttpClient } from '../../../../src/server/mailboxes/net/http-client.ts';
import { describeWith } from '../../../requirements.ts';
import { environment, ewsAt, failure, messages, reply, soon, startExchange } from './exchange.ts';
import { SCHEMAS, xmllint } from './schemas.ts';

const SUBJECT: FieldPath = { type: 'field', uri: 'item:Subject' };
const STREET: FieldPath = { type: 'indexed', uri: 'contacts:PhysicalAddress:Street', index: 'Home' };
const NAMED: FieldPath = {
  type: 'extended',
  set: { distinguished: 'PublicStrings' },
  name: 'a "name" <of> its own & more',
  propertyType: 'String',
};
const BY_GUID: FieldPath = {
  type: 'extended',
  set: { guid: '00062002-0000-0000-c000-000000000046' },
  id: 33315,
  propertyType: 'SystemTime',
};
const BY_TAG: FieldPath = { type: 'extended', tag: '0x3008', propertyType: 'SystemTime' };
const FIELDS = [SUBJECT, STREET, NAMED, BY_GUID, BY_TAG];
const SHAPE = { base: 'IdOnly', additional: FIELDS } as const;
const ITEM = { id: 'AAMk&"<', changeKey: 'DwAA' };
const CALENDAR = { distinguished: 'calendar' };

/** One of each request, and of each form that a part of it can have. */
const REQUESTS: Readonly<Record<string, (ews: Ews) => Promise<unknown>>> = {
  GetFolder: (ews) => ews.getFolder([CALENDAR, { id: 'AQMk' }], SHAPE, soon()),
  FindFolder: (ews) =>
    ews.findFolder({ parent: { distinguished: 'msgfolderroot' }, traversal: 'Deep', shape: SHAPE }, soon()),
  'FindFolder with a restriction': (ews) =>
    ews.findFolder(
      {
        parent: { id: 'AQMk' },
        traversal: 'Shallow',
        shape: { base: 'Default' },
        restriction: {
          type: 'equal',
          field: { type: 'field', uri: 'folder:FolderClass' },
          value: 'IPF.Appointment',
        },
        offset: 1000,
      },
      soon(),
    ),
  SyncFolderHierarchy: (ews) =>
    ews.syncFolderHierarchy({ distinguished: 'msgfolderroot' }, null, SHAPE, soon()),
  'SyncFolderHierarchy on': (ews) =>
    ews.syncFolderHierarchy({ id: 'AQMk' }, 'H4sI', { base: 'IdOnly' }, soon()),
  SyncFolderItems: (ews) => ews.syncFolderItems(CALENDAR, null, SHAPE, soon()),
  'SyncFolderItems on': (ews) => ews.syncFolderItems({ id: 'AQMk' }, 'H4sI', { base: 'IdOnly' }, soon()),
  GetItem: (ews) =>
    ews.getItem(
      [ITEM, { id: 'AAMk', changeKey: null }, { master: ITEM, instance: 3 }, { occurrence: ITEM }],
      { base: 'AllProperties', bodyType: 'Text', includeMimeContent: true, additional: FIELDS },
      soon(),
    ),
  'GetItem with the original': (ews) => ews.getMessage('AAMk&"<', SHAPE, soon()),
  'FindItem in several folders': (ews) =>
    ews.findItemInFolders(
      {
        folders: [CALENDAR, { id: 'AQMk' }],
        shape: SHAPE,
        restriction: {
          type: 'equal',
          field: { type: 'field', uri: 'message:InternetMessageId' },
          value: '<a&"b"@example.org>',
        },
      },
      soon(),
    ),
  FindItem: (ews) =>
    ews.findItem(
      {
        folder: CALENDAR,
        shape: SHAPE,
        restriction: {
          type: 'and',
          all: [
            { type: 'or', all: FIELDS.map((field) => ({ type: 'equal', field, value: 'a & "b"' })) },
            { type: 'or', all: [{ type: 'exists', field: BY_TAG }] },
            { type: 'at-least', field: BY_GUID, value: '2026-01-01T00:00:00Z' },
            { type: 'less-than', field: BY_GUID, value: '2027-01-01T00:00:00Z' },
          ],
        },
        offset: 1000,
      },
      soon(),
    ),
  'FindItem with a calendar view': (ews) =>
    ews.findItem(
      {
        folder: CALENDAR,
        shape: SHAPE,
        calendarView: { start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' },
      },
      soon(),
    ),
  CreateItem: (ews) =>
    ews.createItem(
      {
        folder: CALENDAR,
        mail: 'SendToNone',
        items: [
          element('CalendarItem', [
            element('Subject', 'Ümläut & <tag> \u0001 \ud800 😀'),
            element('Body', 'Text\r\nof lines', { BodyType: 'Text' }),
            element('Start', '2026-11-23T09:00:00Z'),
            element('End', '2026-11-23T10:00:00Z'),
          ]),
        ],
      },
      soon(),
    ),
  'CreateItem for an answer to an invitation': (ews) =>
    ews.createItem(
      {
        folder: null,
        mail: 'SendToNone',
        disposition: 'SendAndSaveCopy',
        items: [element('AcceptItem', [element('ReferenceItemId', [], { Id: 'AAMk', ChangeKey: 'DwAA' })])],
      },
      soon(),
    ),
  UpdateItem: (ews) =>
    ews.updateItem(
      {
        mail: 'SendToChangedAndSaveCopy',
        updates: [
          {
            item: ITEM,
            element: 'CalendarItem',
            changes: [
              { type: 'set', field: SUBJECT, value: element('Subject', 'New') },
              { type: 'delete', field: { type: 'field', uri: 'calendar:Location' } },
              { type: 'delete', field: NAMED },
            ],
          },
          {
            item: { master: ITEM, instance: 2 },
            element: 'CalendarItem',
            changes: [{ type: 'set', field: SUBJECT, value: element('Subject', '') }],
          },
        ],
      },
      soon(),
    ),
  DeleteItem: (ews) =>
    ews.deleteItem(
      { items: [ITEM, { master: ITEM, instance: 1 }], to: 'MoveToDeletedItems', mail: 'SendToNone' },
      soon(),
    ),
  MoveItem: (ews) => ews.moveItem([ITEM], { distinguished: 'deleteditems' }, soon()),
  ResolveNames: (ews) => ews.resolveNames('smtp:alice@example.org', soon()),
  GetUserAvailability: (ews) =>
    ews.getUserAvailability(
      {
        addresses: ['alice@example.org', 'bob@example.org'],
        start: Date.UTC(2026, 0, 1),
        end: Date.UTC(2026, 0, 8),
      },
      soon(),
    ),
  GetServerTimeZones: (ews) => ews.getServerTimeZones(['W. Europe Standard Time', 'UTC'], soon()),
  'GetServerTimeZones, all': (ews) => ews.getServerTimeZones(null, soon()),
};

describeWith(['xmllint', 'reference-data'], 'Every request is valid for every generation of servers', () => {
  const bodies = new Map<string, string>();
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'liaison-ews-requests-'));
    const server = await startExchange(({ operation }, response) => {
      reply(response, messages(operation, failure(operation, 'ErrorItemNotFound')));
    });
    const record = (name: string): void => {
      const last = server.asked.at(-1);
      if (last !== undefined) bodies.set(name, last.body);
    };
    const ews = ewsAt(server.url);
    const old = ewsAt(server.url, {}, 'Exchange2013_SP1');
    for (const [name, ask] of Object.entries(REQUESTS)) {
      await ask(ews).catch(() => null);
      record(name);
      await ask(old).catch(() => null);
      record(`${name} (2013)`);
    }
    const http = createHttpClient({ origin: server.url, user: 'alice', password: 'secret' }, environment);
    const soap = createSoap({ http, url: server.url, environment, schemaVersion: null });
    const signal = new AbortController().signal;
    const heartbeat = createHeartbeat(60_000);
    await subscribe(soap, [CALENDAR, { id: 'AQMk' }], soon()).catch(() => null);
    record('Subscribe');
    const ears = { onSign: () => undefined, onEvents: () => undefined };
    await getStreamingEvents(soap, { subscriptionId: 'JgBi', minutes: 10, signal, heartbeat }, ears);
    record('GetStreamingEvents');
    await unsubscribe(soap, 'JgBi', soon()).catch(() => null);
    record('Unsubscribe');
    await Promise.all([ews.close(), old.close(), http.close()]);
    await server.close();
    for (const [name, body] of bodies) writeFileSync(join(folder, `${name}.xml`), body);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('all of them were sent', () => {
    expect(bodies.size).toBe(Object.keys(REQUESTS).length * 2 + 3);
    expect(
      [...bodies].filter(([name, body]) => !body.includes(`<m:${name.split(/[ ,]/)[0] ?? '?'}`)),
    ).toEqual([]);
  });

  it.each(SCHEMAS)('$folder', ({ folder: schemas, file, without }) => {
    const checked = [...bodies.keys()].filter((name) => without === null || !name.startsWith(without));
    const verdict = xmllint(
      schemas,
      file,
      checked.map((name) => join(folder, `${name}.xml`)),
    );
    expect(verdict.filter((line) => !line.endsWith(' validates'))).toEqual([]);
    expect(verdict).toHaveLength(checked.length);
  });

  it('what is wrong is found', () => {
    const wrong = join(folder, 'wrong.xml');
    writeFileSync(wrong, (bodies.get('GetItem') ?? '').replace('AllProperties', 'Nothing'));
    expect(xmllint('ews', 'ews-soap.xsd', [wrong]).at(-1)).toMatch(/fails to validate/);
  });
});
