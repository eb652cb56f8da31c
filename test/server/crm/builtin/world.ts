import { sql, type Kysely } from 'kysely';
import type { Crm, Ref } from '../../../../src/sync/ports.ts';
import { recordKey } from '../../../../src/sync/identity.ts';
import { builtinCrm } from '../../../../src/server/crm/builtin/index.ts';
import { insertAppointments } from '../../../../src/server/storage/records/appointment-create.ts';
import { markAppointmentsDeleted } from '../../../../src/server/storage/records/appointment-lock.ts';
import { changeAppointments } from '../../../../src/server/storage/records/appointment-update.ts';
import { eventRow } from '../../../../src/server/storage/records/event-row.ts';
import { createRecord } from '../../../../src/server/storage/records/records.ts';
import { unitOfWork } from '../../../../src/server/storage/records/writer.ts';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import type { CrmPeople, OpenCrm } from '../../../contracts/crm-contract.ts';
import { insertTestUser, writerOf, type TestUser } from '../../storage/records/people.ts';

/** The built-in CRM as this user's mailbox sees it. */
export function crmOf(db: Kysely<Database>, user: TestUser, pageSize = 500): Crm {
  const urlOf = (type: string, id: string): string => `https://crm.example/${type}/${id}`;
  return builtinCrm(db, { user, mailboxId: newId(), now: Date.now, newId, urlOf, pageSize });
}

/** The CRM for the contract suite: new users, so that nothing of earlier tests concerns them. Pages of two entries. */
export async function openBuiltin(db: Kysely<Database>): Promise<OpenCrm> {
  const [user, colleague] = [await insertTestUser(db), await insertTestUser(db)];
  const email = `mueller-${newId().slice(-12)}@client.example`;
  const created = await createRecord(db, writerOf(user), 'person', newId(), {
    givenName: 'Jörg',
    familyName: 'Müller',
    emails: [email],
    readers: [colleague.id],
  });
  if (created.type !== 'done') throw new Error(`No person: ${created.type}`);
  const seen = (of: TestUser) => ({ crm: crmOf(db, of, 2), id: of.id, address: of.address });
  return {
    user: seen(user),
    colleague: seen(colleague),
    people: peopleOf(db, user),
    person: { recordType: 'person', id: created.record.id, address: `mailto:${email}` },
    // As after a restore into another cluster, where the numbers of transactions mean nothing.
    forgotten: (cursor) => cursor.replace(/^\[1,"\d+"/, '[1,"42"'),
    linksOf: (ref) => linksOf(db, ref),
    close: () => Promise.resolve(),
  };
}

/** What people do in the CRM's own pages. */
export function peopleOf(db: Kysely<Database>, user: TestUser): CrmPeople {
  const change = async (ref: Ref, what: object): Promise<void> => {
    const changes = [{ id: ref.id, version: null, ...what }];
    const [result] = await unitOfWork(db, 10_000, (tx) => changeAppointments(tx, writerOf(user), changes));
    if (result?.type !== 'done') throw new Error(`Not changed: ${String(result?.type)}`);
  };
  return {
    async add(event, users) {
      const id = newId();
      const key = recordKey('Event', event.uid);
      const draft = { id, correlationKey: key, event: eventRow(event), ownerId: user.id, readers: [], users };
      const made = await unitOfWork(db, 10_000, (tx) =>
        insertAppointments(tx, writerOf(user), [{ ...draft, source: 'assigned' }]),
      );
      if (!made.has(id)) throw new Error('Not made');
      return { collection: 'appointment', id };
    },
    retitle: (ref, title) => change(ref, { patch: { title } }),
    assign: (ref, users) => change(ref, { users }),
    async remove(ref) {
      const removal = [{ id: ref.id, version: null }];
      const [result] = await unitOfWork(db, 10_000, (tx) =>
        markAppointmentsDeleted(tx, writerOf(user), removal),
      );
      if (result?.type !== 'done') throw new Error(`Not removed: ${String(result?.type)}`);
    },
  };
}

async function linksOf(db: Kysely<Database>, ref: Ref): Promise<readonly string[]> {
  const { rows } = await sql<{ link: string }>`
    SELECT r.type || '/' || r.id AS link FROM appointment_links l JOIN records r ON r.id = l.record_id
    WHERE l.appointment_id = ${ref.id}::uuid ORDER BY 1
  `.execute(db);
  return rows.map(({ link }) => link);
}
