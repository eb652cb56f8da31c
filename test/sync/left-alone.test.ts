import { memoryCrm } from '../../src/server/crm/memory/index.ts';
import { Throttled } from '../../src/sync/errors.ts';
import { failing } from './support/faults.ts';
import { company, event } from './support/world.ts';

const HOUR = 3_600_000;

describe('a server that asks to be left alone', () => {
  it('is, until the time that it named, whatever else has to be seen to before', async () => {
    const firm = company(['anna']);
    firm.crmWorld.store.insert(event('m1'), { collection: 'appointment', users: ['user-anna'] });
    const { mailbox, settings } = firm.person('anna');
    // What became of this create can be found out long before the hour is over.
    const cut = await firm.pump('anna', { mailbox: failing(mailbox, 'create') });
    expect(cut.retryAt).toBeLessThan(firm.clock.now + HOUR);
    const until = firm.clock.now + HOUR;
    const changes = () => Promise.reject(new Throttled({ code: 'throttled' }, until));
    const sides = [
      { mailbox: { ...mailbox, changes } },
      { crm: { ...memoryCrm(firm.crmWorld, settings.userId), changes } },
    ];
    for (const side of sides) {
      const busy = await firm.pump('anna', side);
      expect([busy.error?.code, busy.retryAt]).toEqual(['throttled', until]);
    }
  });
});
