import { describeCrm } from '../../../contracts/crm-contract.ts';
import { testDatabase, type TestDatabase } from '../../../support/database.ts';
import { openBuiltin } from './world.ts';

let database: TestDatabase | null = null;

describeCrm({
  name: 'built-in',
  open: async () => {
    database ??= await testDatabase();
    return openBuiltin(database.db);
  },
  end: async () => {
    await database?.close();
  },
});
