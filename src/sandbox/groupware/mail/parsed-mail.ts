import PostalMime from 'postal-mime';
import type { Address, Attachment } from 'postal-mime';
import { InvalidCalendar } from '../ical/invalid-calendar.ts';
import { readCalendarObject } from '../ical/calendar-object.ts';
import type { CalendarObject } from '../ical/calendar-object.ts';
import { edited } from '../ical/edit.ts';
import type { Mailbox } from './compose.ts';
import type { Message } from './model.ts';

/** A mail taken apart. */
export interface ParsedMail {
  readonly from: Mailbox | null;
  readonly sender: Mailbox | null;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  readonly replyTo: readonly Mailbox[];
  readonly subject: string;
  /** Epoch milliseconds; null: not said, or not a date. */
  readonly sentAt: number | null;
  /** With angle brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly MailAttachment[];
  readonly meeting: MailedMeeting | null;
}

/** A file in a mail. */
export interface MailAttachment {
  readonly name: string;
  readonly type: string;
  /** Without angle brackets. */
  readonly contentId: string | null;
  readonly inline: boolean;
  readonly content: Buffer;
}

/** The meeting that a mail is about. */
export interface MailedMeeting {
  /** METHOD, upper case (RFC 5546). */
  readonly method: string;
  /** The event without METHOD. */
  readonly object: CalendarObject;
}

const known = new WeakMap<Message, Promise<ParsedMail>>();

/** Takes the mail apart; the same message only once. Bytes that make no sense are read as well as they can be. */
export function parsedMail(message: Message): Promise<ParsedMail> {
  const before = known.get(message);
  if (before !== undefined) return before;
  const parsed = parse(Buffer.from(message.text, 'latin1'));
  known.set(message, parsed);
  return parsed;
}

async function parse(bytes: Buffer): Promise<ParsedMail> {
  const mail = await PostalMime.parse(bytes);
  const calendars = mail.attachments.filter((one) => one.mimeType === 'text/calendar');
  const meeting = calendars.map(meetingIn).find((one) => one !== null) ?? null;
  const sentAt = mail.date === undefined ? Number.NaN : Date.parse(mail.date);
  return {
    from: mailboxes(mail.from)[0] ?? null,
    sender: mailboxes(mail.sender)[0] ?? null,
    to: mailboxes(mail.to),
    cc: mailboxes(mail.cc),
    bcc: mailboxes(mail.bcc),
    replyTo: mailboxes(mail.replyTo),
    subject: mail.subject ?? '',
    sentAt: Number.isNaN(sentAt) ? null : sentAt,
    messageId: mail.messageId ?? null,
    inReplyTo: mail.inReplyTo ?? null,
    references: mail.references ?? null,
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    text: mail.text ?? null,
    html: mail.html ?? null,
    attachments: mail.attachments
      .filter((one) => meeting === null || !calendars.includes(one))
      .map(attachmentOf),
    meeting,
  };
}

function mailboxes(addresses: Address | readonly Address[] | undefined): readonly Mailbox[] {
  const all = addresses === undefined ? [] : [addresses].flat();
  return all.flatMap((one): readonly Mailbox[] =>
    one.group === undefined ? [{ name: one.name, address: one.address }] : mailboxes(one.group),
  );
}

function attachmentOf(one: Attachment): MailAttachment {
  return {
    name: one.filename ?? 'attachment',
    type: one.mimeType,
    contentId: one.contentId?.replaceAll(/^<|>$/g, '') ?? null,
    inline: one.disposition === 'inline' || one.related === true,
    content: bytesOf(one),
  };
}

function bytesOf({ content }: Attachment): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}

function meetingIn(attachment: Attachment): MailedMeeting | null {
  const text = bytesOf(attachment).toString('utf8');
  try {
    let method = attachment.method ?? '';
    const stored = edited(text, (calendar) => {
      method = String(calendar.getFirstPropertyValue('method') ?? method);
      calendar.removeAllProperties('method');
    });
    return method === '' ? null : { method: method.toUpperCase(), object: readCalendarObject(stored) };
  } catch (error) {
    // A calendar that cannot be read is a file like any other.
    if (error instanceof InvalidCalendar) return null;
    throw error;
  }
}
