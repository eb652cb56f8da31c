import type { Appointment, AppointmentLinks } from '../../contract/index.ts';
import type { JsonObject } from '../../sync/json.ts';
import type { Event } from '../../sync/kinds/event/event.ts';
import { eventKind } from '../../sync/kinds/event/kind.ts';
import type { ConflictStore } from '../storage/conflicts.ts';
import {
  getAppointment,
  listAppointments,
  type AppointmentRecord,
} from '../storage/records/appointment-list.ts';
import { createAppointment, deleteAppointment, updateAppointment } from '../storage/records/appointments.ts';
import type { AppointmentResult } from '../storage/records/appointment-result.ts';
import { splitAppointment } from '../storage/records/appointment-split.ts';
import { getRecord } from '../storage/records/records.ts';
import { linkAppointment, unlinkAppointment, type AppointmentLink } from '../storage/records/links.ts';
import type { Caller } from './api.ts';
import { conflictPage } from './conflicts.ts';
import { checkEvent } from './event-check.ts';
import { occurrencesOf } from './occurrences.ts';
import { found, ProblemError } from './problem.ts';
import { unknownReference, writerOf, type RecordSource } from './records.ts';
import { appointmentRef, NOWHERE, privacyOf, type Standings } from './standing.ts';
import type { Appointments } from './services.ts';

/** What appointments are served from, beside what other records need. */
export interface AppointmentSource extends RecordSource {
  readonly standings: Standings;
  readonly conflicts: Pick<ConflictStore, 'ofRecord'>;
  /** Whose mailboxes these are: user ids by mailbox id. */
  readonly ownersOf: (mailboxIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The user's time zone, for floating and all-day times. */
  readonly timeZoneOf: (userId: string) => Promise<string>;
}

/** Appointments, from storage. */
export function storedAppointments(source: AppointmentSource): Appointments {
  const { db, now } = source;
  const written = async (records: readonly AppointmentRecord[]) => contractAppointments(source, records);
  const one = async (record: AppointmentRecord) => found((await written([record]))[0]);
  const list = async (caller: Caller, query: Parameters<typeof listAppointments>[2]) => {
    const page = await listAppointments(db, caller.id, query);
    if (page === null) throw new ProblemError('cursor-malformed');
    return { items: await written(page.items), nextCursor: page.nextCursor };
  };
  return {
    list: (caller, { limit = 50, from, to, ...others }) =>
      list(caller, { limit, from: instant(from), to: instant(to), ...others }),
    async listOf(caller, record, { limit = 50, cursor }) {
      const { recordType, id } = record;
      // Meetings are found by addresses too: without this look they would tell that the record exists.
      if (recordType !== 'appointment') found(await getRecord(db, caller.id, recordType, id));
      return list(caller, { limit, cursor, of: record, order: 'latest' });
    },
    async find(caller, id) {
      const record = await getAppointment(db, caller.id, id);
      return record === null ? null : one(record);
    },
    async create(caller, id, { ownerId, readers, users, links, uid = id, ...properties }) {
      checkEvent(properties);
      const event = eventKind.normalise({ '@type': 'Event', uid, ...(properties as JsonObject) }) as Event;
      const hands = { ownerId, readers, users, links };
      return one(done(await createAppointment(db, writerOf(caller, now), id, event, hands)));
    },
    async update(caller, id, version, { ownerId, readers, users, ...patch }) {
      checkEvent(patch);
      const change = {
        ownerId,
        readers,
        users,
        patch: Object.keys(patch).length === 0 ? undefined : (patch as JsonObject),
      };
      return one(done(await updateAppointment(db, writerOf(caller, now), id, version, change)));
    },
    async split(caller, id, newId, version, { recurrenceId, changes = {} }) {
      checkEvent(changes, '/changes');
      const cut = { recurrenceId, newId, patch: changes as JsonObject };
      const result = await splitAppointment(db, writerOf(caller, now), id, version, cut);
      if (result.type === 'not-split') throw new ProblemError('series-not-split');
      return one(done(result));
    },
    async remove(caller, id, version) {
      const result = await deleteAppointment(db, writerOf(caller, now), id, version);
      if (result !== 'done') throw new ProblemError(result);
    },
    occurrences: (caller, range) => occurrencesOf(source, caller, range),
    ...conflicting(source),
    ...linking(source),
  };
}

function conflicting({ db, conflicts, ownersOf }: AppointmentSource): Pick<Appointments, 'conflicts'> {
  return {
    async conflicts(caller, id, query) {
      found(await getAppointment(db, caller.id, id));
      const read = (before: string | null, limit: number) =>
        conflicts.ofRecord(appointmentRef(id), before, limit);
      return conflictPage(query, read, async (mailboxId) => {
        return (await ownersOf([mailboxId])).get(mailboxId) === caller.id;
      });
    },
  };
}

function linking({ db, now }: AppointmentSource): Pick<Appointments, 'links' | 'link' | 'unlink'> {
  const links = async (caller: Caller, id: string): Promise<AppointmentLinks> => {
    return { items: found(await getAppointment(db, caller.id, id)).links.map(contractLink) };
  };
  return {
    links,
    async link(caller, id, record) {
      const before = found(await getAppointment(db, caller.id, id));
      if (!(await linkAppointment(db, writerOf(caller, now), id, [record]))) {
        throw before.ownerId === caller.id || before.users.includes(caller.id)
          ? unknownReference('recordId')
          : new ProblemError('not-allowed');
      }
      return links(caller, id);
    },
    async unlink(caller, id, record) {
      found(await getAppointment(db, caller.id, id));
      if (!(await unlinkAppointment(db, writerOf(caller, now), id, record.id)))
        throw new ProblemError('not-allowed');
      return links(caller, id);
    },
  };
}

function done(result: AppointmentResult): AppointmentRecord {
  switch (result.type) {
    case 'done':
      return result.appointment;
    case 'reference-unknown':
      throw unknownReference(result.field);
    case 'malformed':
      throw new ProblemError('event-refused', { specific: result.error, cause: result.error });
    case 'exists':
      throw new ProblemError('appointment-exists');
    default:
      throw new ProblemError(result.type);
  }
}

async function contractAppointments(
  { standings, urlOf }: AppointmentSource,
  records: readonly AppointmentRecord[],
): Promise<Appointment[]> {
  const known = await standings(records.map(({ id }) => id));
  return records.map(({ event, createdAt, updatedAt, links, startsAt: _s, endsAt: _e, ...frame }) => {
    const { '@type': _type, sequence: _sequence, ...properties } = event;
    const standing = known.get(frame.id) ?? NOWHERE;
    return {
      ...(properties as unknown as Pick<Appointment, 'uid' | 'start'>),
      ...privacyOf(event, standing),
      ...frame,
      readers: [...frame.readers],
      users: [...frame.users],
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
      links: links.map(contractLink),
      synchronisation: [...standing.entries],
      url: urlOf('appointment', frame.id),
    };
  });
}

function contractLink({ linkedAt, ...link }: AppointmentLink) {
  return { ...link, linkedAt: linkedAt.toISOString() };
}

function instant(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
