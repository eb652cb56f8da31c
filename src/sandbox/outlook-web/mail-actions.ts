import { attachmentWith } from '../ews/items/attachments.ts';
import { createMessage } from '../ews/items/create-message.ts';
import { itemId, folderTarget } from '../ews/ids.ts';
import { ItemProblem } from '../ews/item-problem.ts';
import { m, mWith, t, tWith, typeText } from '../ews/xml.ts';
import type { MailFolder } from '../groupware/mail/model.ts';
import { parsedMail } from '../groupware/mail/parsed-mail.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { IdAnswer, PersonAnswer, SendInput } from './answers.ts';
import { archiveOf } from './mail-folders.ts';
import { messageWith } from './mailbox-context.ts';
import type { MailboxContext } from './mailbox-context.ts';

/** Marks a message as read or unread. */
export function markRead(context: MailboxContext, id: string, read: boolean): void {
  const message = messageWith(context, id);
  if (message.read !== read) context.groupware.messages.change(message.id, { read });
}

/** Moves a message: into the archive, or into the folder with this EWS id. It has another id there. */
export function moveMessage(context: MailboxContext, id: string, to: string): IdAnswer {
  const folder = to === 'archive' ? archiveOf(context) : folderWith(context, to);
  const moved = context.groupware.messages.move(messageWith(context, id).id, folder.id);
  return { id: itemId(context.user, { kind: 'message', id: moved.id }) };
}

/** Deletes a message: into the bin, and out of the bin for good. */
export function deleteMessage({ groupware, user, ...context }: MailboxContext, id: string): void {
  const message = messageWith({ groupware, user, ...context }, id);
  const bin = groupware.folders.withRole(user.name, 'deleteditems').id;
  if (message.folderId === bin) groupware.messages.remove(message.id);
  else groupware.messages.move(message.id, bin);
}

/** The content of a file by its EWS id. ItemProblem ErrorAttachmentNotFound and its kin. */
export async function attachmentContent(
  context: MailboxContext,
  id: string,
): Promise<{ readonly name: string; readonly contentType: string; readonly content: Buffer }> {
  const element = await attachmentWith(context, id);
  return {
    name: typeText(element, 'Name') ?? 'attachment',
    contentType: typeText(element, 'ContentType') ?? 'application/octet-stream',
    content: Buffer.from(typeText(element, 'Content') ?? '', 'base64'),
  };
}

/** Sends a mail as Exchange does for its clients, with a copy in the sent items. ItemProblem ErrorInvalidRecipients. */
export async function sendMail(context: MailboxContext, input: SendInput): Promise<void> {
  const item = t(
    'Message',
    t('Subject', input.subject),
    tWith('Body', { BodyType: 'HTML' }, input.html),
    people('ToRecipients', input.to),
    people('CcRecipients', input.cc),
    people('BccRecipients', input.bcc),
    ...(input.answers === null ? [] : await thread(context, input.answers)),
  );
  createMessage(
    item,
    mWith('CreateItem', { MessageDisposition: 'SendAndSaveCopy' }, m('Items', item)),
    context,
  );
}

async function thread(context: MailboxContext, answered: string): Promise<readonly XmlElement[]> {
  const { messageId, references } = await parsedMail(messageWith(context, answered));
  if (messageId === null) return [];
  return [t('InReplyTo', messageId), t('References', [references, messageId].filter(Boolean).join(' '))];
}

function people(name: string, list: readonly PersonAnswer[]): XmlElement {
  return t(name, ...list.map((one) => t('Mailbox', t('Name', one.name), t('EmailAddress', one.address))));
}

function folderWith({ groupware, user }: MailboxContext, id: string): MailFolder {
  const target = folderTarget(user, id);
  const folder = target.kind === 'mail' ? groupware.folders.find(target.id) : undefined;
  if (folder?.owner === user.name) return folder;
  throw new ItemProblem('ErrorFolderNotFound', 'There is no such folder.');
}
