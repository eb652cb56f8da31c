import { sql, type Transaction } from 'kysely';
import type { LedgerTransaction } from '../../../sync/ports.ts';
import type { Database } from '../tables.ts';

/** The ledger's record of what was done. */
export function historyVerbs(
  tx: Transaction<Database>,
  mailboxId: string,
): Pick<LedgerTransaction, 'appendHistory' | 'saveConflicts' | 'forgetConflicts'> {
  return {
    async appendHistory(entries) {
      if (entries.length === 0) return;
      const rows = entries.map(({ at, linkId, event, reason }) => ({
        mailbox_id: mailboxId,
        link_id: linkId,
        at: new Date(at),
        event,
        reason: reason === null ? null : JSON.stringify(reason),
      }));
      await tx.insertInto('history').values(rows).execute();
    },
    async forgetConflicts(linkIds) {
      if (linkIds.length === 0) return;
      await tx
        .deleteFrom('conflicts')
        .where('mailbox_id', '=', mailboxId)
        .where('link_id', '=', sql<string>`ANY(${linkIds}::uuid[])`)
        .execute();
    },
    async saveConflicts(conflicts) {
      if (conflicts.length === 0) return;
      const rows = conflicts.map((conflict) => ({
        id: conflict.id,
        mailbox_id: mailboxId,
        link_id: conflict.linkId,
        at: new Date(conflict.at),
        field: conflict.field,
        losing_side: conflict.losingSide,
        losing: JSON.stringify(conflict.losing),
        winning: JSON.stringify(conflict.winning),
      }));
      await tx
        .insertInto('conflicts')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
  };
}
