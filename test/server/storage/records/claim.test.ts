import { sql, type Kysely } from 'kysely';
import { claimAppointments } from '../../../../src/server/storage/records/appointment-claim.ts';
import { createAppointment, updateAppointment } from '../../../../src/server/storage/records/appointments.ts';
import { getAppointment } from '../../../../src/server/storage/records/appointment-list.ts';
import type { Database } from '../../../../src/server/storage/tables.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import { anEvent } from '../../../contracts/mailbox/events.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { insertTestUser, writerOf, type TestUser } from './people.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(async () => {
  await database.close();
});

async function learn(user: TestUser, address: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`UPDATE users SET addresses = array_append(addresses, ${address}) WHERE id = ${user.id}::uuid`.execute(
      tx,
    );
    return claimAppointments(tx, writerOf(user), user.id);
  });
}

describe('an address that turns out to be a user’s', () => {
  it('brings them the meetings that it is invited to, but for those taken away', async () => {
    const [owner, guest] = [await insertTestUser(db), await insertTestUser(db)];
    const alias = `mailto:alias-${newId()}@firm.example`;
    const participants = { [alias]: { roles: { attendee: true as const } } };
    const make = async (event: Parameters<typeof anEvent>[0], users: readonly string[]): Promise<string> => {
      const result = await createAppointment(db, writerOf(owner), newId(), anEvent(event), { users });
      if (result.type !== 'done') throw new Error(result.type);
      return result.appointment.id;
    };
    const invited = await make({ participants }, [owner.id]);
    const away = await make({ participants }, [owner.id, guest.id]);
    await updateAppointment(db, writerOf(owner), away, null, { users: [owner.id] });
    const other = await make({}, [owner.id]);
    expect(await learn(guest, alias)).toBe(1);
    expect(await getAppointment(db, guest.id, invited)).toMatchObject({
      users: [owner.id, guest.id],
      version: '2',
    });
    expect(await getAppointment(db, guest.id, away)).toBeNull();
    expect(await getAppointment(db, guest.id, other)).toBeNull();
    expect(await learn(guest, 'mailto:nobody@firm.example')).toBe(0);
  });
});
