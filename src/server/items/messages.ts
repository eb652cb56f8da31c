import type { Kysely } from 'kysely';
import type { MessageSummary, RecordRef } from '../../contract/index.ts';
import { mayLinkMail } from '../access/access.ts';
import { found, ProblemError } from '../http/problem.ts';
import type { MessageFile, Messages } from '../http/services.ts';
import { htmlWithInlineImages } from '../messages/html.ts';
import { withoutBcc } from '../messages/without-bcc.ts';
import type { BlobStore } from '../storage/blobs.ts';
import { attachmentOf, originalOf } from '../storage/messages/contents.ts';
import { linksOfItem, removeItemLinks } from '../storage/messages/item-links.ts';
import { listMessagesOf } from '../storage/messages/message-list.ts';
import { getMessage, type KeptMessage, type ListedMessage } from '../storage/messages/message-read.ts';
import { lockMessage } from '../storage/messages/store.ts';
import { areReadable } from '../storage/records/hits.ts';
import { unitOfWork } from '../storage/records/writer.ts';
import type { Database } from '../storage/tables.ts';
import { shownLink } from './items.ts';

/** What stored mails are served from. */
export interface StoredMailSource {
  readonly db: Kysely<Database>;
  readonly blobs: BlobStore;
  readonly urlOf: (recordType: string, id: string) => string;
}

/** Longest statement of a transaction, milliseconds. */
const TIMEOUT = 20_000;

/** Images that a browser shows without running anything in them: never SVG. */
const SAFE_IMAGES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
]);

/** Mails that were linked. */
export function storedMessages(source: StoredMailSource): Messages {
  const { db, blobs } = source;
  return {
    async find(user, id) {
      const message = await getMessage(db, user.id, id);
      if (message === null) return null;
      const { bcc, text, attachments, witnesses, inReplyTo, version, ownerId, readers } = message;
      const removable = mayLinkMail(user, { ownerId, readers, users: [] });
      const links = await linksOfItem(db, user.id, { type: 'message', id });
      return {
        ...summary(source, message),
        ...{ version, ownerId, readers: [...readers], inReplyTo, text, html: htmlOf(message) },
        createdAt: message.createdAt.toISOString(),
        updatedAt: message.updatedAt.toISOString(),
        bcc: [...bcc],
        attachments: [...attachments],
        witnesses: [...witnesses],
        links: links.map((link) => shownLink(source, { ...link, pending: false, removable })),
      };
    },
    async listOf(user, record: RecordRef, { limit = 50, cursor }) {
      // Without this look an empty page would tell that the record exists.
      if (!(await areReadable(db, user.id, [record]))) throw new ProblemError('not-found');
      const page = await listMessagesOf(db, user.id, record.id, { limit, cursor });
      if (page === null) throw new ProblemError('cursor-malformed');
      return { items: page.items.map((one) => summary(source, one)), nextCursor: page.nextCursor };
    },
    async original(user, id) {
      const stored = await originalOf(db, user.id, id);
      if (stored === null) return null;
      const file = { name: `${fileName(stored.subject)}.eml`, mediaType: 'message/rfc822', showable: false };
      if (stored.own) return { ...file, content: found(await blobs.get(stored.blobHash)) };
      return { ...file, content: Buffer.from(withoutBcc(found(await blobs.read(stored.blobHash)))) };
    },
    async attachment(user, id, index): Promise<MessageFile | null> {
      const stored = await attachmentOf(db, user.id, id, index);
      if (stored === null) return null;
      const { name, mediaType, inline, blobHash } = stored;
      const showable = inline && SAFE_IMAGES.has(mediaType);
      return { name, mediaType, showable, content: found(await blobs.get(blobHash)) };
    },
    async unlink(user, id, record) {
      const shown = await areReadable(db, user.id, [record]);
      await unitOfWork(db, TIMEOUT, async (tx) => {
        if (!(await lockMessage(tx, id, user.id))) throw new ProblemError('not-found');
        // A link with what is hidden from them is hidden too.
        if (shown) await removeItemLinks(tx, { type: 'message', id }, [record.id]);
      });
    },
  };
}

/** Inline images are addressed where this server serves them; those that may not be shown are left out. */
function htmlOf({ id, html, attachments }: KeptMessage): string {
  if (html === '') return '';
  const images = attachments.filter(({ inline, mediaType }) => inline && SAFE_IMAGES.has(mediaType));
  return htmlWithInlineImages(html, (contentId) => {
    const image = images.find((one) => one.contentId === contentId);
    return image === undefined ? null : `/api/messages/${id}/attachments/${String(image.index)}`;
  });
}

function summary({ urlOf }: Pick<StoredMailSource, 'urlOf'>, message: ListedMessage): MessageSummary {
  const { id, messageId, subject, from, to, cc, sentAt, receivedAt, attachmentCount, preview } = message;
  return {
    ...{ id, messageId, subject, attachmentCount, preview, url: urlOf('message', id) },
    ...{ from: [...from], to: [...to], cc: [...cc] },
    sentAt: sentAt?.toISOString() ?? null,
    receivedAt: receivedAt?.toISOString() ?? null,
  };
}

/** The subject as a file's name: without what file systems refuse, at most 100 characters. */
function fileName(subject: string): string {
  const plain = subject.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ').replace(/\s+/g, ' ');
  const short = Array.from(plain.trim())
    .slice(0, 100)
    .join('')
    .replace(/[. ]+$/, '');
  return short === '' ? 'mail' : short;
}
