import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import type { Item } from '../../../../src/sync/item.ts';
import type { Mailbox, Reading, Ref } from '../../../../src/sync/ports.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';
import type { Requirement } from '../../../requirements.ts';
import { ask, makeCalendar } from '../../../support/caldav-server.ts';
import type { CaldavServer } from '../../../support/caldav-server.ts';
import { startCyrus } from '../../../support/cyrus.ts';
import { startRadicale } from '../../../support/radicale.ts';
import { startXandikos } from '../../../support/xandikos.ts';
import { discoveredAt, mailboxOn } from './loopback.ts';

const SERVERS: readonly (readonly [Requirement, () => Promise<CaldavServer>])[] = [
  ['radicale', startRadicale],
  ['xandikos', startXandikos],
  ['cyrus', startCyrus],
];

/** What an edit of the title may change. */
const SIGNATURE = /^(DTSTAMP|LAST-MODIFIED|SUMMARY|SEQUENCE)[;:]/i;

function otherLines(text: string): readonly string[] {
  const lines = text
    .replace(/\r\n|\r/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');
  return lines.filter((line) => line !== '' && !SIGNATURE.test(line)).sort();
}

for (const [program, start] of SERVERS) {
  // Several hundred files, three writes each, on servers that take up to 30 ms for one.
  describeWith(['reference-data', program], `Every file of the corpus that ${program} takes`, () => {
    let server: CaldavServer;
    let mailbox: Mailbox;
    let calendar: string;
    beforeAll(async () => {
      server = await start();
      calendar = await makeCalendar(server);
      mailbox = mailboxOn(server.url, { discovered: { ...discoveredAt(server.url), homes: server.home } });
    });
    afterAll(async () => {
      await mailbox.close?.();
      await server.end();
    });

    it('is read, and an edit of its title changes nothing else', async () => {
      let taken = 0;
      for (const [index, path] of referenceFiles('ical', '.ics').entries()) {
        const ref = { collection: new URL(calendar).pathname, id: `${String(index)}.ics` };
        const url = calendar + ref.id;
        const stored = await put(server, url, readFileSync(path));
        if (stored === null) continue;
        const reading = await look(mailbox, ref);
        if (reading.type === 'found') {
          taken += 1;
          await retitle(mailbox, reading.found.item, reading.found.version, ref);
          const after = await (await ask(server, 'GET', url)).text();
          expect({ path: basename(path), lines: otherLines(after) }).toEqual({
            path: basename(path),
            lines: otherLines(stored),
          });
        } else if (reading.type === 'gone') {
          // Tasks and journals are no events: they are passed over.
          expect(stored).toMatch(/^BEGIN:(VTODO|VJOURNAL|VFREEBUSY)/m);
          expect(stored).not.toMatch(/^BEGIN:VEVENT/m);
        } else {
          expect({ path: basename(path), reading }).toMatchObject({
            reading: { type: 'malformed', error: { code: expect.stringMatching(/^(?!unreadable)/) } },
          });
        }
        // So that the next file with its UID is taken. Xandikos fails to remove some of what it took.
        await ask(server, 'DELETE', url).catch(() => null);
      }
      expect(taken).toBeGreaterThan(100);
    }, 180_000);
  });
}

/** What the server made of the text, or null when it refused it. */
async function put(server: CaldavServer, url: string, body: Buffer): Promise<string | null> {
  try {
    const text = body.toString('utf8').replace(/\r\n|\n|\r/g, '\r\n');
    await (
      await ask(server, 'PUT', url, text, { 'content-type': 'text/calendar; charset=utf-8' })
    ).arrayBuffer();
    return await (await ask(server, 'GET', url)).text();
  } catch {
    return null;
  }
}

async function look(mailbox: Mailbox, ref: Ref): Promise<Reading> {
  const [reading] = await mailbox.read([ref], { deadline: Date.now() + 10_000 });
  if (reading === undefined) throw new Error('No reading');
  return reading;
}

async function retitle(mailbox: Mailbox, before: Item, version: string, ref: Ref): Promise<void> {
  const patch = { title: 'Edited in the CRM' };
  const item = { ...before, ...patch };
  const intent = { id: '1', correlationKey: '1', expectedVersion: version, mailPolicy: 'none' } as const;
  const [outcome] = await mailbox.update([{ ref, patch, item, intent }], { deadline: Date.now() + 10_000 });
  expect(outcome?.ok === false ? outcome.error : outcome).toMatchObject({ ok: true });
  const after = await look(mailbox, ref);
  const normal = (event: Item): unknown => ({ ...normaliseEvent(event), sequence: 0 });
  expect(after.type === 'found' ? normal(after.found.item) : after).toEqual(normal(item));
}
