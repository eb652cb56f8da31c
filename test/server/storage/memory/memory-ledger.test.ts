import { createMemoryLedger } from '../../../../src/server/storage/memory/memory-ledger.ts';
import { newId } from '../../../../src/server/storage/uuid.ts';
import { describeLedger } from '../../../contracts/ledger-contract.ts';

describeLedger({
  name: 'memory',
  open() {
    const ledger = createMemoryLedger({ now: () => Date.now() });
    return Promise.resolve({
      ledger,
      leases: ledger.leases,
      mailbox: () => Promise.resolve(newId()),
      decide(linkId, decision) {
        ledger.decide(linkId, decision);
        return Promise.resolve();
      },
      history: (mailboxId) =>
        Promise.resolve(
          ledger.store.history.flatMap((line) => (line.mailboxId === mailboxId ? [line.event] : [])),
        ),
      close: () => Promise.resolve(),
    });
  },
});
