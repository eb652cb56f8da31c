import type { Kysely } from 'kysely';
import { createRecord, deleteRecord, updateRecord } from '../../../../src/server/storage/records/records.ts';
import { createAppointment } from '../../../../src/server/storage/records/appointments.ts';
import { resolveAddresses } from '../../../../src/server/storage/records/directory.ts';
import type { KeptType, RecordInput } from '../../../../src/server/storage/records/record-types.ts';
import { searchRecords, type SearchQuestion } from '../../../../src/server/storage/records/search.ts';
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
});
