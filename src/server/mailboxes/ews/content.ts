import { Malformed } from '../../../sync/errors.ts';
import type { CallContext, MailboxContent, OriginalMessage } from '../../../sync/ports.ts';
import type { MessageItem } from './calls/get-message.ts';
import { childOf, textOf } from './element.ts';
import type { Element } from './element.ts';
import { isNobodys } from './errors.ts';
import type { Shape } from './fields.ts';
import { fieldUri } from './fields.ts';
import { meetingOf } from './meeting.ts';
import { searchMessage } from './search-message.ts';
import { parseInstant } from './time.ts';
import type { EwsCalls } from './wire.ts';

/** What mails are read with, beside the original. */
const MESSAGE_SHAPE: Shape = {
  base: 'IdOnly',
  additional: [
    'item:ItemClass',
    'item:IsDraft',
    'item:DateTimeReceived',
    'item:ConversationId',
    'message:InternetMessageId',
  ].map(fieldUri),
};

/** Mails, and what is mailed about meetings (MeetingRequest, MeetingResponse, MeetingCancellation). */
const MAIL = /^(?:Message|Meeting\w+)$/;

/** What stands behind the ids that Outlook shows. `calls`: signed in. */
export function ewsContent(calls: (context: CallContext) => Promise<EwsCalls>): MailboxContent {
  return {
    async message({ itemId, messageId }, context) {
      const ews = await calls(context);
      const wanted = messageId === null ? null : bracketed(messageId);
      const named = itemId === null ? null : await messageAt(ews, ewsId(itemId), context);
      if (named !== null && (wanted === null || named.messageId === wanted)) return named.message;
      if (wanted === null) return null;
      const found = await searchMessage(ews, wanted, context);
      // It may have been moved in between, or have another Message-ID that differs by case.
      const read = found === null ? null : await messageAt(ews, found, context);
      return read?.messageId === wanted ? read.message : null;
    },
    meeting: async (itemId, context) => meetingOf(await calls(context), ewsId(itemId), context),
  };
}

/**
 * An id as EWS wants it. Office.js hands out EWS ids; some hosts and the REST API spell them for addresses: `-` for `/`
 * and `_` for `+` (https://learn.microsoft.com/en-us/javascript/api/outlook/office.mailbox#converttoewsid).
 */
function ewsId(id: string): string {
  return id.trim().replaceAll('-', '/').replaceAll('_', '+');
}

function bracketed(messageId: string): string {
  const id = messageId.trim();
  return id.startsWith('<') ? id : `<${id}>`;
}

interface Read {
  readonly message: OriginalMessage;
  readonly messageId: string | null;
}

/** Null: no mail has this id, not any more, or none that this account may see. */
async function messageAt(ews: EwsCalls, id: string, context: CallContext): Promise<Read | null> {
  const outcome = await ews.getMessage(id, MESSAGE_SHAPE, context);
  if (!outcome.ok && !isNobodys(outcome.error, outcome.responseCode)) throw outcome.error;
  if (!outcome.ok || !MAIL.test(outcome.item.name)) return null;
  const messageId = textOf(outcome.item, 'InternetMessageId') ?? '';
  return {
    message: original(id, outcome),
    messageId: messageId === '' ? null : bracketed(messageId),
  };
}

function original(id: string, { item, original: bytes }: MessageItem): OriginalMessage {
  if (bytes.length === 0) throw new Malformed({ code: 'item-unreadable' });
  return {
    itemId: childOf(item, 'ItemId')?.attributes['Id'] ?? id,
    original: bytes,
    draft: isTrue(item, 'IsDraft'),
    receivedAt: parseInstant(textOf(item, 'DateTimeReceived')),
    conversationId: childOf(item, 'ConversationId')?.attributes['Id'] ?? null,
  };
}

function isTrue(item: Element, name: string): boolean {
  return textOf(item, name)?.toLowerCase() === 'true';
}
