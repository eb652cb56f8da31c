import type { ItemInView, RecordRef } from '../../contract/index.ts';
import type { Actor } from '../access/access.ts';
import { ProblemError } from '../http/problem.ts';
import { addItemLinks, removeItemLinks } from '../storage/messages/item-links.ts';
import { addSave } from '../storage/messages/saves.ts';
import { lockMessage, storeMessage, type SeenMessage } from '../storage/messages/store.ts';
import { addWitness, leaveMessage, type OwnCopy } from '../storage/messages/witnesses.ts';
import { unitOfWork } from '../storage/records/writer.ts';
import type { SaveDocument } from '../storage/tables/messages.ts';
import { newId } from '../storage/uuid.ts';
import type { Transaction } from 'kysely';
import type { Database } from '../storage/tables.ts';
import type { ItemKind } from './kind.ts';
import { keepCopy, keepMail, mailToSave, type MailSource } from './seen-mail.ts';
import type { Choice } from './which-candidate.ts';

/** How long a save may wait for the user's mailbox, milliseconds. */
const SAVE_PATIENCE = 20_000;
/** Longest statement of a transaction, milliseconds. */
const TIMEOUT = 20_000;

type Tx = Transaction<Database>;

/** A mail that a save works on, its record locked. */
interface HeldMail {
  readonly id: string;
  readonly stored: boolean;
  readonly returned: boolean;
}

const NOTHING: SaveDocument = {
  itemType: 'message',
  added: [],
  removed: [],
  stored: false,
  returned: false,
  left: false,
};

/** How mails are found before a save. */
export interface MailFinding {
  /** Without a mailbox. */
  choose(user: Actor, item: ItemInView): Promise<Choice>;
  /** The record of the mail that the user has a copy of, after asking their mailbox where that is needed. */
  own(user: Actor, item: ItemInView): Promise<string | null>;
}

/** Saves of mails: each is one transaction, after the mailbox was asked where that is needed. */
export function mailSaves(
  source: MailSource,
  finding: MailFinding,
): Pick<ItemKind, 'link' | 'unlink' | 'mark'> {
  const { db, now } = source;
  /** Stores the mail, runs `work` on it and writes down what came of it. */
  const store = async (
    user: Actor,
    saveId: string,
    item: ItemInView,
    work: (tx: Tx, id: string, at: Date) => Promise<Partial<SaveDocument>>,
  ): Promise<void> => {
    const hold = await holder(source, finding, user, item);
    await unitOfWork(db, TIMEOUT, async (tx) => {
      const savedAt = now();
      const { id, stored, returned } = await hold(tx, savedAt);
      const document = { ...NOTHING, stored, returned, ...(await work(tx, id, savedAt)) };
      await addSave(tx, { id: saveId, userId: user.id, itemId: id, savedAt, document });
    });
  };
  /** The same on a mail that is stored; with none there is nothing to do, and that is written down. */
  const change = async (
    user: Actor,
    saveId: string,
    item: ItemInView,
    work: (tx: Tx, id: string, at: Date) => Promise<Partial<SaveDocument>>,
  ): Promise<void> => {
    const own = await finding.own(user, item);
    await unitOfWork(db, TIMEOUT, async (tx) => {
      const savedAt = now();
      const held = own !== null && (await lockMessage(tx, own, user.id));
      const document = { ...NOTHING, ...(held ? await work(tx, own, savedAt) : {}) };
      await addSave(tx, { id: saveId, userId: user.id, itemId: own ?? saveId, savedAt, document });
    });
  };
  return {
    link: (user, saveId, item, records) =>
      store(user, saveId, item, async (tx, id, at) => {
        const writer = { user, origin: null, now: at };
        return { added: await addItemLinks(tx, writer, { type: 'message', id }, idsOf(records)) };
      }),
    unlink: (user, saveId, item, records) =>
      change(user, saveId, item, async (tx, id) => {
        return { removed: await removeItemLinks(tx, { type: 'message', id }, idsOf(records)) };
      }),
    mark: (user, saveId, item, synchronise) =>
      synchronise
        ? store(user, saveId, item, () => Promise.resolve({}))
        : change(user, saveId, item, async (tx, id, at) => {
            return { left: await leaveMessage(tx, id, user.id, at) };
          }),
  };
}

function idsOf(records: readonly RecordRef[]): readonly string[] {
  return records.map(({ id }) => id);
}

/**
 * How a transaction gets hold of the mail: of the user's own copy that the CRM has, or of one that is stored now. Throws
 * what keeps a mail from being stored.
 */
async function holder(
  source: MailSource,
  finding: MailFinding,
  user: Actor,
  item: ItemInView,
): Promise<(tx: Tx, at: Date) => Promise<HeldMail>> {
  if (item.itemId === null) throw new ProblemError('item-unsaved');
  const choice = await finding.choose(user, item);
  if (choice.type === 'copy') {
    return async (tx) => {
      // Taken out a moment ago, on another screen of theirs.
      if (!(await lockMessage(tx, choice.recordId, user.id))) throw new ProblemError('version-changed');
      return { id: choice.recordId, stored: false, returned: false };
    };
  }
  const seen = await mailToSave(source, user.id, item, SAVE_PATIENCE);
  const [copy, mail] = [await keepCopy(source, seen), await keepMail(source, seen)];
  return (tx, at) => storeAsWitness(tx, user, copy, mail, at);
}

async function storeAsWitness(
  tx: Tx,
  user: Actor,
  copy: OwnCopy,
  mail: SeenMessage,
  at: Date,
): Promise<HeldMail> {
  const { recordId: id, stored } = await storeMessage(tx, { user, origin: null, now: at }, newId(), mail);
  const witness = await addWitness(tx, id, copy, at, 'return');
  return { id, stored, returned: witness?.returned ?? false };
}
