import { attachmentId } from '../ews/items/attachments.ts';
import { meetingKind } from '../ews/items/meeting-message.ts';
import { calendarItemOf } from './appointment.ts';
import { partsOf } from '../groupware/ical/calendar-object.ts';
import { parsedMail } from '../groupware/mail/parsed-mail.ts';
import type { MailedMeeting } from '../groupware/mail/parsed-mail.ts';
import type { MailedMeetingAnswer, MessageAnswer } from './answers.ts';
import { messageWith } from './mailbox-context.ts';
import type { MailboxContext } from './mailbox-context.ts';
import { shownHtml, textHtml } from './mail-html.ts';
import { messageRow, personOf } from './mail-list.ts';

/** A message with everything in it but the content of its files. ItemProblem ErrorItemNotFound and its kin. */
export async function messageAnswer(context: MailboxContext, id: string): Promise<MessageAnswer> {
  const message = messageWith(context, id);
  const mail = await parsedMail(message);
  return {
    ...messageRow(context, message, mail),
    itemClass: meetingKind(mail)?.itemClass ?? 'IPM.Note',
    internetMessageId: mail.messageId ?? '',
    sender: personOf(mail.sender ?? mail.from),
    cc: mail.cc.map(personOf),
    bcc: mail.bcc.map(personOf),
    html: mail.html === null ? textHtml(mail.text ?? '') : shownHtml(mail.html),
    text: mail.text ?? '',
    attachments: mail.attachments.map(({ name, type, content, inline, contentId }, index) => ({
      id: attachmentId(message, index),
      name,
      contentType: type,
      size: content.length,
      isInline: inline,
      contentId,
    })),
    createdAt: message.createdAt,
    modifiedAt: message.modifiedAt,
    internetHeaders: Buffer.from(message.text.split(/\r?\n\r?\n/, 1)[0] ?? '', 'latin1').toString('utf8'),
    meeting: mail.meeting === null ? null : meetingOf(context, mail.meeting),
  };
}

function meetingOf(context: MailboxContext, { method, object }: MailedMeeting): MailedMeetingAnswer | null {
  const part = partsOf(object)[0];
  if (part === undefined || (method !== 'REQUEST' && method !== 'REPLY' && method !== 'CANCEL')) return null;
  const copy = context.groupware.events.byUid(context.user.name, object.uid)[0];
  const own = copy === undefined ? null : calendarItemOf(context, { kind: 'event', copy, occurrence: null });
  return {
    method,
    start: part.startsAt,
    end: part.startsAt + part.lengthMs,
    isAllDay: part.start.isDate,
    location: own?.location ?? '',
    recurs: part.rule !== null,
    appointmentId: own?.id ?? null,
    response: own?.response ?? 'none',
  };
}
