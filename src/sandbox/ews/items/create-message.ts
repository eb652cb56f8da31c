import { composeMail } from '../../groupware/mail/compose.ts';
import type { Mailbox, MailDraft } from '../../groupware/mail/compose.ts';
import type { MailFolder } from '../../groupware/mail/model.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { childrenOf } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { extendedKey } from '../extended-property.ts';
import { folderIn } from '../folders/folder.ts';
import { ItemProblem } from '../item-problem.ts';
import { isTrue } from '../shape.ts';
import { messageChild, t, typeChild, typeName, typeText } from '../xml.ts';
import { itemIdElement } from './item.ts';

/** Creates a t:Message: saves it, sends it, or both. Answers its id unless it is sent without a copy. */
export function createMessage(
  item: XmlElement,
  request: XmlElement,
  context: EwsContext,
): readonly XmlElement[] {
  const disposition = request.attributes['MessageDisposition'];
  if (disposition === undefined) {
    throw new ItemProblem('ErrorMessageDispositionRequired', 'The MessageDisposition attribute is required.');
  }
  const { groupware, user } = context;
  const { text, recipients } = mailOf(item, context);
  const sends = disposition !== 'SaveOnly';
  if (sends && recipients.length === 0) {
    throw new ItemProblem('ErrorInvalidRecipients', 'At least one recipient is needed to send a message.');
  }
  const holder = messageChild(request, 'SavedItemFolderId');
  const folder =
    holder === undefined
      ? groupware.folders.withRole(user.name, sends ? 'sentitems' : 'drafts')
      : mailFolderOf(context, holder);
  if (sends) sendMail(context, text, recipients, typeText(item, 'Subject') ?? '');
  if (disposition === 'SendOnly') return [];
  const categories = childrenOf(typeChild(item, 'Categories') ?? t('Categories'), typeName('String'));
  const message = groupware.messages.add({
    folderId: folder.id,
    text,
    read: sends || isTrue(typeText(item, 'IsRead') ?? 'true'),
    draft: !sends,
    categories: categories.map((one) => one.text),
    properties: propertiesOf(item),
  });
  return [t('Message', itemIdElement(context, { kind: 'message', message }))];
}

/** Sends a finished mail to each of these, with a line in the outbox for each. */
function sendMail(
  { groupware, user }: EwsContext,
  text: string,
  recipients: readonly string[],
  subject: string,
): void {
  const uid = /^Message-ID:\s*<([^>]*)>/im.exec(text)?.[1] ?? '';
  for (const to of recipients)
    groupware.post.send(user, to, text, { kind: 'NOTE', uid, sequence: 0, subject });
}

/** The mail folder that a t:TargetFolderId means. A calendar holds no messages: ErrorInvalidFolderTypeForOperation. */
function mailFolderOf(context: EwsContext, holder: XmlElement): MailFolder {
  const folder = folderIn(context, holder);
  if (folder.kind === 'mail') return folder.folder;
  throw new ItemProblem('ErrorInvalidFolderTypeForOperation', 'This folder holds no messages.');
}

/** Extended properties that a client sets, by their key. */
function propertiesOf(item: XmlElement): Readonly<Record<string, string>> {
  const set = childrenOf(item, typeName('ExtendedProperty'));
  return Object.fromEntries(
    set.flatMap((one) => {
      const path = typeChild(one, 'ExtendedFieldURI');
      return path === undefined ? [] : [[extendedKey(path), typeText(one, 'Value') ?? '']];
    }),
  );
}

function mailOf(
  item: XmlElement,
  context: EwsContext,
): { readonly text: string; readonly recipients: readonly string[] } {
  const to = peopleIn(item, 'ToRecipients', context);
  const cc = peopleIn(item, 'CcRecipients', context);
  const bcc = peopleIn(item, 'BccRecipients', context);
  const recipients = [...new Set([...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()))];
  const mime = typeText(item, 'MimeContent');
  if (mime !== undefined) return { text: Buffer.from(mime, 'base64').toString('latin1'), recipients };
  return { text: composeMail({ ...draftOf(item, context), to, cc }), recipients };
}

function draftOf(item: XmlElement, { groupware, user }: EwsContext): Omit<MailDraft, 'to' | 'cc'> {
  const body = typeChild(item, 'Body');
  const content = body?.text ?? '';
  const header = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`];
  return {
    from: { name: user.displayName, address: user.address },
    subject: typeText(item, 'Subject') ?? '',
    at: groupware.clock.now(),
    messageId: groupware.post.messageId(),
    ...(body?.attributes['BodyType'] === 'HTML' ? { html: content } : { plain: content }),
    headers: [
      ...header('Importance', typeText(item, 'Importance')),
      ...header('In-Reply-To', typeText(item, 'InReplyTo')),
      ...header('References', typeText(item, 'References')),
    ],
  };
}

function peopleIn(item: XmlElement, name: string, { groupware }: EwsContext): readonly Mailbox[] {
  const mailboxes = typeChild(item, name)?.children ?? [];
  return mailboxes.flatMap((mailbox) => {
    const address = typeText(mailbox, 'EmailAddress');
    if (address === undefined) return [];
    return [{ name: typeText(mailbox, 'Name') ?? groupware.post.mailbox(address).name, address }];
  });
}
