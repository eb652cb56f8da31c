import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import type { JsonObject } from '../../../src/sync/json.ts';
import type { ConflictRecord, Lease, Link, Observation } from '../../../src/sync/ports.ts';
import { freshRef, makeLink } from '../../contracts/ledger/harness.ts';
import { insertMailbox } from '../../support/accounts.ts';
import type { Client, World } from './world.ts';

/** A mailbox as a worker would have left it. */
export interface PumpedMailbox {
  readonly id: string;
  /** Stores a link of it, with an appointment when one is given, and its conflicts. */
  link(change?: Partial<Link>, appointmentId?: string, conflicts?: readonly Lost[]): Promise<Link>;
}

/** A conflict without its link. */
export type Lost = Omit<ConflictRecord, 'linkId'>;

/** A mailbox of the client's, connected and pumped without any server. */
export async function pumpedMailbox({ database }: World, { user }: Client): Promise<PumpedMailbox> {
  const id = await insertMailbox(database.db, user.id);
  const lease: Lease | null = await createLeases(database.db).acquire(id, 'worker', 600_000);
  if (lease === null) throw new Error('A new mailbox must be free');
  return {
    id,
    async link(change = {}, appointmentId, conflicts = []) {
      const recordRef = appointmentId === undefined ? null : { collection: 'appointment', id: appointmentId };
      const link = makeLink(lease, { itemRef: freshRef(), recordRef, ...change });
      await createLedger(database.db).transaction(lease, async (tx) => {
        await tx.saveLinks([link]);
        await tx.saveConflicts(conflicts.map((conflict) => ({ ...conflict, linkId: link.id })));
      });
      return link;
    },
  };
}

/** A side that was last seen to hold this. */
export function seen(properties: JsonObject): Observation {
  return { state: 'present', version: '1', item: { '@type': 'Event', ...properties } };
}
