import { createLeases } from '../../../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../../../src/server/storage/ledger/ledger.ts';
import { describeLedger } from '../../../contracts/ledger-contract.ts';
import { insertMailbox, insertUser } from '../../../support/accounts.ts';
import { testDatabase } from '../../../support/database.ts';

describeLedger({
  name: 'PostgreSQL',
  async open() {
    const database = await testDatabase();
    const { db } = database;
    const userId = await insertUser(db);
    return {
      ledger: createLedger(db),
      leases: createLeases(db),
      mailbox: () => insertMailbox(db, userId),
      async decide(linkId, decision) {
        await db.updateTable('links').set({ decision, dirty: true }).where('id', '=', linkId).execute();
      },
      async history(mailboxId) {
        const lines = db
          .selectFrom('history')
          .select('event')
          .where('mailbox_id', '=', mailboxId)
          .orderBy('id');
        return (await lines.execute()).map(({ event }) => event);
      },
      close: () => database.close(),
    };
  },
});
