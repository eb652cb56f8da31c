import { makeRoom, type LedgerHarness, type OpenLedger, type Room } from './ledger/harness.ts';
import { describeLeases } from './ledger/leases.ts';
import { describeLinks } from './ledger/links.ts';
import { describePages } from './ledger/pages.ts';
import { describeProgress } from './ledger/progress.ts';

export type { LedgerHarness, OpenLedger } from './ledger/harness.ts';

/** The suite that every Ledger passes. All tests share one ledger; each has two leased mailboxes of its own in it. */
export function describeLedger(harness: LedgerHarness): void {
  describe(`Ledger contract: ${harness.name}`, () => {
    let open: OpenLedger | null = null;
    let current: Room | null = null;
    const room = (): Room => {
      if (current === null) throw new Error('No ledger is open');
      return current;
    };
    beforeAll(async () => {
      open = await harness.open();
    });
    beforeEach(async () => {
      if (open !== null) current = await makeRoom(open);
    });
    afterAll(async () => {
      await open?.close();
    });

    describe('a lease', () => describeLeases(room));
    describe('links', () => describeLinks(room));
    describe('the work list', () => describePages(room));
    describe('progress', () => describeProgress(room));
  });
}
