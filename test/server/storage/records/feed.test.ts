import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { changeAppointments } from '../../../../src/server/storage/records/appointment-update.ts';
import { insertAppointments } from '../../../../src/server/storage/records/appointment-create.ts';
import { eventRow } from '../../../../src/server/storage/records/event-row.ts';
import { feedPage, type FeedEntry } from '../../../../src/server/storage/records/feed.ts';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import { integer, seededRandom } from '../../../../src/server/memory/random.ts';
import { anEvent } from '../../../contracts/mailbox/events.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { insertTestUser, writerOf, type TestUser } from './people.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(async () => {
  await database.close();
});

async function add(tx: Kysely<Database>, user: TestUser, count = 1): Promise<readonly string[]> {
  const drafts = Array.from({ length: count }, () => {
    const id = newId();
    return {
      id,
      correlationKey: id,
      event: eventRow(anEvent()),
      ownerId: user.id,
      readers: [],
      users: [user.id],
    };
  });
  await insertAppointments(
    tx,
    writerOf(user),
    drafts.map((draft) => ({ ...draft, source: 'assigned' })),
  );
  return drafts.map(({ id }) => id);
}

async function retitle(tx: Kysely<Database>, user: TestUser, id: string, title: string): Promise<void> {
  const [result] = await changeAppointments(tx, writerOf(user), [{ id, version: null, patch: { title } }]);
  if (result?.type !== 'done') throw new Error(`Not changed: ${String(result?.type)}`);
}

/** Everything from a cursor on, in pages of this size. */
async function follow(user: TestUser, from: string | null, size = 3) {
  const entries: FeedEntry[] = [];
  let cursor = from;
  for (;;) {
    const page = await feedPage(db, user.id, cursor, size);
    if (page === null) throw new Error('Cursor lost');
    entries.push(...page.entries);
    cursor = page.cursor;
    if (!page.more) return { entries, cursor };
  }
}

const ids = (entries: readonly FeedEntry[]): readonly string[] => entries.map(({ id }) => id);

/** A transaction that stays open until told. */
async function open(work: (tx: Kysely<Database>) => Promise<void>) {
  let commit: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let begun: () => void = () => undefined;
  const working = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const done = db.transaction().execute(async (tx) => {
    await work(tx);
    begun();
    await told;
  });
  await Promise.race([working, done]);
  return async () => {
    commit();
    await done;
  };
}

describe('change feed', () => {
  it('reports what commits late although later transactions were reported already', async () => {
    const user = await insertTestUser(db);
    const { cursor } = await follow(user, null);
    let late: readonly string[] = [];
    const commit = await open(async (tx) => {
      late = await add(tx, user);
    });
    const early = await add(db, user);
    const first = await follow(user, cursor);
    expect(ids(first.entries)).toEqual(early);
    await commit();
    const second = await follow(user, first.cursor);
    expect(ids(second.entries)).toEqual(late);
    expect((await follow(user, second.cursor)).entries).toEqual([]);
  });

  it('is not held up by a transaction that has nothing to do with it', async () => {
    const user = await insertTestUser(db);
    const { cursor } = await follow(user, null);
    const commit = await open(async (tx) => {
      await sql`SELECT pg_current_xact_id()`.execute(tx);
    });
    const added = await add(db, user);
    const next = await follow(user, cursor);
    expect(ids(next.entries)).toEqual(added);
    await commit();
    expect((await follow(user, next.cursor)).entries).toEqual([]);
  });

  it('goes on as a delta after a full listing without a gap', async () => {
    const user = await insertTestUser(db);
    const before = await add(db, user, 7);
    let open1: readonly string[] = [];
    const commit = await open(async (tx) => {
      open1 = await add(tx, user);
    });
    const listed: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    let changed = '';
    for (;;) {
      const page = await feedPage(db, user.id, cursor, 3);
      if (page === null) throw new Error('Cursor lost');
      expect(page).toMatchObject({ listing: 'full', complete: !page.more });
      listed.push(...ids(page.entries));
      cursor = page.cursor;
      pages += 1;
      if (pages === 1) {
        changed = listed[0] ?? '';
        await retitle(db, user, changed, 'Changed while listing');
        await commit();
      }
      if (!page.more) break;
    }
    expect([...new Set(listed)].sort()).toEqual(
      [...before, ...open1.filter((id) => listed.includes(id))].sort(),
    );
    const after = await follow(user, cursor);
    expect([...ids(after.entries)].sort()).toEqual([changed, ...open1].sort());
  });

  it('reports a record once, at its latest change, and again when it changes between two pages', async () => {
    const user = await insertTestUser(db);
    const [one = '', two = '', three = ''] = await add(db, user, 3);
    const { cursor } = await follow(user, null);
    for (const title of ['a', 'b', 'c']) await retitle(db, user, one, title);
    await retitle(db, user, two, 'd');
    await retitle(db, user, three, 'e');
    const page = await feedPage(db, user.id, cursor, 1);
    expect(page?.entries).toMatchObject([{ id: one, item: { title: 'c' } }]);
    await retitle(db, user, one, 'f');
    await retitle(db, user, three, 'g');
    const rest = await follow(user, page?.cursor ?? '', 1);
    // `three` left this round when it changed again; the next round has it.
    expect(ids(rest.entries)).toEqual([two]);
    const next = await follow(user, rest.cursor, 1);
    expect(next.entries).toMatchObject([
      { id: one, item: { title: 'f' } },
      { id: three, item: { title: 'g' } },
    ]);
  });

  it('refuses cursors of another database cluster, of the future, and nonsense', async () => {
    const user = await insertTestUser(db);
    const { cursor } = await follow(user, null);
    const other = cursor.replace(/"\d+"/, '"1"');
    const future = cursor.replace(/"(\d+):(\d+):[^"]*"/, '"99999999999:99999999999:"');
    expect(future).not.toBe(cursor);
    for (const bad of [other, future, '', 'x', '{}', '[1,2,3]', '[1,"1","1:1:",null,["1:1:","x","y"]]']) {
      expect(await feedPage(db, user.id, bad, 3)).toBeNull();
    }
  });

  it('leaves large bodies to be read one by one', async () => {
    const user = await insertTestUser(db);
    const noise = Array.from({ length: 4000 }, () => newId()).join(' ');
    const id = newId();
    const event = eventRow(anEvent({ description: noise }));
    const draft = { id, correlationKey: id, event, ownerId: user.id, readers: [], users: [user.id] };
    await insertAppointments(db, writerOf(user), [{ ...draft, source: 'assigned' }]);
    const { entries } = await follow(user, null);
    expect(entries).toMatchObject([{ type: 'present', id, item: null, version: '1' }]);
  });

  it('skips nothing and repeats nothing with many writers that commit in any order', async () => {
    const user = await insertTestUser(db);
    const random = seededRandom(20261121);
    const records = await add(db, user, 40);
    const start = await follow(user, null);
    const written = new Map<string, string>();
    let writing = true;
    const write = async (worker: number): Promise<void> => {
      for (let round = 0; round < 12; round += 1) {
        // Each writer has records of its own: what is last committed of a record is known.
        const mine = records.filter((_id, index) => index % 10 === worker);
        const chosen = mine.filter(() => integer(random, 2) === 0);
        const title = `${String(worker)}.${String(round)}`;
        const abort = integer(random, 5) === 0;
        const work = db.transaction().execute(async (tx) => {
          for (const id of chosen) await retitle(tx, user, id, title);
          await sleep(integer(random, 12));
          if (abort) throw new Error('Changed my mind');
        });
        await (abort ? work.catch(() => undefined) : work);
        if (!abort) for (const id of chosen) written.set(id, JSON.stringify(title));
      }
    };
    const seen = new Map<string, string>();
    const reports: string[] = [];
    let cursor = start.cursor;
    const note = (entries: readonly FeedEntry[]): void => {
      for (const entry of entries) {
        if (entry.type !== 'present') throw new Error('Nothing was deleted');
        reports.push(`${entry.id} ${entry.version}`);
        seen.set(entry.id, JSON.stringify(entry.item?.['title']));
      }
    };
    const read = async (): Promise<void> => {
      while (writing) {
        const next = await follow(user, cursor, 4);
        cursor = next.cursor;
        note(next.entries);
        await sleep(1);
      }
    };
    const reading = read();
    await Promise.all(Array.from({ length: 10 }, (_unused, worker) => write(worker)));
    writing = false;
    await reading;
    note((await follow(user, cursor, 4)).entries);
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(written));
    expect(new Set(reports).size).toBe(reports.length);
    expect(written.size).toBeGreaterThan(30);
  });
});
