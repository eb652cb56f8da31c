import type {
  Appointment,
  Company,
  CompanyInput,
  CompanyPatch,
  Matter,
  MatterInput,
  MatterPatch,
  Opportunity,
  OpportunityInput,
  OpportunityPatch,
  PageOf,
  Person,
  PersonInput,
  PersonPatch,
  RecordHits,
  RecordType,
} from '../../contract/index.ts';
import { call, withQuery } from './client.ts';
import type { Versioned } from './client.ts';
import type { Attempt } from './use-write.ts';

/** The record types with pages of their own, by the last part of their path. */
export interface RecordShapes {
  companies: { record: Company; input: CompanyInput; patch: CompanyPatch };
  persons: { record: Person; input: PersonInput; patch: PersonPatch };
  opportunities: { record: Opportunity; input: OpportunityInput; patch: OpportunityPatch };
  matters: { record: Matter; input: MatterInput; patch: MatterPatch };
}
export type RecordPath = keyof RecordShapes;

/** One page of a list, in the server's order. */
export async function listRecords<P extends RecordPath>(
  path: P,
  cursor: string | null,
  signal: AbortSignal,
): Promise<PageOf<RecordShapes[P]['record']>> {
  return (
    await call<PageOf<RecordShapes[P]['record']>>('GET', withQuery(`/api/${path}`, { cursor }), { signal })
  ).value;
}

/** One record with its ETag. Throws Problem 404. */
export async function readRecord<P extends RecordPath>(
  path: P,
  id: string,
  signal?: AbortSignal,
): Promise<Versioned<RecordShapes[P]['record']>> {
  return call(`GET`, `/api/${path}/${encodeURIComponent(id)}`, signal === undefined ? {} : { signal });
}

/** Creates a record. */
export async function createRecord<P extends RecordPath>(
  path: P,
  body: RecordShapes[P]['input'],
  attempt: Attempt,
): Promise<RecordShapes[P]['record']> {
  return (await call<RecordShapes[P]['record']>('POST', `/api/${path}`, { body, ...attempt })).value;
}

/** Changes what the patch names, if the version is still the given one; else Problem 412. */
export async function changeRecord<P extends RecordPath>(
  path: P,
  id: string,
  change: { readonly patch: RecordShapes[P]['patch']; readonly etag: string | null },
  attempt: Attempt,
): Promise<RecordShapes[P]['record']> {
  const options = { body: change.patch, ifMatch: change.etag, ...attempt };
  return (await call<RecordShapes[P]['record']>('PATCH', `/api/${path}/${encodeURIComponent(id)}`, options))
    .value;
}

/** Marks the record deleted. */
export async function deleteRecord(
  path: RecordPath,
  id: string,
  etag: string | null,
  attempt: Attempt,
): Promise<void> {
  await call('DELETE', `/api/${path}/${encodeURIComponent(id)}`, { ifMatch: etag, ...attempt });
}

/** Records of these types by free text, best first. */
export async function searchRecords(
  text: string,
  types: readonly RecordType[],
  signal: AbortSignal,
): Promise<RecordHits> {
  const path = withQuery('/api/records/search', { q: text, types: types.join(','), limit: 12 });
  return (await call<RecordHits>('GET', path, { signal })).value;
}

/** The meetings that are linked with a record. */
export async function recordMeetings(
  path: RecordPath,
  id: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<PageOf<Appointment>> {
  const address = withQuery(`/api/${path}/${encodeURIComponent(id)}/appointments`, { cursor, limit: 200 });
  return (await call<PageOf<Appointment>>('GET', address, { signal })).value;
}

/** Record types with pages of their own, and their paths. */
export const RECORD_PATHS = [
  ['company', 'companies'],
  ['person', 'persons'],
  ['opportunity', 'opportunities'],
  ['matter', 'matters'],
] as const satisfies readonly (readonly [RecordType, RecordPath])[];
