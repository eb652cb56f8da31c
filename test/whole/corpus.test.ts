import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { WORDS } from '../../src/contract/words.ts';
import { listAppointments } from '../../src/server/storage/records/appointment-list.ts';
import { updateAppointment } from '../../src/server/storage/records/appointments.ts';
import { describeWith, referenceFiles, type Requirement } from '../requirements.ts';
import { ask, makeCalendar, type CaldavServer } from '../support/caldav-server.ts';
import { startCyrus } from '../support/cyrus.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { startRadicale } from '../support/radicale.ts';
import { startXandikos } from '../support/xandikos.ts';
import { addMailbox, addUser, NOTHING_WRITTEN, type ConnectedMailbox } from './connected-mailbox.ts';

const SERVERS: readonly (readonly [Requirement, () => Promise<CaldavServer>])[] = [
  ['radicale', startRadicale],
  ['xandikos', startXandikos],
  ['cyrus', startCyrus],
];

/** What an edit of the title may change. */
const SIGNATURE = /^(DTSTAMP|LAST-MODIFIED|SUMMARY|SEQUENCE)[;:]/i;
const TITLE = 'Edited in the CRM';

/** A meeting that the calendar's owner invites others to: the corpus has only other people's. */
const OWN_MEETING = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//example//test//EN',
  'BEGIN:VEVENT',
  'UID:own-meeting',
  'DTSTAMP:20260101T000000Z',
  'DTSTART:20260302T090000Z',
  'DTEND:20260302T100000Z',
  'SUMMARY:Own meeting',
  'ORGANIZER:mailto:alice@example.org',
  'ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org',
  'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:stranger@elsewhere.example',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\n');

for (const [program, start] of SERVERS) {
  // Several hundred files, written twice and read three times, on servers that take up to 30 ms for a write.
  describeWith(['reference-data', program], `The corpus on ${program}, through the whole server`, () => {
    let server: CaldavServer;
    let database: TestDatabase;
    let calendar: string;
    let mailbox: ConnectedMailbox;
    let before: ReadonlyMap<string, string>;
    let links: ReadonlyMap<string, LinkOfFile>;

    beforeAll(async () => {
      server = await start();
      database = await testDatabase();
      calendar = await makeCalendar(server);
      await putCorpus(server, calendar);
      before = await storedTexts(server, calendar);
      const user = await addUser(database, 'alice', 'alice@example.org');
      const path = new URL(calendar).pathname;
      mailbox = await addMailbox(database, user, server, (id) => id === path, { privacy: 'in' });
    }, 120_000);
    afterAll(async () => {
      await database.close();
      await server.end();
    });

    const writes = () =>
      mailbox.requests.filter(({ method }) => /^(PUT|DELETE|POST|MKCALENDAR)$/.test(method));

    it('comes into the CRM without a write to the calendar; what nobody can read is set aside alone', async () => {
      expect(before.size).toBeGreaterThan(150);
      const report = await mailbox.pump();
      expect(report).toMatchObject({
        error: null,
        retryAt: null,
        written: { mailbox: NOTHING_WRITTEN.written.mailbox },
      });
      expect(writes()).toEqual([]);
      expect(await storedTexts(server, calendar)).toEqual(before);

      links = await linksByFile(database, mailbox.id);
      // Tasks and journals are no concern of a calendar's synchronisation.
      const others = /^BEGIN:(VTODO|VJOURNAL|VFREEBUSY)\s*$/im;
      const events = [...before]
        .filter(([, text]) => /^BEGIN:VEVENT\s*$/im.test(text) || !others.test(text))
        .map(([file]) => file);
      expect([...links.keys()].sort()).toEqual(events.sort());
      const aside = [...links].filter(([, { state }]) => state === 'quarantined');
      for (const [file, { reason }] of aside)
        expect({ file, words: WORDS.en[reason ?? ''] }).toEqual({
          file,
          words: expect.stringMatching(/\w+ \w+/),
        });
      const inCrm = [...links.values()].filter(({ recordId }) => recordId !== null);
      expect(inCrm).toHaveLength(links.size - aside.length);
      expect(inCrm.length).toBeGreaterThan(140);
      expect(report.written.crm).toEqual({ create: inCrm.length, update: 0, remove: 0 });
    }, 120_000);

    it('has nothing to do in a second pump', async () => {
      expect(await mailbox.pump()).toMatchObject(NOTHING_WRITTEN);
      expect(writes()).toEqual([]);
    });

    it('carries a new title back and changes nothing else', async () => {
      expect(await retitleAll(database, mailbox)).toBeGreaterThan(140);
      expect(await mailbox.pump()).toMatchObject({ error: null, retryAt: null });
      const after = await storedTexts(server, calendar);
      const now = await linksByFile(database, mailbox.id);
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      let changed = 0;
      for (const [file, text] of before) {
        const link = now.get(file);
        const carried = link?.state === 'active' && link.reason === null;
        if (!carried) expect({ file, link, text: after.get(file) }).toEqual({ file, link, text });
        else {
          changed += 1;
          expect({ file, lines: otherLines(after.get(file) ?? '') }).toEqual({
            file,
            lines: otherLines(text),
          });
          expect({ file, text: after.get(file) }).toEqual({ file, text: expect.stringContaining(TITLE) });
        }
      }
      expect(changed).toBeGreaterThan(120);
      const waiting = [...now].filter(([, { state }]) => state === 'not-sent').map(([file]) => file);
      // Cyrus mails whoever is invited by itself: such a meeting waits until a person has decided.
      expect(waiting.includes('own-meeting.ics')).toBe(program === 'cyrus');
      if (program !== 'cyrus') expect(waiting).toEqual([]);
    }, 120_000);

    it('has nothing to do after that', async () => {
      const written = writes().length;
      expect(await mailbox.pump()).toMatchObject(NOTHING_WRITTEN);
      expect(writes()).toHaveLength(written);
    });
  });
}

/** Puts what the server takes of the corpus into one calendar; every file gets UIDs of its own. */
async function putCorpus(server: CaldavServer, calendar: string): Promise<void> {
  const files = [
    ...referenceFiles('ical', '.ics').map((path) => ({
      name: basename(path),
      text: readFileSync(path, 'utf8'),
    })),
    { name: 'own-meeting.ics', text: OWN_MEETING },
  ];
  const headers = { 'content-type': 'text/calendar; charset=utf-8' };
  await inParallel([...files.entries()], async ([index, { name, text }]) => {
    const unique = text
      .replace(/^(UID(?:;[^:\r\n]*)?:)/gim, `$1${String(index)}-`)
      .replace(/\r\n|\n|\r/g, '\r\n');
    await ask(server, 'PUT', `${calendar}${encodeURIComponent(name)}`, unique, headers)
      .then((answer) => answer.arrayBuffer())
      .catch(() => null);
  });
}

/** A few at a time. */
async function inParallel<T>(entries: readonly T[], work: (entry: T) => Promise<unknown>): Promise<void> {
  const left = entries.values();
  const one = async (): Promise<void> => {
    for (const entry of left) await work(entry);
  };
  await Promise.all(Array.from({ length: 4 }, one));
}

/** What the server holds, by file name; what it took and can't show is left out. */
async function storedTexts(server: CaldavServer, calendar: string): Promise<ReadonlyMap<string, string>> {
  const body = '<?xml version="1.0"?><D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>';
  const headers = { 'content-type': 'application/xml', depth: '1' };
  const listing = await (await ask(server, 'PROPFIND', calendar, body, headers)).text();
  const names = [...listing.matchAll(/<(?:\w+:)?href>([^<]*)<\/(?:\w+:)?href>/g)]
    .map(([, href]) => decodeURIComponent(href?.split('/').at(-1) ?? ''))
    .filter((name) => name.endsWith('.ics'));
  const texts = new Map<string, string>();
  await inParallel([...new Set(names)], async (name) => {
    const answer = await ask(server, 'GET', `${calendar}${encodeURIComponent(name)}`).catch(() => null);
    if (answer !== null) texts.set(name, await answer.text());
  });
  return texts;
}

interface LinkOfFile {
  readonly state: string;
  readonly reason: string | null;
  readonly recordId: string | null;
}

async function linksByFile(
  { db }: TestDatabase,
  mailboxId: string,
): Promise<ReadonlyMap<string, LinkOfFile>> {
  const rows = await db
    .selectFrom('links')
    .select(['details', 'state', 'reason'])
    .where('mailbox_id', '=', mailboxId)
    .where('state', '<>', 'ended')
    .execute();
  return new Map(
    rows.map(({ details, state, reason }) => {
      const file = decodeURIComponent(details.itemRef?.id ?? '');
      return [file, { state, reason: reason?.code ?? null, recordId: details.recordRef?.id ?? null }];
    }),
  );
}

/** A person gives every appointment the same new title; returns how many there are. */
async function retitleAll({ db }: TestDatabase, { user }: ConnectedMailbox): Promise<number> {
  const page = await listAppointments(db, user.id, { limit: 1000 });
  const writer = { user, origin: null, now: new Date() };
  for (const { id, version } of page?.items ?? []) {
    const result = await updateAppointment(db, writer, id, version, { patch: { title: TITLE } });
    if (result.type !== 'done') throw new Error(`Not changed: ${result.type}`);
  }
  return page?.items.length ?? 0;
}

function otherLines(text: string): readonly string[] {
  const lines = text
    .replace(/\r\n|\r/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n');
  return lines.filter((line) => line !== '' && !SIGNATURE.test(line)).sort();
}
