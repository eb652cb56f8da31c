import type { ItemInView } from '../../contract/index.ts';
import { SyncError } from '../../sync/errors.ts';
import type { Kysely } from 'kysely';
import { identityOfMessage } from '../messages/identity.ts';
import type { MessageIdentity, ParsedMessage } from '../messages/message.ts';
import { parseMessage } from '../messages/parse.ts';
import { previewOf } from '../messages/text.ts';
import { ProblemError } from '../http/problem.ts';
import type { BlobStore } from '../storage/blobs.ts';
import { keepBlob } from '../storage/messages/kept-blobs.ts';
import type { SeenMessage } from '../storage/messages/store.ts';
import type { OwnCopy } from '../storage/messages/witnesses.ts';
import type { Database } from '../storage/tables.ts';
import { unavailable, type CallerMailboxes } from './caller-mailboxes.ts';

/** What mails are read from and kept in. */
export interface MailSource {
  readonly db: Kysely<Database>;
  readonly blobs: BlobStore;
  readonly mailboxes: CallerMailboxes;
  /** Key of the digests that mails are known by. */
  readonly digestKey: () => Promise<Buffer>;
  readonly urlOf: (recordType: string, id: string) => string;
  readonly now: () => Date;
}

/** A mail as the server itself has seen it in the user's mailbox. */
export interface SeenMail {
  readonly identity: MessageIdentity;
  readonly message: ParsedMessage;
  readonly original: Uint8Array;
  readonly receivedAt: Date | null;
  readonly copy: Omit<OwnCopy, 'originalHash'>;
}

/** Looks for the mail in the user's mailboxes. Null: it isn't there. Throws SyncErrors and `no-mailbox-for-mails`. */
export async function seeMail(
  source: MailSource,
  userId: string,
  item: ItemInView,
  timeoutMs: number,
): Promise<SeenMail | 'draft' | null> {
  const { itemId, messageId } = item;
  const found = await source.mailboxes.message(userId, { itemId, messageId }, timeoutMs);
  if (found === null) return null;
  const { original, draft, receivedAt, conversationId, itemId: id } = found.value;
  if (draft) return 'draft';
  const message = await parseMessage(original);
  return {
    identity: identityOfMessage(message, await source.digestKey()),
    message,
    original,
    receivedAt: receivedAt === null ? null : new Date(receivedAt),
    copy: {
      userId,
      mailboxId: found.mailboxId,
      // The id that the user's client shows is the one that it will ask by.
      itemId: itemId ?? id,
      conversationId: conversationId ?? item.conversationId,
      bcc: message.bcc,
    },
  };
}

/** The mail, for a save: whatever keeps it from being taken over is a problem. */
export async function mailToSave(
  source: MailSource,
  userId: string,
  item: ItemInView,
  timeoutMs: number,
): Promise<SeenMail> {
  let seen: SeenMail | 'draft' | null;
  try {
    seen = await seeMail(source, userId, item, timeoutMs);
  } catch (error) {
    throw error instanceof SyncError ? unavailable(error) : error;
  }
  if (seen === null) throw new ProblemError('item-not-found');
  if (seen === 'draft') throw new ProblemError('item-is-draft');
  return seen;
}

/** Keeps the user's own original. */
export async function keepCopy({ db, blobs, now }: MailSource, seen: SeenMail): Promise<OwnCopy> {
  return { ...seen.copy, originalHash: await keepBlob(db, blobs, seen.original, now()) };
}

/** Keeps the attachments, and answers the mail as storage wants it. */
export async function keepMail({ db, blobs, now }: MailSource, seen: SeenMail): Promise<SeenMessage> {
  const { attachments: parts, ...message } = seen.message;
  const attachments: SeenMessage['attachments'][number][] = [];
  for (const { bytes, ...part } of parts) {
    const blobHash = await keepBlob(db, blobs, bytes, now());
    attachments.push({ ...part, size: bytes.byteLength, blobHash });
  }
  const { identity, receivedAt } = seen;
  return { identity, message, preview: previewOf(message.text), attachments, receivedAt };
}
