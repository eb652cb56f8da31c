import { sql, type Kysely } from 'kysely';
import { createRecord, deleteRecord, updateRecord } from '../../../../src/server/storage/records/records.ts';
import { createAppointment } from '../../../../src/server/storage/records/appointments.ts';
import { resolveAddresses } from '../../../../src/server/storage/records/directory.ts';
import type { KeptType, RecordInput } from '../../../../src/server/storage/records/record-types.ts';
import { searchRecords, type SearchQuestion } from '../../../../src/server/storage/records/search.ts';
import { nearness } from '../../../../src/server/storage/records/search-typos.ts';
import { addTokens } from '../../../../src/server/storage/records/tokens.ts';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import { anEvent } from '../../../contracts/mailbox/events.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { insertTestUser, writerOf, type TestUser } from './people.ts';

let database: TestDatabase;
let db: Kysely<Database>;
let user: TestUser;
let stranger: TestUser;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  [user, stranger] = [await insertTestUser(db), await insertTestUser(db)];
});

async function made<T extends KeptType>(type: T, input: RecordInput<T>, owner = user): Promise<string> {
  const result = await createRecord(db, writerOf(owner), type, newId(), input);
  if (result.type !== 'done') throw new Error(result.type);
  return result.record.id;
}

async function titles(text: string, more: Partial<SearchQuestion> = {}): Promise<readonly string[]> {
  const { hits } = await searchRecords(db, user.id, { text, limit: 10, ...more });
  return hits.map(({ title }) => title);
}

describe('record search', () => {
  it('finds by the beginnings of words, in any order, without accents and case', async () => {
    await made('person', { givenName: 'Jörg', familyName: 'Müller-Lüdenscheidt' });
    await made('person', { givenName: 'Jana', familyName: 'Muster' });
    for (const text of ['mull', 'MÜLL', 'ludensch jor', 'Müller-Lü', 'jörg müller']) {
      expect(await titles(text)).toEqual(['Jörg Müller-Lüdenscheidt']);
    }
    expect(await titles('mu')).toEqual(['Jana Muster', 'Jörg Müller-Lüdenscheidt']);
    expect(await titles('jana müller')).toEqual([]);
  });

  it('forgives typing errors when nothing fits as it is written', async () => {
    await made('person', { givenName: 'Katharina', familyName: 'Schneider' });
    await made('person', { givenName: 'Katharina', familyName: 'Kowalczyk' });
    for (const text of ['Schnieder', 'Schneidr', 'Katarina Schneider', 'katharina schneeider']) {
      expect((await titles(text))[0]).toBe('Katharina Schneider');
    }
    expect(await titles('Kowalcyk')).toEqual(['Katharina Kowalczyk']);
    expect(await titles('Xyzzyplugh')).toEqual([]);
  });

  it('puts exact words before mere beginnings', async () => {
    await made('company', { name: 'Annaberg Mining' });
    await made('person', { givenName: 'Anna', familyName: 'Zander' });
    expect(await titles('anna')).toEqual(['Anna Zander', 'Annaberg Mining']);
  });

  it('finds by e-mail address, domain and number', async () => {
    await made('company', {
      name: 'Acme',
      website: 'https://www.acme.example/contact',
      email: 'info@acme.example',
    });
    await made('person', { familyName: 'Berg', emails: ['B.Berg@Acme.example', 'berg@gmail.com'] });
    await made('opportunity', { name: 'New hall', number: 'Y1-1-100' });
    await made('opportunity', { name: 'Old hall', number: 'Y1-1-200' });
    expect(await titles('b.berg@acme.example')).toEqual(['Berg']);
    expect(await titles('b.berg@ac')).toEqual(['Berg']);
    expect(await titles('@acme.example')).toEqual(['Acme', 'Berg']);
    expect(await titles('y1-1-100')).toEqual(['New hall']);
    expect(await titles('Y1-1')).toEqual(['New hall', 'Old hall']);
  });

  it('takes hyphens for part of a word first, as in a domain that is not typed to its end', async () => {
    await made('company', { name: 'König Papier', website: 'https://www.konig-papier.example' });
    await made('company', { name: 'König Partner' });
    expect(await titles('konig-pa')).toEqual(['König Papier']);
    expect(await titles('konig-part')).toEqual(['König Partner']);
    for (let index = 0; index < 12; index += 1)
      await made('person', { givenName: String(index), familyName: 'Meier-Moser' });
    const first = await searchRecords(db, user.id, { text: 'meier-mo', limit: 10 });
    const cursor = first.nextCursor ?? undefined;
    const second = await searchRecords(db, user.id, { text: 'meier-mo', limit: 10, cursor });
    expect(new Set([...first.hits, ...second.hits].map(({ id }) => id)).size).toBe(12);
    expect(second.nextCursor).toBeNull();
  });

  it('goes through pages without a hit twice or left out, and through types', async () => {
    for (let index = 0; index < 25; index += 1)
      await made('person', { familyName: `Serial ${String(index)}` });
    await made('company', { name: 'Serial Ltd' });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await searchRecords(db, user.id, { text: 'serial', limit: 10, cursor });
      seen.push(...page.hits.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([26, 26]);
    expect(await titles('serial', { types: ['company'] })).toEqual(['Serial Ltd']);
  });

  it('never shows what the user may not see, not even by its words', async () => {
    await made('person', { familyName: 'Geheimrat' }, stranger);
    const shared = await made('person', { familyName: 'Geheimnis', readers: [user.id] }, stranger);
    await made('person', { familyName: 'Geheimtipp', readers: ['everyone'] }, stranger);
    expect(await titles('geheim')).toEqual(['Geheimnis', 'Geheimtipp']);
    expect(await titles('geheimrat')).not.toContain('Geheimrat');
    await updateRecord(db, writerOf(stranger), 'person', shared, null, { readers: [] });
    expect(await titles('geheim')).toEqual(['Geheimtipp']);
  });

  it('follows changes and deletions', async () => {
    const id = await made('company', { name: 'Before GmbH' });
    await updateRecord(db, writerOf(user), 'company', id, null, { name: 'After GmbH' });
    expect([await titles('before'), await titles('after')]).toEqual([[], ['After GmbH']]);
    await deleteRecord(db, writerOf(user), 'company', id, null);
    expect(await titles('after')).toEqual([]);
  });

  it('finds appointments by title and place, after other records, and says what tells hits apart', async () => {
    const companyId = await made('company', { name: 'Quarry plc', city: 'Leeds' });
    await made('person', { familyName: 'Quarry', companyId });
    const event = anEvent({ title: 'Quarry visit', locations: { '1': { name: 'Pit 7, Stonefield' } } });
    await createAppointment(db, writerOf(user), newId(), event);
    const { hits } = await searchRecords(db, user.id, { text: 'quarry', limit: 10 });
    expect(hits.map(({ title, subtitle }) => [title, subtitle])).toEqual([
      ['Quarry', 'Quarry plc'],
      ['Quarry plc', 'Leeds'],
      ['Quarry visit', '2026-03-10'],
    ]);
    expect(await titles('stonef')).toEqual(['Quarry visit']);
  });
});

describe('the order of hits', () => {
  /** Each in the order that its text should show them in; made in the opposite order. */
  it.each<[string, readonly [KeptType, string][]]>([
    [
      'exact word before begun word',
      [
        ['company', 'Zorn Ulme'],
        ['company', 'Ulmenhof'],
      ],
    ],
    [
      'whole name before a part of it',
      [
        ['company', 'Ulme'],
        ['company', 'Ulme Aarau'],
        ['company', 'Aarau Ulme Bern'],
      ],
    ],
    [
      'family name as good as a first word',
      [
        ['person', 'Bea Ulme'],
        ['company', 'Ulme Zug'],
        ['company', 'Aarau Ulme Zug'],
      ],
    ],
    [
      'companies and persons before matters',
      [
        ['company', 'Ulme Zug'],
        ['matter', 'Ulme Aarau'],
      ],
    ],
    [
      'by name where all else is equal',
      [
        ['company', 'Ulme Bern'],
        ['company', 'Ulme Chur'],
        ['company', 'Ulme Zug'],
      ],
    ],
  ])('puts %s', async (_what, inOrder) => {
    for (const [type, name] of [...inOrder].reverse()) {
      const [givenName = '', familyName = ''] = name.split(' ');
      if (type === 'person') await made('person', { givenName, familyName });
      else await made<Exclude<KeptType, 'person'>>(type, { name });
    }
    for (const text of ['ulme', 'Ulmé']) expect(await titles(text)).toEqual(inOrder.map(([, name]) => name));
  });

  it('puts names that begin with the whole text before others that have its words', async () => {
    for (const name of ['Bau Linde', 'Linde Tief Bau', 'Linde Bauer', 'Linde Bau'])
      await made('company', { name });
    expect(await titles('linde bau')).toEqual(['Linde Bau', 'Linde Bauer', 'Bau Linde', 'Linde Tief Bau']);
  });

  it('puts what was more probably meant before what is as many letters away', async () => {
    for (const name of ['Mahler', 'Müller', 'Mueller', 'Muldler']) await made('company', { name });
    expect((await titles('mulelr'))[0]).toBe('Müller');
    expect((await titles('mullerr'))[0]).toBe('Müller');
  });

  it.each(['Sternberg', 'Setrnberg', 'Sternbreg', 'Sternbergg', 'Stenberg', 'Sternburg', 'Tsernberg'])(
    'finds Sternberg by %s, alone and beside another word',
    async (text) => {
      await made('person', { givenName: 'Olga', familyName: 'Sternberg' });
      expect(await titles(text)).toEqual(['Olga Sternberg']);
      expect(await titles(`olga ${text}`)).toEqual(['Olga Sternberg']);
      expect(await titles(`olga ${text} nobody`)).toEqual([]);
    },
  );

  it.each([
    ['mulelr', 'muller', 0.9],
    ['mullerr', 'muller', 0.9],
    ['muler', 'muller', 0.9],
    ['muller', 'mulleri', 0.8],
    ['miller', 'muller', 0.7],
    ['umller', 'muller', 0.7],
    ['ller', 'muller', 0],
    ['meller', 'mullor', 0],
  ])('weighs %s for %s as %d', (asked, word, weight) => {
    expect(nearness(asked, word)).toBeCloseTo(weight);
  });
});

describe('a search among thousands', () => {
  const COMMON = 1300;
  beforeEach(async () => {
    const ids = Array.from({ length: COMMON }, newId);
    await sql`
      INSERT INTO records (id, type, owner_id, created_at, updated_at, name, sort_name)
      SELECT id, 'company', ${stranger.id}::uuid, now(), now(), 'Quoll ' || n, 'quoll ' || n
      FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS x(id, n)
    `.execute(db);
    await addTokens(
      db,
      ids.map((id, index) => ({ id, tokens: ['quoll', 'gmbh', String(index + 1)] })),
    );
  });
  afterEach(async () => {
    await sql`DELETE FROM record_tokens WHERE token IN ('quoll', 'gmbh') OR token ~ '^[0-9]+$'`.execute(db);
  });

  it('finds the few that the user may see of a common word, and does not tell of the others', async () => {
    const mine = [
      await made('company', { name: 'Zebra Quoll GmbH' }),
      await made('person', { familyName: 'Quollmann' }),
    ];
    const { hits, nextCursor } = await searchRecords(db, user.id, { text: 'quoll', limit: 10 });
    expect([hits.map(({ id }) => id), nextCursor]).toEqual([mine, null]);
    expect(await titles('gmbh quoll')).toEqual(['Zebra Quoll GmbH']);
    expect(await titles('gmbh qoull')).toEqual(['Zebra Quoll GmbH']);
    expect(await titles('quoll 77')).toEqual([]);
  });

  it('finds the one that has two common words', async () => {
    await sql`UPDATE records SET everyone = true WHERE owner_id = ${stranger.id}::uuid`.execute(db);
    const both = await made('company', { name: 'Zebra' });
    const more = Array.from({ length: COMMON }, newId);
    await sql`
      INSERT INTO records (id, type, owner_id, everyone, created_at, updated_at, name, sort_name)
      SELECT id, 'company', ${stranger.id}::uuid, true, now(), now(), 'Wapiti', 'wapiti' FROM unnest(${more}::uuid[]) AS id
    `.execute(db);
    await addTokens(db, [
      ...more.map((id) => ({ id, tokens: ['wapiti'] })),
      { id: both, tokens: ['wapiti', 'quoll'] },
    ]);
    const { hits } = await searchRecords(db, user.id, { text: 'wapiti quoll', limit: 10 });
    expect(hits.map(({ id }) => id)).toEqual([both]);
  });
});

describe('address directory', () => {
  it('resolves persons and companies by address, companies by domain, never by a public provider', async () => {
    const person = await made('person', {
      familyName: 'Dale',
      emails: ['dale@mill.example', 'dale@gmail.com'],
    });
    const company = await made('company', { name: 'Mill', email: 'office@mill.example' });
    await made('company', { name: 'One-man band', email: 'band@gmail.com' });
    const hits = await resolveAddresses(db, user.id, [
      'mailto:dale@mill.example',
      'x@MILL.example',
      'y@gmail.com',
    ]);
    expect(hits.map(({ address, recordType, id }) => [address, recordType, id])).toEqual([
      ['mailto:dale@mill.example', 'person', person],
      ['mailto:dale@mill.example', 'company', company],
      ['x@MILL.example', 'company', company],
    ]);
    expect(await resolveAddresses(db, stranger.id, ['dale@mill.example'])).toEqual([]);
    await updateRecord(db, writerOf(user), 'person', person, null, { emails: ['dale@gmail.com'] });
    expect((await resolveAddresses(db, user.id, ['dale@mill.example'])).map(({ id }) => id)).toEqual([
      company,
    ]);
  });

  it.each(['gmail.com', 'gmx.de', 'bluewin.ch', 'orange.fr', 'libero.it', 'yahoo.co.uk'])(
    'never resolves a company by %s, whoever writes from there and whatever was kept',
    async (domain) => {
      const company = await made('company', {
        name: 'One-man band',
        email: `band@${domain}`,
        website: domain,
      });
      const stored = async () =>
        (
          await sql<{
            domain: string;
          }>`SELECT domain FROM record_domains WHERE record_id = ${company}::uuid`.execute(db)
        ).rows;
      expect(await stored()).toEqual([]);
      await sql`INSERT INTO record_domains (record_id, domain) VALUES (${company}::uuid, ${domain})`.execute(
        db,
      );
      expect(await resolveAddresses(db, user.id, [`someone.else@${domain}`])).toEqual([]);
      const own = await resolveAddresses(db, user.id, [`band@${domain}`]);
      expect(own.map(({ id }) => id)).toEqual([company]);
    },
  );
});
