import type { RecordType } from '../../../contract/index.ts';

const PLACES: Readonly<Record<RecordType, string>> = {
  company: 'companies',
  person: 'persons',
  opportunity: 'opportunities',
  matter: 'matters',
  appointment: 'appointments',
};

/** Where a record's page is. */
export function recordAddress(recordType: RecordType, id: string): string {
  return `/${PLACES[recordType]}/${encodeURIComponent(id)}`;
}
