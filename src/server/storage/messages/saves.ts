import type { Kysely } from 'kysely';
import type { Database } from '../tables.ts';
import type { SaveDocument } from '../tables/messages.ts';

/** How long a save may be taken back, milliseconds. */
export const UNDO_FOR = 86_400_000;

/** One save of a user's: what it did to an item. */
export interface Save {
  readonly id: string;
  readonly userId: string;
  /** Of the mail's or the meeting's record; of a meeting without one, of its link in the ledger. */
  readonly itemId: string;
  readonly savedAt: Date;
  readonly undone: boolean;
  readonly document: SaveDocument;
}

/** Writes a save down, in the transaction of what it did. */
export async function addSave(tx: Kysely<Database>, save: Omit<Save, 'undone'>): Promise<void> {
  await tx
    .insertInto('link_saves')
    .values({
      id: save.id,
      user_id: save.userId,
      item_record_id: save.itemId,
      saved_at: save.savedAt,
      undone_at: null,
      document: JSON.stringify(save.document),
    })
    .execute();
}

/** The user's save, or null. */
export async function findSave(db: Kysely<Database>, userId: string, id: string): Promise<Save | null> {
  const row = await db
    .selectFrom('link_saves')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id,
    userId,
    itemId: row.item_record_id,
    savedAt: row.saved_at,
    undone: row.undone_at !== null,
    document: row.document,
  };
}

/** Marks a save as taken back; false: it is already, or too old. */
export async function closeSave(tx: Kysely<Database>, save: Save, now: Date): Promise<boolean> {
  if (now.getTime() - save.savedAt.getTime() > UNDO_FOR) return false;
  const { numUpdatedRows } = await tx
    .updateTable('link_saves')
    .set({ undone_at: now })
    .where('id', '=', save.id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
