import type { Transaction } from 'kysely';
import type { ItemInView, RecordRef } from '../../contract/index.ts';
import { mayWrite, type Actor } from '../access/access.ts';
import { ProblemError } from '../http/problem.ts';
import { addItemLinks, removeItemLinks } from '../storage/messages/item-links.ts';
import { addSave } from '../storage/messages/saves.ts';
import type { MeetingLink } from '../storage/meeting-links.ts';
import { addPendingLinks, removePendingLinks } from '../storage/pending-links.ts';
import { loadForUpdate } from '../storage/records/appointment-lock.ts';
import { unitOfWork } from '../storage/records/writer.ts';
import type { Database } from '../storage/tables.ts';
import type { RemovedLink, SaveDocument } from '../storage/tables/messages.ts';
import type { ItemKind } from './kind.ts';
import { markMeeting } from './meeting-mark.ts';
import type { FoundMeeting, MeetingSource } from './meetings.ts';

/** Longest statement of a transaction, milliseconds. */
const TIMEOUT = 20_000;

type Tx = Transaction<Database>;

const NOTHING: SaveDocument = {
  itemType: 'appointment',
  added: [],
  removed: [],
  stored: false,
  returned: false,
  left: false,
};

/**
 * Saves of meetings. One that has no record yet waits for it: its links are made when its synchronisation makes the
 * record, which linking asks for unless the meeting is synchronised anyway.
 */
export function meetingSaves(
  { db, now }: MeetingSource,
  find: (user: Actor, item: ItemInView) => Promise<FoundMeeting>,
): Pick<ItemKind, 'link' | 'unlink' | 'mark'> {
  const save = async (
    user: Actor,
    saveId: string,
    item: ItemInView,
    work: (tx: Tx, meeting: FoundMeeting, at: Date) => Promise<Partial<SaveDocument>>,
  ): Promise<void> => {
    const meeting = await find(user, item);
    await unitOfWork(db, TIMEOUT, async (tx) => {
      const savedAt = now();
      const document = { ...NOTHING, ...(await work(tx, meeting, savedAt)) };
      const itemId = meeting.recordId ?? meeting.link?.linkId ?? saveId;
      await addSave(tx, { id: saveId, userId: user.id, itemId, savedAt, document });
    });
  };
  return {
    link: (user, saveId, item, records) =>
      save(user, saveId, item, async (tx, meeting, at) => {
        const marked = await markForLinks(tx, user, meeting, at);
        return { ...marked, added: await addLinks(tx, user, meeting, idsOf(records), at) };
      }),
    unlink: (user, saveId, item, records) =>
      save(user, saveId, item, async (tx, meeting, at) => {
        return { removed: await removeLinks(tx, user, meeting, idsOf(records), at) };
      }),
    mark: (user, saveId, item, synchronise) =>
      save(user, saveId, item, async (tx, { identity }, at) => {
        if (identity === null) throw new ProblemError('meeting-not-in-crm');
        const mark = await markMeeting(tx, user.id, identity, synchronise ? 'on' : 'off', at);
        return { markBefore: { identity, mark } };
      }),
  };
}

/** Whether it sleeps for want of a mark; what else keeps a meeting apart (its time frame, a private one) a mark can't change. */
export function isOverruled({ state, reason }: MeetingLink): boolean {
  return state === 'dormant' && ['unmarked', 'not-marked'].includes(reason?.code ?? '');
}

/** Linking a meeting asks for its synchronisation, where nothing but a mark is missing. */
async function markForLinks(
  tx: Tx,
  user: Actor,
  { link, identity }: FoundMeeting,
  at: Date,
): Promise<Partial<SaveDocument>> {
  if (link === null || !isOverruled(link) || identity === null) return {};
  return { markBefore: { identity, mark: await markMeeting(tx, user.id, identity, 'on', at) } };
}

async function addLinks(
  tx: Tx,
  user: Actor,
  { recordId, link }: FoundMeeting,
  recordIds: readonly string[],
  at: Date,
): Promise<readonly string[]> {
  if (recordId !== null) {
    await lockWritable(tx, user, recordId);
    const writer = { user, origin: null, now: at };
    return addItemLinks(tx, writer, { type: 'appointment', id: recordId }, recordIds);
  }
  if (link === null) throw new ProblemError('meeting-not-in-crm');
  return addPendingLinks(tx, { linkId: link.linkId, recordIds, userId: user.id }, at);
}

async function removeLinks(
  tx: Tx,
  user: Actor,
  { recordId, link }: FoundMeeting,
  recordIds: readonly string[],
  at: Date,
): Promise<readonly RemovedLink[]> {
  const waiting = link === null ? [] : await removePendingLinks(tx, link.linkId, recordIds);
  if (recordId === null) {
    return waiting.map((id) => ({
      recordId: id,
      linkedBy: user.id,
      linkedAt: at.toISOString(),
      rule: null,
    }));
  }
  await lockWritable(tx, user, recordId);
  return removeItemLinks(tx, { type: 'appointment', id: recordId }, recordIds);
}

/** Throws `not-found`, `not-allowed`. */
async function lockWritable(tx: Tx, user: Actor, recordId: string): Promise<void> {
  const appointment = (await loadForUpdate(tx, [recordId])).get(recordId);
  if (appointment === undefined || appointment.deleted) throw new ProblemError('not-found');
  if (!mayWrite(user, appointment)) throw new ProblemError('not-allowed');
}

function idsOf(records: readonly RecordRef[]): readonly string[] {
  return records.map(({ id }) => id);
}
