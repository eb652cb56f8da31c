import { Type, type Static } from 'typebox';
import { ItemLink } from './item.ts';
import { pageOf } from './page.ts';
import { Id, Instant, nullable, recordFrame, RecordType } from './values.ts';

/** A mail that somebody linked: RFC 5322 headers, body and attachments as its witnesses' mailboxes returned them. */

const MessageAddress = Type.Object(
  { name: Type.String(), address: Type.String() },
  { title: 'MessageAddress' },
);
export type MessageAddress = Static<typeof MessageAddress>;

const summary = {
  id: Id,
  url: recordFrame.url,
  messageId: nullable(Type.String({ description: 'Message-ID, with its brackets; null: it has none' })),
  subject: Type.String(),
  from: Type.Array(MessageAddress),
  to: Type.Array(MessageAddress),
  cc: Type.Array(MessageAddress),
  sentAt: nullable(Instant),
  receivedAt: nullable(Instant),
  attachmentCount: Type.Integer(),
  preview: Type.String({ description: 'The beginning of the text, at most 200 characters' }),
};

/** A mail in a list. */
export const MessageSummary = Type.Object(summary, { title: 'MessageSummary' });
export type MessageSummary = Static<typeof MessageSummary>;

/** GET /api/{companies,persons,opportunities,matters}/:id/messages: those linked with it that the caller may see, latest first. */
export const MessagePage = pageOf(MessageSummary, 'MessagePage');

/** GET /api/messages/:id/attachments/:index serves one. `size` in bytes. Inline ones belong to the HTML (by `contentId`). */
const MessageAttachment = Type.Object(
  {
    index: Type.Integer(),
    name: Type.String(),
    mediaType: Type.String(),
    size: Type.Integer(),
    inline: Type.Boolean(),
    contentId: nullable(Type.String()),
  },
  { title: 'MessageAttachment' },
);
export type MessageAttachment = Static<typeof MessageAttachment>;

/**
 * GET /api/messages/:id. `bcc` is told to those only whose copy says it. `html` is sanitised (no scripts, no remote
 * content), '' where the mail has only text. GET /api/messages/:id/original answers message/rfc822.
 */
export const Message = Type.Object(
  {
    ...recordFrame,
    ...summary,
    bcc: Type.Array(MessageAddress),
    inReplyTo: nullable(Type.String()),
    text: Type.String(),
    html: Type.String(),
    attachments: Type.Array(MessageAttachment),
    witnesses: Type.Array(Id, { description: 'Users in whose mailboxes it was seen' }),
    links: Type.Array(ItemLink),
  },
  { title: 'Message' },
);
export type Message = Static<typeof Message>;

/** DELETE /api/messages/:id/links/:recordType/:recordId: a mail is no longer linked with that record. Idempotent. */
export const MessageLinkPath = Type.Object({ id: Id, recordType: RecordType, recordId: Id });

/** One attachment in a path. */
export const MessageAttachmentPath = Type.Object({
  id: Id,
  index: Type.Integer({ minimum: 0, maximum: 10_000 }),
});
