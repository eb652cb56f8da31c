import type { Ledger, LedgerTransaction } from '../../../src/sync/ports.ts';
import { changes, live } from './world.ts';
import type { Company } from './world.ts';

/** All changes that any store of the company has seen. */
function allChanges(firm: Company): number {
  return (
    changes(firm.crmWorld) +
    Object.values(firm.people).reduce((sum, person) => sum + changes(person.world), 0)
  );
}

/** Pumps everybody until nobody writes any more, at most six times; no pump may end with an error. */
export async function settle(firm: Company): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    const before = allChanges(firm);
    for (const name of Object.keys(firm.people)) {
      const report = await firm.pump(name);
      expect(report.error).toBeNull();
    }
    if (allChanges(firm) === before) return;
  }
  throw new Error('It never comes to rest');
}

/** The only live item of a mailbox. */
export function onlyItem(firm: Company, name: string) {
  const [stored, ...more] = live(firm.person(name).world);
  if (stored === undefined || more.length > 0)
    throw new Error(`${name} has ${String(more.length + 1)} items or none`);
  return stored;
}

/** The only live record. */
export function onlyRecord(firm: Company) {
  const [stored, ...more] = live(firm.crmWorld);
  if (stored === undefined || more.length > 0)
    throw new Error(`There are ${String(more.length + 1)} records or none`);
  return stored;
}

/** A ledger that refuses what a database refuses: the same link twice in one save. */
export function strictLedger(ledger: Ledger): Ledger {
  return {
    transaction: (lease, work) =>
      ledger.transaction(lease, (tx) => {
        const strict: LedgerTransaction = {
          ...tx,
          saveLinks: (links) => {
            const ids = links.map(({ id }) => id);
            if (new Set(ids).size < ids.length) throw new Error(`Saved twice: ${ids.join(', ')}`);
            return tx.saveLinks(links);
          },
        };
        return work(strict);
      }),
  };
}
