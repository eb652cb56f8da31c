import type { Kysely } from 'kysely';
import type { Company, Matter, Opportunity, PageOf, Person, RecordListQuery } from '../../contract/index.ts';
import { listRecords } from '../storage/records/record-list.ts';
import type { KeptRecord, KeptType, RecordInput } from '../storage/records/record-types.ts';
import {
  createRecord,
  deleteRecord,
  getRecord,
  updateRecord,
  type RecordResult,
} from '../storage/records/records.ts';
import type { Writer } from '../storage/records/writer.ts';
import type { Database } from '../storage/tables.ts';
import type { Caller } from './api.ts';
import { ProblemError } from './problem.ts';
import type { Records } from './services.ts';

/** What the contract calls a record of each type. */
interface ContractTypes {
  readonly company: Company;
  readonly person: Person;
  readonly opportunity: Opportunity;
  readonly matter: Matter;
}

/** What records are served from. */
export interface RecordSource {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  /** Where a person opens a record in a browser. */
  readonly urlOf: (recordType: string, id: string) => string;
}

/** Records of one type, from storage. */
export function storedRecords<T extends KeptType>(
  { db, now, urlOf }: RecordSource,
  type: T,
): Records<ContractTypes[T], RecordInput<T>, RecordInput<T>> {
  const written = (record: KeptRecord<T>) => contractRecord<T>(record, urlOf(type, record.id));
  return {
    async list(caller, query: RecordListQuery) {
      const { limit = 50, modifiedSince, ...others } = query;
      const since = modifiedSince === undefined ? undefined : new Date(modifiedSince);
      const page = await listRecords(db, caller.id, type, { limit, modifiedSince: since, ...others });
      if (page === null) throw new ProblemError('cursor-malformed');
      const items: PageOf<ContractTypes[T]>['items'] = page.items.map(written);
      return { items, nextCursor: page.nextCursor };
    },
    async find(caller, id) {
      const record = await getRecord(db, caller.id, type, id);
      return record === null ? null : written(record);
    },
    async create(caller, id, input) {
      return written(done(type, await createRecord(db, writerOf(caller, now), type, id, input)));
    },
    async update(caller, id, version, patch) {
      return written(done(type, await updateRecord(db, writerOf(caller, now), type, id, version, patch)));
    },
    async remove(caller, id, version) {
      const result = await deleteRecord(db, writerOf(caller, now), type, id, version);
      if (result !== 'done') throw new ProblemError(result);
    },
  };
}

/** A person's write, as storage wants to know of it. */
export function writerOf(caller: Caller, now: () => Date): Writer {
  return { user: { id: caller.id, role: caller.role }, origin: null, now: now() };
}

/** `reference-unknown` with the field named. */
export function unknownReference(field: string): ProblemError {
  return new ProblemError('reference-unknown', {
    errors: [{ field: `/${field}`, code: 'field-reference-unknown' }],
  });
}

function done<T extends KeptType>(type: T, result: RecordResult<T>): KeptRecord<T> {
  if (result.type === 'done') return result.record;
  if (result.type === 'nameless') {
    const field = type === 'person' ? '/familyName' : '/name';
    throw new ProblemError('invalid', { errors: [{ field, code: 'field-required' }] });
  }
  throw result.type === 'reference-unknown' ? unknownReference(result.field) : new ProblemError(result.type);
}

/** Storage keeps the contract's properties under the contract's names; times become texts. */
function contractRecord<T extends KeptType>(record: KeptRecord<T>, url: string): ContractTypes[T] {
  const { createdAt, updatedAt, ...others } = record;
  const frame = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString(), url };
  return { ...others, ...frame } as unknown as ContractTypes[T];
}
