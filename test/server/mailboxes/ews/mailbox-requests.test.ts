import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Element } from '../../../../src/server/mailboxes/ews/element.ts';
import { itemEdit, newItem } from '../../../../src/server/mailboxes/ews/from-item.ts';
import { recentZone } from '../../../../src/server/mailboxes/ews/account.ts';
import { ewsContent } from '../../../../src/server/mailboxes/ews/content.ts';
import { createItems } from '../../../../src/server/mailboxes/ews/creating.ts';
import { calendarFolders } from '../../../../src/server/mailboxes/ews/folders.ts';
import { findItems, readItems } from '../../../../src/server/mailboxes/ews/reading.ts';
import { SUPPORTED_PROPERTIES } from '../../../../src/server/mailboxes/ews/properties/all.ts';
import { Unsupported } from '../../../../src/sync/errors.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { describeWith } from '../../../requirements.ts';
import { anEvent, anIntent } from '../../../contracts/mailbox/events.ts';
import { anyEvent } from './arbitrary-event.ts';
import { ewsAt, failure, messages, reply, soon, startExchange } from './exchange.ts';
import { CASES, load, OLGA } from './fixtures.ts';
import { SCHEMAS, xmllint } from './schemas.ts';

/** Null when Exchange can't express it, and says so. */
function made(event: Event): Element | null {
  try {
    return newItem(event, OLGA, 'key');
  } catch (error) {
    if (error instanceof Unsupported) return null;
    throw error;
  }
}

describeWith(
  ['xmllint', 'reference-data'],
  'What the mailbox sends is valid for every generation of servers',
  () => {
    const bodies = new Map<string, string>();
    let folder = '';

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'liaison-ews-mailbox-'));
      const server = await startExchange(({ operation }, response) => {
        reply(response, messages(operation, failure(operation, 'ErrorItemNotFound')));
      });
      const ews = ewsAt(server.url);
      const reader = { ews, owner: OLGA, context: soon(60_000) };
      const folderRef = { id: 'AQMk' };
      const create = (items: readonly Element[]): Promise<unknown> =>
        ews.createItem({ folder: folderRef, items, mail: 'SendToNone' }, soon());
      const events = [...CASES.map((name) => load(name).event), ...fc.sample(anyEvent, 60)];
      for (const event of events) {
        const item = made(event);
        if (item === null) continue;
        await create([item]).catch(() => null);
        for (const other of fc.sample(anyEvent, 1)) {
          const target = { ...other, uid: event.uid };
          if (made(target) === null) continue;
          const { changes } = itemEdit(item, new Set(SUPPORTED_PROPERTIES), target, OLGA);
          // The mailbox doesn't send what changes nothing.
          if (changes.length === 0) continue;
          const updates = [{ item: { id: 'AAMk', changeKey: 'DwAA' }, element: 'CalendarItem', changes }];
          await ews.updateItem({ updates, mail: 'SendToNone' }, soon()).catch(() => null);
        }
      }
      await readItems(reader, [{ collection: 'AQMk', id: 'AAMk' }]).catch(() => null);
      await findItems(reader, 'AQMk', ['one', 'two']).catch(() => null);
      await findItems(reader, 'AQMk', ['one']).catch(() => null);
      await createItems(reader, [{ collection: 'AQMk', item: anEvent(), intent: anIntent() }]).catch(
        () => null,
      );
      await calendarFolders(ews, soon()).catch(() => null);
      const content = ewsContent(() => Promise.resolve(ews));
      await content.message({ itemId: 'AAMk', messageId: '<a@example.org>' }, soon()).catch(() => null);
      await content.meeting('AAMk', soon()).catch(() => null);
      await recentZone(ews, Date.UTC(2026, 0, 1), soon()).catch(() => null);
      await Promise.all([ews.close(), server.close()]);
      for (const [index, { operation, body }] of server.asked.entries()) {
        bodies.set(`${operation}-${String(index)}`, body);
        writeFileSync(join(folder, `${operation}-${String(index)}.xml`), body);
      }
    });
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    it('all of it was sent', () => {
      const operations = new Set([...bodies.keys()].map((name) => name.split('-')[0]));
      expect([...operations].sort()).toEqual([
        'CreateItem',
        'FindItem',
        'GetFolder',
        'GetItem',
        'UpdateItem',
      ]);
      expect(bodies.size).toBeGreaterThan(60);
    });

    it.each(SCHEMAS)('$folder', ({ folder: schemas, file }) => {
      const files = [...bodies.keys()].map((name) => join(folder, `${name}.xml`));
      expect(xmllint(schemas, file, files).filter((line) => !line.endsWith(' validates'))).toEqual([]);
    });
  },
);
