import type { ItemInView } from '../../contract/index.ts';
import { ewsId } from './item-kind.ts';
import type { OfficeItem } from './item-kind.ts';
import { participantsOf } from './participants.ts';
import { readAppointmentDraft, readMessageDraft } from './read-draft.ts';

/** The contract's limit for subjects. */
const LONGEST_SUBJECT = 2_000;
/** The contract's limit for ids. */
const LONGEST_ID = 2_000;

/** Copies everything that the server is told about an item, field by field: members of Office's items are not enumerable. */
export async function readItem(mailbox: Office.Mailbox, open: OfficeItem): Promise<ItemInView> {
  const read = await fieldsOf(mailbox, open);
  return { ...EMPTY, ...read, subject: (read.subject ?? '').slice(0, LONGEST_SUBJECT) };
}

function fieldsOf(mailbox: Office.Mailbox, open: OfficeItem): Fields | Promise<Fields> {
  switch (open.is) {
    case 'message':
      return readMessage(mailbox, open.item);
    case 'appointment':
      return readAppointment(mailbox, open.item);
    case 'message-draft':
      return readMessageDraft(open.item);
    case 'appointment-draft':
      return readAppointmentDraft(mailbox, open.item);
  }
}

/** What is known of an item; what is missing is empty. Ids in the form of EWS. */
export type Fields = Pick<ItemInView, 'kind' | 'participants'> & Partial<ItemInView>;

const EMPTY = {
  itemId: null,
  messageId: null,
  conversationId: null,
  seriesId: null,
  subject: '',
  start: null,
  end: null,
} as const;

function readMessage(mailbox: Office.Mailbox, item: Office.MessageRead): Fields {
  const { from, to, cc } = item;
  return {
    kind: 'message',
    itemId: ewsId(mailbox, item.itemId),
    messageId: messageIdOf(item.internetMessageId),
    conversationId: ewsId(mailbox, item.conversationId),
    subject: item.subject,
    // Of a meeting request: when the meeting is. Other mails have neither.
    start: instant(item.start),
    end: instant(item.end),
    participants: participantsOf({ from, to, cc }),
  };
}

function readAppointment(mailbox: Office.Mailbox, item: Office.AppointmentRead): Fields {
  return {
    kind: 'appointment',
    itemId: ewsId(mailbox, item.itemId),
    seriesId: ewsId(mailbox, item.seriesId),
    subject: item.subject,
    start: instant(item.start),
    end: instant(item.end),
    participants: participantsOf({
      organizer: item.organizer,
      required: item.requiredAttendees,
      optional: item.optionalAttendees,
    }),
  };
}

/** With the brackets of RFC 5322; null where the mail has none, or one that is no use to anybody. */
function messageIdOf(id: string | null | undefined): string | null {
  const bare = (id ?? '').trim().replace(/^<|>$/g, '');
  return bare === '' || bare.length > LONGEST_ID - 2 ? null : `<${bare}>`;
}

/** Declared as always there; only appointments and meeting requests have them. */
function instant(time: Date | null | undefined): string | null {
  return time === null || time === undefined ? null : time.toISOString();
}
