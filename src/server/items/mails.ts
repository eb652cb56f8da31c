import type { ItemInView, ItemState } from '../../contract/index.ts';
import { SyncError } from '../../sync/errors.ts';
import type { Actor } from '../access/access.ts';
import { ProblemError } from '../http/problem.ts';
import { candidates } from '../storage/messages/candidates.ts';
import { linksOfItem } from '../storage/messages/item-links.ts';
import { findByIdentity, lockMessage } from '../storage/messages/store.ts';
import { addWitness } from '../storage/messages/witnesses.ts';
import { unitOfWork } from '../storage/records/writer.ts';
import type { ItemKind, KnownItem } from './kind.ts';
import { mailSaves } from './mail-saves.ts';
import { keepCopy, seeMail, type MailSource, type SeenMail } from './seen-mail.ts';
import { whichCandidate, type Choice } from './which-candidate.ts';

/** How long opening a mail may wait for the user's mailbox, milliseconds. */
const VIEW_PATIENCE = 5_000;
/** Longest statement of a transaction, milliseconds. */
const TIMEOUT = 20_000;

/**
 * Mails. The CRM has those that somebody linked or marked; who has one of them in a mailbox of their own becomes its
 * witness by opening it, and sees what it is linked with. A mailbox is asked only if the CRM has a mail of this Message-ID
 * that the user hasn't witnessed. Who knows no more than a Message-ID gets the answer of a mail that nobody stored.
 *
 * Marking a mail stores it without links. Taking the mark off takes the user's copy out of the CRM, and the mail with it
 * when no other witness is left; links that others rely on stay as long as one of them does. Opening it again is no
 * return; linking or marking is.
 */
export function mails(source: MailSource): ItemKind {
  const look: ItemKind['look'] = async (user, item) => {
    const where = await whereabouts(source, user, item);
    const links =
      where.recordId === null
        ? []
        : await linksOfItem(source.db, user.id, { type: 'message', id: where.recordId });
    return { ...where, links: links.map((link) => ({ ...link, pending: false, removable: true })) };
  };
  const saves = mailSaves(source, {
    choose: (user, item) => chosen(source, user, item),
    own: async (user, item) => (await whereabouts(source, user, item)).recordId,
  });
  const decide: ItemKind['decide'] = () => Promise.reject(new ProblemError('link-not-waiting'));
  return { look, ...saves, decide };
}

type Whereabouts = Omit<KnownItem, 'links'>;

async function whereabouts(source: MailSource, user: Actor, item: ItemInView): Promise<Whereabouts> {
  if (item.itemId === null) return elsewhere('item-unsaved', false);
  const choice = await chosen(source, user, item);
  if (choice.type === 'copy') return stored(source, choice.recordId);
  // The same whatever is stored: who has no mailbox learns nothing of others'.
  if (!(await source.mailboxes.readsMails(user.id))) return elsewhere('no-mailbox-for-mails', false);
  if (choice.type === 'none') return elsewhere('mail-not-linked', true);
  if (choice.type === 'left') return elsewhere('mail-taken-out', true);
  try {
    return await witnessed(source, user, await seeMail(source, user.id, item, VIEW_PATIENCE));
  } catch (error) {
    if (error instanceof SyncError) return silent(error);
    if (error instanceof ProblemError && error.code === 'no-mailbox-for-mails')
      return elsewhere(error.code, false);
    throw error;
  }
}

/** Which stored mail it is, as far as that can be said without a mailbox. */
async function chosen({ db }: MailSource, user: Actor, item: ItemInView): Promise<Choice> {
  const { itemId, messageId, subject } = item;
  if (itemId === null) return { type: 'none' };
  return whichCandidate(await candidates(db, user.id, { itemId, messageId, subject }), item);
}

/** The user has seen the mail that the CRM has: they are its witness from now on. */
async function witnessed(
  source: MailSource,
  user: Actor,
  seen: SeenMail | 'draft' | null,
): Promise<Whereabouts> {
  const { db, now } = source;
  if (seen === 'draft') return elsewhere('item-is-draft', false);
  const recordId = seen === null ? null : await findByIdentity(db, seen.identity);
  if (seen === null || recordId === null) return elsewhere('mail-not-linked', true);
  const copy = await keepCopy(source, seen);
  const living = await unitOfWork(db, TIMEOUT, async (tx) => {
    if (!(await lockMessage(tx, recordId))) return 'gone';
    return (await addWitness(tx, recordId, copy, now(), 'stay-out')) ? 'read' : 'left';
  });
  if (living === 'left') return elsewhere('mail-taken-out', true);
  return living === 'gone' ? elsewhere('mail-not-linked', true) : stored(source, recordId);
}

function stored({ urlOf }: MailSource, id: string): Whereabouts {
  const record = { recordType: 'message' as const, id, url: urlOf('message', id) };
  return {
    recordId: id,
    state: { state: 'synchronised', reason: null, marked: true, markable: true, record },
  };
}

function elsewhere(
  code: string,
  markable: boolean,
  parameters: Readonly<Record<string, unknown>> = {},
): Whereabouts {
  const reason = { code, parameters: { ...parameters } };
  const state: ItemState = { state: 'not-synchronised', reason, marked: false, markable, record: null };
  return { recordId: null, state };
}

function silent(error: SyncError): Whereabouts {
  return elsewhere('mailbox-silent', false, { ...error.parameters, code: error.code });
}
