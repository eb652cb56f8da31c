import { folderId, folderTarget, itemId } from '../ews/ids.ts';
import { ItemProblem } from '../ews/item-problem.ts';
import { conversationOf } from '../ews/items/message-element.ts';
import type { Mailbox } from '../groupware/mail/compose.ts';
import type { Message } from '../groupware/mail/model.ts';
import { parsedMail } from '../groupware/mail/parsed-mail.ts';
import type { ParsedMail } from '../groupware/mail/parsed-mail.ts';
import type { MessageRow, MessagesAnswer, PersonAnswer } from './answers.ts';
import type { MailboxContext } from './mailbox-context.ts';

/** What is wanted of a list. */
export interface Wanted {
  /** EWS id; '': everywhere but bin and junk. */
  readonly folder: string;
  /** All of its words in subject, people or text; '': all messages. */
  readonly search: string;
  readonly after: number;
  readonly limit: number;
}

/** A page of messages, newest first. */
export async function messagesAnswer(context: MailboxContext, wanted: Wanted): Promise<MessagesAnswer> {
  const messages = messagesIn(context, wanted.folder);
  const rows = await Promise.all(
    messages.map(async (message) => {
      const mail = await parsedMail(message);
      return { row: messageRow(context, message, mail), words: wordsOf(mail) };
    }),
  );
  const asked = wanted.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = rows.filter(({ words }) => asked.every((word) => words.includes(word))).map(({ row }) => row);
  found.sort((one, other) => other.at - one.at);
  return { items: found.slice(wanted.after, wanted.after + wanted.limit), total: found.length };
}

/** A message as a line of a list. */
export function messageRow(context: MailboxContext, message: Message, mail: ParsedMail): MessageRow {
  const { user } = context;
  return {
    id: itemId(user, { kind: 'message', id: message.id }),
    conversationId: conversationOf(mail, message),
    folderId: folderId(user, { kind: 'mail', id: message.folderId }),
    subject: mail.subject,
    from: personOf(mail.from),
    to: mail.to.map(personOf),
    preview: previewOf(mail),
    at: message.receivedAt,
    read: message.read,
    draft: message.draft,
    important: headerOf(mail, 'importance').toLowerCase() === 'high',
    isPrivate: headerOf(mail, 'sensitivity').toLowerCase() === 'private',
    hasAttachments: mail.attachments.some(({ inline }) => !inline),
    isMeeting: mail.meeting !== null,
  };
}

/** Somebody in a header; nobody is somebody without name and address. */
export function personOf(person: Mailbox | null): PersonAnswer {
  const { name, address } = person ?? { name: '', address: '' };
  return { name: name === '' ? address : name, address };
}

function messagesIn({ groupware, user }: MailboxContext, folder: string): readonly Message[] {
  if (folder === '') {
    return groupware.folders
      .of(user.name)
      .filter(
        ({ role, folderClass }) =>
          folderClass === 'IPF.Note' && role !== 'deleteditems' && role !== 'junkemail',
      )
      .flatMap(({ id }) => groupware.messages.in(id));
  }
  const target = folderTarget(user, folder);
  if (target.kind !== 'mail' || groupware.folders.find(target.id)?.owner !== user.name)
    throw new ItemProblem('ErrorFolderNotFound', 'There is no such folder.');
  return groupware.messages.in(target.id);
}

function previewOf({ text }: ParsedMail): string {
  // Neither signature nor what is quoted says what is new.
  const [own = ''] = (text ?? '').split(/^(?:-- ?|>.*|(?:From|Von): .*)$/m);
  return own.replaceAll(/\s+/g, ' ').trim().slice(0, 160);
}

function wordsOf({ subject, from, to, cc, text }: ParsedMail): string {
  const people = [from, ...to, ...cc].map((one) => (one === null ? '' : `${one.name} ${one.address}`));
  return [subject, ...people, text ?? ''].join(' ').toLowerCase();
}

function headerOf({ headers }: ParsedMail, name: string): string {
  return headers.find((one) => one.name.toLowerCase() === name)?.value ?? '';
}
