import type { MessageAnswer } from '../../answers.ts';
import type { HostedMessage } from '../host/item.ts';

/** A mail as add-ins are told of it; null: it is a draft, which nobody reads. */
export function hostedMessage(message: MessageAnswer): HostedMessage | null {
  if (message.draft) return null;
  const { id, conversationId, internetMessageId, subject, html, text, meeting } = message;
  return {
    kind: 'message',
    key: id,
    id,
    conversationId,
    internetMessageId,
    subject,
    html,
    text,
    itemClass: message.itemClass,
    from: message.from,
    sender: message.sender,
    to: message.to,
    cc: message.cc,
    bcc: message.bcc,
    attachments: message.attachments.map(({ id: attachment, name, contentType, size, isInline }) => ({
      id: attachment,
      name,
      contentType,
      size,
      isInline,
    })),
    createdAt: message.createdAt,
    modifiedAt: message.modifiedAt,
    internetHeaders: message.internetHeaders,
    ...(meeting?.method === 'REQUEST'
      ? {
          meeting: {
            start: meeting.start,
            end: meeting.end,
            location: meeting.location,
            isAllDay: meeting.isAllDay,
          },
        }
      : {}),
  };
}
