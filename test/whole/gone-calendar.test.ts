import { listAppointments } from '../../src/server/storage/records/appointment-list.ts';
import { describeWith } from '../requirements.ts';
import { ask, makeCalendar, type CaldavServer } from '../support/caldav-server.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { startRadicale } from '../support/radicale.ts';
import { addMailbox, addUser } from './connected-mailbox.ts';
import { eventText } from './personal-calendar.ts';

describeWith(['radicale'], 'A calendar that is deleted on its server', () => {
  let server: CaldavServer;
  let database: TestDatabase;
  beforeAll(async () => {
    [server, database] = await Promise.all([startRadicale(), testDatabase()]);
  });
  afterAll(async () => {
    await database.close();
    await server.end();
  });

  it('is reported; its appointments stay, and those of others go on', async () => {
    const [lost, kept] = [await makeCalendar(server), await makeCalendar(server)];
    const put = async (url: string, uid: string) => {
      const headers = { 'content-type': 'text/calendar' };
      expect((await ask(server, 'PUT', `${url}${uid}.ics`, eventText(uid, uid), headers)).ok).toBe(true);
    };
    await put(lost, 'in-the-lost-one');
    await put(kept, 'in-the-kept-one');
    const user = await addUser(database, 'alice', 'alice@example.org');
    const paths = [lost, kept].map((url) => new URL(url).pathname);
    const mailbox = await addMailbox(database, user, server, (id) => paths.includes(id));
    const titles = async () => {
      const page = await listAppointments(database.db, user.id, { limit: 10 });
      return page?.items.map(({ event }) => event.title).sort();
    };
    expect(await mailbox.pump()).toMatchObject({ gone: [], error: null });
    expect(await titles()).toEqual(['in-the-kept-one', 'in-the-lost-one']);

    expect((await ask(server, 'DELETE', lost)).ok).toBe(true);
    await put(kept, 'new');
    expect(await mailbox.pump()).toMatchObject({ gone: [paths[0]], error: null });
    expect(await titles()).toEqual(['in-the-kept-one', 'in-the-lost-one', 'new']);
  });
});
