import type { EventsContext, Letter } from '../events.ts';
import { partsOf } from '../ical/calendar-object.ts';
import type { CalendarObject } from '../ical/calendar-object.ts';
import type { User } from '../model.ts';
import type { Message } from '../scheduling.ts';
import { meetingMail } from './meeting-mail.ts';

/** Sends scheduling messages; returns what became of each by recipient (SCHEDULE-STATUS, RFC 6638, 3.2.9). */
export type MeetingPost = (
  from: User,
  object: CalendarObject,
  messages: readonly Message[],
  letter: Letter,
) => ReadonlyMap<string, string>;

/** Takes a message into the recipient's calendar. */
type Deliver = (recipient: User, from: User, object: CalendarObject, message: Message) => void;

/** The post for meetings: a mail to everybody, `deliver` for those who have a mailbox here, a copy if it is wanted. */
export function meetingPost(
  { post, users, clock }: Pick<EventsContext, 'post' | 'users' | 'clock'>,
  deliver: Deliver,
): MeetingPost {
  const textOf = (
    from: User,
    object: CalendarObject,
    message: Message,
    to: readonly string[],
    { note }: Letter,
  ): string =>
    meetingMail({
      message,
      object,
      from: { name: from.displayName, address: from.address },
      to: to.map((address) => post.mailbox(address)),
      at: clock.now(),
      messageId: post.messageId(),
      ...(note === undefined ? {} : { note }),
    });
  const send = (from: User, object: CalendarObject, message: Message, letter: Letter): string => {
    const part = partsOf(object)[0];
    const { kind, to } = message;
    const note = { kind, uid: object.uid, sequence: part?.sequence ?? 0, subject: part?.summary ?? '' };
    if (!post.send(from, to, textOf(from, object, message, [to], letter), note)) return '1.1';
    const recipient = users.withAddress(to);
    if (recipient !== undefined) deliver(recipient, from, object, message);
    return '1.2';
  };
  /** One mail in the sent items for each kind, to everybody who got it. */
  const keep = (from: User, object: CalendarObject, messages: readonly Message[], letter: Letter): void => {
    for (const kind of new Set(messages.map((message) => message.kind))) {
      const same = messages.filter((message) => message.kind === kind);
      const [first] = same;
      const everybody = same.map(({ to }) => to);
      if (first !== undefined) post.keep(from, textOf(from, object, first, everybody, letter));
    }
  };
  return (from, object, messages, letter) => {
    const statuses = new Map(
      messages.map((message) => [message.to, send(from, object, message, letter)] as const),
    );
    if (letter.keepCopy === true) keep(from, object, messages, letter);
    return statuses;
  };
}
