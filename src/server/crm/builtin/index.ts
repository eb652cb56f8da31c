import type { Kysely } from 'kysely';
import type { Crm, CrmTraits, RecordHandle } from '../../../sync/ports.ts';
import type { ReferenceRule } from '../../../sync/policy/references.ts';
import { Gone, Unsupported } from '../../../sync/errors.ts';
import type { Actor } from '../../access/access.ts';
import { resolveAddresses } from '../../storage/records/directory.ts';
import { RECORD_FIELDS } from '../../storage/records/event-row.ts';
import { linkAppointment, unlinkAppointment } from '../../storage/records/links.ts';
import { searchRecords } from '../../storage/records/search.ts';
import { unitOfWork, type Writer } from '../../storage/records/writer.ts';
import type { Database } from '../../storage/tables.ts';
import { withinDeadline } from './errors.ts';
import { looks } from './looks.ts';
import { writes } from './writes.ts';

/** Whose eyes the CRM is seen with, and what it needs of the world. */
export interface BuiltinCrmOptions {
  /** Whose mailbox is synchronised. */
  readonly user: Actor;
  /** The mailbox; those who listen for changes can tell its own writes by it. */
  readonly mailboxId: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  /** Where a person opens a record in a browser. */
  readonly urlOf: (recordType: string, id: string) => string;
  /** The rules by which texts link appointments with records; default none. */
  readonly references?: readonly ReferenceRule[];
  /** Entries per page of the feed; default 500. */
  readonly pageSize?: number;
}

/** What every verb works with. */
export interface BuiltinCrm extends BuiltinCrmOptions {
  readonly db: Kysely<Database>;
  writer(): Writer;
}

/** Calls without a deadline of their own. */
const LONGEST_LOOK = 30_000;

const TRAITS: CrmTraits = {
  revision: 1,
  kinds: { Event: { recordType: 'appointment', fields: RECORD_FIELDS } },
  recurrence: 'series',
  conditionalUpdate: true,
  tombstones: true,
  hiddenLooksGone: false,
  feedResolutionMs: 0,
  batch: { read: 200, write: 500 },
};

/** Liaison's own CRM behind the port, as one user's mailbox sees it. */
export function builtinCrm(db: Kysely<Database>, options: BuiltinCrmOptions): Crm {
  const { user, mailboxId: origin, now, urlOf, references = [] } = options;
  const crm: BuiltinCrm = {
    ...options,
    db,
    writer: () => ({ user, origin, now: new Date(now()), references }),
  };
  const look = async <T>(work: (tx: Kysely<Database>) => Promise<T>): Promise<T> =>
    withinDeadline(now() + LONGEST_LOOK, now, (timeout) => unitOfWork(db, timeout, work));
  return {
    traits: TRAITS,
    ...looks(crm),
    ...writes(crm),
    search: (text, limit) =>
      look(async (tx) => {
        const { hits } = await searchRecords(tx, user.id, { text, limit });
        return hits.map(({ recordType, id, title }) => ({ recordType, id, title }));
      }),
    resolve: (addresses) =>
      look(async (tx) => {
        const hits = await resolveAddresses(tx, user.id, addresses);
        return hits.map(({ address, recordType, id }) => ({ address, recordType, id }));
      }),
    urlOf,
    link: (from, to) =>
      look(async (tx) => {
        const [appointment, other] = pair(from, to);
        if (!(await linkAppointment(tx, crm.writer(), appointment.id, [other])))
          throw new Gone({ code: 'record-gone' });
      }),
    unlink: (from, to) =>
      look(async (tx) => {
        const [appointment, other] = pair(from, to);
        await unlinkAppointment(tx, crm.writer(), appointment.id, other.id);
      }),
  };
}

/** The appointment and the other one: only appointments are linked with records. */
function pair(from: RecordHandle, to: RecordHandle): readonly [RecordHandle, RecordHandle] {
  if (from.recordType === 'appointment') return [from, to];
  if (to.recordType === 'appointment') return [to, from];
  throw new Unsupported(
    { code: 'link-unsupported', parameters: { from: from.recordType, to: to.recordType } },
    [],
  );
}
