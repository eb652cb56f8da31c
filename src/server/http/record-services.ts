import type { RecordType } from '../../contract/index.ts';
import { searchRecords } from '../storage/records/search.ts';
import { storedAppointments, type AppointmentSource } from './appointments.ts';
import { storedRecords } from './records.ts';
import { shownHit } from './shown-hit.ts';
import type { RecordServices, Search } from './services.ts';

/** The CRM's records as routes see them. */
export function storedRecordServices(source: AppointmentSource): RecordServices {
  return {
    companies: storedRecords(source, 'company'),
    persons: storedRecords(source, 'person'),
    opportunities: storedRecords(source, 'opportunity'),
    matters: storedRecords(source, 'matter'),
    appointments: storedAppointments(source),
    search: storedSearch(source),
  };
}

function storedSearch({ db, urlOf }: AppointmentSource): Search {
  return async (caller, text, types, limit) => {
    const { hits } = await searchRecords(db, caller.id, { text, types, limit });
    return { items: hits.map((hit) => shownHit(hit, urlOf)) };
  };
}

/** Addresses of the pages, by type of record. */
const PAGES: Readonly<Record<RecordType | 'message', string>> = {
  company: 'companies',
  person: 'persons',
  opportunity: 'opportunities',
  matter: 'matters',
  appointment: 'appointments',
  message: 'messages',
};

/** Where a person opens a record: a page of this server at `publicUrl`. */
export function recordUrls(publicUrl: string): (recordType: string, id: string) => string {
  return (recordType, id) => `${publicUrl}/${PAGES[recordType as RecordType]}/${encodeURIComponent(id)}`;
}
