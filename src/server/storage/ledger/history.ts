import { sql, type Transaction } from 'kysely';
import type { ConflictRecord, HistoryEntry, LedgerTransaction } from '../../../sync/ports.ts';
import { reason } from '../../../sync/reasons.ts';
import { plainJson, plainText } from '../plain-text.ts';
import type { Database } from '../tables.ts';

/** The ledger's record of what was done. */
export function historyVerbs(
  tx: Transaction<Database>,
  mailboxId: string,
): Pick<LedgerTransaction, 'appendHistory' | 'saveConflicts' | 'forgetConflicts'> {
  return {
    appendHistory: (entries) => append(tx, mailboxId, entries),
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
        field: plainText(conflict.field),
        losing_side: conflict.losingSide,
        losing: JSON.stringify(conflict.losing),
        winning: JSON.stringify(conflict.winning),
      }));
      const stored = await tx
        .insertInto('conflicts')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute();
      const fresh = new Set(stored.map(({ id }) => id));
      const lines = conflicts.filter(({ id }) => fresh.has(id)).map(line);
      await append(tx, mailboxId, lines);
    },
  };
}

/** What the history says of a conflict: the property, never its values or whom it is about. */
function line({ at, linkId, field, unresolved }: ConflictRecord): HistoryEntry {
  const code = unresolved === true ? 'first-pairing-difference' : 'conflict-kept';
  const [property = field] = field.split('/', 1);
  return { at, linkId, event: 'conflict', reason: reason(code, { field: property }) };
}

async function append(
  tx: Transaction<Database>,
  mailboxId: string,
  entries: readonly HistoryEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ at, linkId, event, reason: why }) => ({
    mailbox_id: mailboxId,
    link_id: linkId,
    at: new Date(at),
    event,
    reason: why === null ? null : plainJson(why),
  }));
  await tx.insertInto('history').values(rows).execute();
}
