import { sql, type Kysely } from 'kysely';
import { markItem } from '../item-marks.ts';
import { recordOfLink } from '../meeting-links.ts';
import { addPendingLinks, removePendingLinks } from '../pending-links.ts';
import { unitOfWork } from '../records/writer.ts';
import type { Database } from '../tables.ts';
import { removeItemLinks, restoreItemLinks } from './item-links.ts';
import { closeSave, findSave, type Save } from './saves.ts';
import { endMessage, leaveMessage, returnToMessage, witnessesOf } from './witnesses.ts';

/** Longest statement, milliseconds. */
const TIMEOUT = 20_000;

/**
 * Takes back what a save did, and nothing that happened since: a link that it made goes unless somebody made it anew, one
 * that it took away comes back, a mail that it stored goes if nobody else has it or linked it meanwhile.
 * `not-undoable`: too late, done already, or the mail was taken over anew.
 */
export async function undoSave(
  db: Kysely<Database>,
  userId: string,
  saveId: string,
  now: Date,
): Promise<'done' | 'missing' | 'not-undoable'> {
  const save = await findSave(db, userId, saveId);
  if (save === null) return 'missing';
  try {
    await unitOfWork(db, TIMEOUT, async (tx) => {
      if (!(await closeSave(tx, save, now))) throw new NotUndoable();
      await (save.document.itemType === 'message' ? undoMail(tx, save, now) : undoMeeting(tx, save, now));
    });
  } catch (error) {
    if (error instanceof NotUndoable) return 'not-undoable';
    throw error;
  }
  return 'done';
}

class NotUndoable extends Error {}

async function undoMail(tx: Kysely<Database>, save: Save, now: Date): Promise<void> {
  const { itemId, userId, document } = save;
  await lockRecord(tx, itemId);
  if (document.left && !(await returnToMessage(tx, itemId, userId, now))) throw new NotUndoable();
  await undoLinks(tx, save, itemId);
  if (document.returned) await leaveMessage(tx, itemId, userId, now);
  if (document.stored && (await isAlone(tx, itemId, userId))) await endMessage(tx, itemId, now);
}

/** Links that waited for the meeting's record may have been made with it meanwhile. */
async function undoMeeting(tx: Kysely<Database>, save: Save, now: Date): Promise<void> {
  const { itemId, userId, document } = save;
  const { markBefore, added, removed } = document;
  if (markBefore !== undefined) {
    const { identity, mark } = markBefore;
    await markItem(tx, { userId, kind: 'Event', identity }, mark, now);
  }
  if (await lockRecord(tx, itemId)) return undoLinks(tx, save, itemId);
  await removePendingLinks(tx, itemId, added);
  const record = await recordOfLink(tx, itemId);
  if (record !== null && (await lockRecord(tx, record))) return undoLinks(tx, save, record);
  const recordIds = removed.map(({ recordId }) => recordId);
  await addPendingLinks(tx, { linkId: itemId, recordIds, userId }, now);
}

async function undoLinks(tx: Kysely<Database>, save: Save, id: string): Promise<void> {
  const { userId, savedAt, document } = save;
  const item = { type: document.itemType, id };
  await removeItemLinks(tx, item, document.added, { by: userId, at: savedAt });
  await restoreItemLinks(tx, item, document.removed);
}

/** Whether there is such a record; deleted ones are. */
async function lockRecord(tx: Kysely<Database>, id: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM records WHERE id = ${id}::uuid FOR UPDATE`.execute(tx);
  return rows.length > 0;
}

/** Nobody but this user has the mail, and nothing is linked with it. */
async function isAlone(tx: Kysely<Database>, recordId: string, userId: string): Promise<boolean> {
  if ((await witnessesOf(tx, recordId)).some((witness) => witness !== userId)) return false;
  const { rows } = await sql`
    SELECT FROM message_links WHERE message_record_id = ${recordId}::uuid LIMIT 1
  `.execute(tx);
  return rows.length === 0;
}
