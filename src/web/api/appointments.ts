import type {
  Appointment,
  AppointmentInput,
  AppointmentPatch,
  AppointmentSplit,
  Occurrences,
  RecordType,
} from '../../contract/index.ts';
import { call, withQuery } from './client.ts';
import type { Versioned } from './client.ts';
import type { Attempt } from './use-write.ts';

const at = (id: string, rest = '') => `/api/appointments/${encodeURIComponent(id)}${rest}`;

/** A half-open range of time, RFC 3339. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** Every meeting of the range, series unfolded; with `userId` only those in that user's calendars. */
export async function listOccurrences(
  range: Range,
  userId: string | null,
  signal: AbortSignal,
): Promise<Occurrences> {
  const path = withQuery('/api/appointments/occurrences', { ...range, userId });
  return (await call<Occurrences>('GET', path, { signal })).value;
}

/** One appointment with its ETag. */
export async function readAppointment(id: string, signal?: AbortSignal): Promise<Versioned<Appointment>> {
  return call('GET', at(id), signal === undefined ? {} : { signal });
}

/** Creates an appointment. */
export async function createAppointment(body: AppointmentInput, attempt: Attempt): Promise<Appointment> {
  return (await call<Appointment>('POST', '/api/appointments', { body, ...attempt })).value;
}

/** Changes what the patch names, if the version is still the given one; else Problem 412. */
export async function changeAppointment(
  id: string,
  change: { readonly patch: AppointmentPatch; readonly etag: string | null },
  attempt: Attempt,
): Promise<Versioned<Appointment>> {
  return call('PATCH', at(id), { body: change.patch, ifMatch: change.etag, ...attempt });
}

/** Cuts a series at a date, if its version is still the given one; else Problem 412. Returns the new series. */
export async function splitAppointment(
  id: string,
  cut: { readonly body: AppointmentSplit; readonly etag: string | null },
  attempt: Attempt,
): Promise<Appointment> {
  return (
    await call<Appointment>('POST', at(id, '/split'), { body: cut.body, ifMatch: cut.etag, ...attempt })
  ).value;
}

/** Marks the appointment deleted; it disappears from connected calendars. */
export async function deleteAppointment(id: string, etag: string | null, attempt: Attempt): Promise<void> {
  await call('DELETE', at(id), { ifMatch: etag, ...attempt });
}

/** Connects an appointment with another record, or disconnects it. */
export async function linkAppointment(
  id: string,
  to: { readonly recordType: RecordType; readonly id: string },
  connect: boolean,
): Promise<void> {
  await call(connect ? 'PUT' : 'DELETE', at(id, `/links/${to.recordType}/${encodeURIComponent(to.id)}`));
}
