import type { Kysely } from 'kysely';
import { listRecords, type RecordQuery } from '../../../../src/server/storage/records/record-list.ts';
import {
  createRecord,
  deleteRecord,
  getRecord,
  updateRecord,
} from '../../../../src/server/storage/records/records.ts';
import type {
  KeptRecord,
  KeptType,
  RecordInput,
} from '../../../../src/server/storage/records/record-types.ts';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { insertTestUser, writerOf, type TestUser } from './people.ts';

let database: TestDatabase;
let db: Kysely<Database>;
let user: TestUser;
let colleague: TestUser;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  [user, colleague] = [await insertTestUser(db), await insertTestUser(db)];
});

async function made<T extends KeptType>(type: T, input: RecordInput<T>, by = user): Promise<KeptRecord<T>> {
  const result = await createRecord(db, writerOf(by), type, newId(), input);
  if (result.type !== 'done') throw new Error(result.type);
  return result.record;
}

describe('records', () => {
  it('of every type come back as they were written, with defaults for what was left out', async () => {
    const company = await made('company', { name: ' Acme GmbH ', city: 'Ulm', notes: 'a\nb' });
    expect(company).toMatchObject({
      name: 'Acme GmbH',
      city: 'Ulm',
      notes: 'a\nb',
      website: '',
      version: '1',
    });
    expect(company).toMatchObject({ ownerId: user.id, readers: [] });
    const person = await made('person', {
      givenName: 'Ada',
      familyName: 'Byron',
      emails: ['Ada@Acme.example', 'mailto:ada@home.example', 'ada@acme.example'],
      companyId: company.id,
    });
    expect(person).toMatchObject({ name: 'Ada Byron', emails: ['ada@acme.example', 'ada@home.example'] });
    const refs = { companyId: company.id, personId: person.id };
    const opportunity = await made('opportunity', {
      name: 'Hall',
      number: 'Y1-1-100',
      amount: 12.5,
      currency: 'EUR',
      ...refs,
    });
    expect(opportunity).toMatchObject({ stage: 'open', amount: 12.5, closeDate: null, ...refs });
    const matter = await made('matter', { name: 'Acme ./. Bolt', state: 'closed', ...refs });
    expect(matter).toMatchObject({ state: 'closed', number: '', ...refs });
    for (const [type, record] of [
      ['company', company],
      ['person', person],
      ['opportunity', opportunity],
      ['matter', matter],
    ] as const) {
      expect(await getRecord(db, user.id, type, record.id)).toEqual(record);
      expect(await getRecord(db, colleague.id, type, record.id)).toBeNull();
    }
    expect(await getRecord(db, user.id, 'matter', company.id)).toBeNull();
    expect(await getRecord(db, user.id, 'matter', 'x')).toBeNull();
  });

  it('are created once under one id', async () => {
    const id = newId();
    const [first, second] = await Promise.all([
      createRecord(db, writerOf(user), 'company', id, { name: 'Once' }),
      createRecord(db, writerOf(user), 'company', id, { name: 'Once' }),
    ]);
    expect(first).toEqual(second);
    expect(await createRecord(db, writerOf(colleague), 'company', id, { name: 'Theirs' })).toEqual({
      type: 'not-found',
    });
  });

  it('change only in the version that the writer saw, and only in what was said', async () => {
    const { id } = await made('person', {
      givenName: 'Ada',
      familyName: 'Byron',
      phone: '1',
      emails: ['a@b.example'],
    });
    const changes = ['King', 'Lovelace', 'Noel'].map((familyName) =>
      updateRecord(db, writerOf(user), 'person', id, '1', { familyName }),
    );
    const results = await Promise.all(changes);
    expect(results.map(({ type }) => type).sort()).toEqual(['done', 'version-changed', 'version-changed']);
    const after = await getRecord(db, user.id, 'person', id);
    expect(after).toMatchObject({ version: '2', givenName: 'Ada', phone: '1', emails: ['a@b.example'] });
    expect(await deleteRecord(db, writerOf(user), 'person', id, '1')).toBe('version-changed');
    expect(await deleteRecord(db, writerOf(user), 'person', id, '2')).toBe('done');
    expect(await getRecord(db, user.id, 'person', id)).toBeNull();
    expect(await updateRecord(db, writerOf(user), 'person', id, null, { phone: '2' })).toEqual({
      type: 'not-found',
    });
    expect(await deleteRecord(db, writerOf(user), 'person', id, null)).toBe('not-found');
  });

  it('are changed by their owner; readers read; administrators say who owns and reads', async () => {
    const admin = await insertTestUser(db, 'admin');
    const { id } = await made('company', { name: 'Walled', readers: [colleague.id] });
    const by = (writer: TestUser, input: RecordInput<'company'>) =>
      updateRecord(db, writerOf(writer), 'company', id, null, input);
    expect(await by(colleague, { name: 'X' })).toEqual({ type: 'not-allowed' });
    expect(await by(colleague, { readers: [] })).toEqual({ type: 'not-allowed' });
    expect(await deleteRecord(db, writerOf(colleague), 'company', id, null)).toBe('not-allowed');
    expect(await by(admin, { name: 'X' })).toEqual({ type: 'not-found' });
    expect(await by(admin, { name: 'X', readers: [] })).toEqual({ type: 'not-found' });
    await by(admin, { ownerId: colleague.id, readers: [] });
    expect(await getRecord(db, user.id, 'company', id)).toBeNull();
    expect(await getRecord(db, colleague.id, 'company', id)).toMatchObject({
      name: 'Walled',
      ownerId: colleague.id,
    });
  });

  it('refer only to what their writer may see', async () => {
    const theirs = await made('company', { name: 'Theirs' }, colleague);
    const at = async (input: RecordInput<'person'>): Promise<unknown> =>
      createRecord(db, writerOf(user), 'person', newId(), { familyName: 'X', ...input });
    expect(await at({ companyId: theirs.id })).toEqual({ type: 'reference-unknown', field: 'companyId' });
    expect(await at({ companyId: newId() })).toEqual({ type: 'reference-unknown', field: 'companyId' });
    expect(await at({ readers: [newId()] })).toEqual({ type: 'reference-unknown', field: 'readers' });
    expect(await at({ ownerId: 'nobody' })).toEqual({ type: 'reference-unknown', field: 'ownerId' });
    const { id } = await made(
      'person',
      { familyName: 'Y', companyId: theirs.id, readers: [user.id] },
      colleague,
    );
    await updateRecord(db, writerOf(colleague), 'person', id, null, { ownerId: user.id });
    // What it referred to before stays, though its new owner doesn't see the company.
    expect(await updateRecord(db, writerOf(user), 'person', id, null, { phone: '1' })).toMatchObject({
      type: 'done',
    });
  });
});

describe('lists of records', () => {
  async function all(query: Partial<RecordQuery>): Promise<readonly string[]> {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRecords(db, user.id, 'company', { limit: 2, ...query, cursor });
      if (page === null) throw new Error('Cursor refused');
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return names;
  }

  it('go by name or by change, page by page, and show nobody else’s', async () => {
    const zebra = await made('company', { name: 'Zebra' });
    for (const name of ['ähre', 'Beta', 'alpha', 'Beta']) await made('company', { name });
    await made('company', { name: 'Hidden' }, colleague);
    expect(await all({})).toEqual(['ähre', 'alpha', 'Beta', 'Beta', 'Zebra']);
    await updateRecord(db, writerOf(user), 'company', zebra.id, null, { phone: '1' });
    expect((await all({ order: 'modified' }))[0]).toBe('Zebra');
    expect(await all({ modifiedSince: new Date(Date.now() + 60_000) })).toEqual([]);
  });

  it('filter by company, person and state', async () => {
    const { id: companyId } = await made('company', { name: 'Acme' });
    await made('matter', { name: 'A', companyId });
    await made('matter', { name: 'B', companyId, state: 'closed' });
    await made('matter', { name: 'C' });
    const list = async (query: Partial<RecordQuery>): Promise<readonly string[] | undefined> =>
      (await listRecords(db, user.id, 'matter', { limit: 9, ...query }))?.items.map(({ name }) => name);
    expect(await list({ companyId })).toEqual(['A', 'B']);
    expect(await list({ companyId, status: 'open' })).toEqual(['A']);
    expect(await list({ personId: newId() })).toEqual([]);
  });

  it('refuse a cursor that they did not give out', async () => {
    for (let index = 0; index < 3; index += 1) await made('company', { name: `N${String(index)}` });
    const page = await listRecords(db, user.id, 'company', { limit: 1 });
    const cursor = page?.nextCursor ?? '';
    expect(await listRecords(db, user.id, 'company', { limit: 1, cursor: 'x' })).toBeNull();
    expect(await listRecords(db, user.id, 'company', { limit: 1, cursor, order: 'modified' })).toBeNull();
    expect((await listRecords(db, user.id, 'company', { limit: 1, cursor }))?.items).toHaveLength(1);
  });
});
