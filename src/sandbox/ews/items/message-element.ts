// https://learn.microsoft.com/exchange/client-developer/web-service-reference/message-ex15websvcsotherref
import { createHash } from 'node:crypto';
import type { Mailbox } from '../../groupware/mail/compose.ts';
import type { Message } from '../../groupware/mail/model.ts';
import { parsedMail } from '../../groupware/mail/parsed-mail.ts';
import type { ParsedMail } from '../../groupware/mail/parsed-mail.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { ItemShape } from '../calendar-port.ts';
import type { EwsContext } from '../context.ts';
import { extendedKey, extendedProperty, propertyTag } from '../extended-property.ts';
import { folderIdElement } from '../folders/folder-element.ts';
import { dateText, flag } from '../responses.ts';
import { wants } from '../shape.ts';
import { made, t, tWith, TYPES } from '../xml.ts';
import { attachmentElements } from './attachments.ts';
import { folderWith, itemIdElement } from './item.ts';
import { keptByServer } from './surroundings.ts';
import { meetingFields, meetingKind } from './meeting-message.ts';
import type { MeetingMessageKind } from './meeting-message.ts';

/** A message as t:Message or as one of the meeting messages, with what the shape asks for, in schema order. */
export async function messageElement(
  context: EwsContext,
  message: Message,
  shape: ItemShape,
): Promise<XmlElement> {
  const mail = await parsedMail(message);
  const kind = meetingKind(mail);
  return made(TYPES, kind?.element ?? 'Message', {}, [
    ...itemFields(context, message, mail, kind, shape),
    ...mailFields(message, mail, shape),
    ...(mail.meeting === null || kind === null ? [] : meetingFields(context, mail.meeting, kind, shape)),
  ]);
}

/** The elements of ItemType. */
function itemFields(
  context: EwsContext,
  message: Message,
  mail: ParsedMail,
  kind: MeetingMessageKind | null,
  shape: ItemShape,
): readonly XmlElement[] {
  const item = { kind: 'message', message } as const;
  const { given, one, maybe } = asking(shape, 'item');
  return [
    ...(shape.mimeContent
      ? [
          tWith(
            'MimeContent',
            { CharacterSet: 'UTF-8' },
            Buffer.from(message.text, 'latin1').toString('base64'),
          ),
        ]
      : []),
    itemIdElement(context, item),
    ...given('ParentFolderId', 'AllProperties', () =>
      folderIdElement(context, 'ParentFolderId', folderWith(context, item)),
    ),
    ...one('ItemClass', 'AllProperties', kind?.itemClass ?? 'IPM.Note'),
    ...one('Subject', 'Default', mail.subject),
    ...one('Sensitivity', 'Default', sensitivityOf(mail)),
    ...given('Body', 'Default', () => bodyOf(mail, shape)),
    ...(mail.attachments.length === 0
      ? []
      : given('Attachments', 'AllProperties', () => t('Attachments', ...attachmentElements(message, mail)))),
    ...one('DateTimeReceived', 'AllProperties', dateText(message.receivedAt)),
    ...one('Size', 'Default', String(message.text.length)),
    ...(message.categories.length === 0
      ? []
      : given('Categories', 'AllProperties', () =>
          t('Categories', ...message.categories.map((name) => t('String', name))),
        )),
    ...one('Importance', 'AllProperties', importanceOf(mail)),
    ...maybe('InReplyTo', 'AllProperties', mail.inReplyTo),
    ...one('IsSubmitted', 'AllProperties', 'false'),
    ...one('IsDraft', 'AllProperties', flag(message.draft)),
    ...one('IsFromMe', 'AllProperties', flag(mail.from?.address.toLowerCase() === context.user.address)),
    ...(mail.headers.length === 0
      ? []
      : given('InternetMessageHeaders', 'AllProperties', () => headersOf(mail))),
    ...one('DateTimeSent', 'Default', dateText(mail.sentAt ?? message.createdAt)),
    ...one('DateTimeCreated', 'Default', dateText(message.createdAt)),
    ...(kind?.element === 'MeetingRequest' ? given('ResponseObjects', 'Default', responseObjects) : []),
    ...one('ReminderIsSet', 'AllProperties', 'false'),
    ...one('DisplayCc', 'AllProperties', namesOf(mail.cc)),
    ...one('DisplayTo', 'AllProperties', namesOf(mail.to)),
    ...one('HasAttachments', 'Default', flag(mail.attachments.some(({ inline }) => !inline))),
    ...extendedOf(message, shape),
    ...one('LastModifiedTime', 'AllProperties', dateText(message.modifiedAt)),
    ...one('IsAssociated', 'AllProperties', 'false'),
    ...given('ConversationId', 'AllProperties', () =>
      tWith('ConversationId', { Id: conversationOf(mail, message) }),
    ),
  ];
}

/** The elements of MessageType beyond those of ItemType. */
function mailFields(message: Message, mail: ParsedMail, shape: ItemShape): readonly XmlElement[] {
  const { given, one, maybe } = asking(shape, 'message');
  const many = (name: string, people: readonly Mailbox[]): readonly XmlElement[] =>
    people.length === 0 ? [] : given(name, 'Default', () => t(name, ...people.map(mailboxElement)));
  const single = (name: string, person: Mailbox | null): readonly XmlElement[] =>
    person === null ? [] : given(name, 'Default', () => t(name, mailboxElement(person)));
  return [
    ...single('Sender', mail.sender ?? mail.from),
    ...many('ToRecipients', mail.to),
    ...many('CcRecipients', mail.cc),
    ...many('BccRecipients', mail.bcc),
    ...one('IsReadReceiptRequested', 'Default', 'false'),
    ...one('ConversationTopic', 'AllProperties', topicOf(mail.subject)),
    ...single('From', mail.from),
    ...maybe('InternetMessageId', 'AllProperties', mail.messageId),
    ...one('IsRead', 'Default', flag(message.read)),
    ...maybe('References', 'AllProperties', mail.references),
    ...many('ReplyTo', mail.replyTo),
  ];
}

function asking(shape: ItemShape, prefix: string) {
  const given = (name: string, base: ItemShape['base'], make: () => XmlElement): readonly XmlElement[] =>
    wants(shape, `${prefix}:${name}`, base) ? [make()] : [];
  const one = (name: string, base: ItemShape['base'], text: string): readonly XmlElement[] =>
    given(name, base, () => t(name, text));
  const maybe = (name: string, base: ItemShape['base'], text: string | null): readonly XmlElement[] =>
    text === null ? [] : one(name, base, text);
  return { given, one, maybe };
}

/** t:Mailbox of somebody. */
function mailboxElement({ name, address }: Mailbox): XmlElement {
  return t(
    'Mailbox',
    t('Name', name === '' ? address : name),
    t('EmailAddress', address),
    t('RoutingType', 'SMTP'),
  );
}

function bodyOf({ html, text }: ParsedMail, { body }: ItemShape): XmlElement {
  const asHtml = body === 'HTML' || (body === 'Best' && html !== null);
  if (asHtml) return tWith('Body', { BodyType: 'HTML' }, html ?? `<html><body>${text ?? ''}</body></html>`);
  return tWith('Body', { BodyType: 'Text' }, text ?? (html ?? '').replaceAll(/<[^>]*>/g, ''));
}

function headerOf({ headers }: ParsedMail, name: string): string {
  return headers.find((one) => one.name.toLowerCase() === name)?.value ?? '';
}

function sensitivityOf(mail: ParsedMail): string {
  const value = headerOf(mail, 'sensitivity').toLowerCase();
  if (value === 'personal' || value === 'private') return value === 'personal' ? 'Personal' : 'Private';
  return value === 'company-confidential' ? 'Confidential' : 'Normal';
}

function importanceOf(mail: ParsedMail): string {
  const value = headerOf(mail, 'importance').toLowerCase();
  return value === 'high' ? 'High' : value === 'low' ? 'Low' : 'Normal';
}

function headersOf({ headers }: ParsedMail): XmlElement {
  const all = headers.map(({ name, value }) => tWith('InternetMessageHeader', { HeaderName: name }, value));
  return t('InternetMessageHeaders', ...all);
}

function responseObjects(): XmlElement {
  const names = ['AcceptItem', 'TentativelyAcceptItem', 'DeclineItem'];
  return t('ResponseObjects', ...names.map((name) => t(name)));
}

function namesOf(people: readonly Mailbox[]): string {
  return people.map(({ name, address }) => (name === '' ? address : name)).join('; ');
}

function topicOf(subject: string): string {
  return subject.replace(/^((re|fw|fwd|aw|wg|accepted|tentative|declined|canceled):\s*)+/i, '');
}

/** Messages of one thread have one id: that of its first message. */
export function conversationOf({ references, inReplyTo, messageId }: ParsedMail, message: Message): string {
  const first = /<[^>]*>/.exec(references ?? inReplyTo ?? messageId ?? '')?.[0] ?? message.id;
  return createHash('sha256').update(first).digest('base64');
}

function extendedOf(message: Message, shape: ItemShape): readonly XmlElement[] {
  return shape.additional.flatMap((path) => {
    if (path.kind !== 'extended') return [];
    const kept = keptByServer({ kind: 'message', message }, propertyTag(path.element));
    const value = kept ?? message.properties[extendedKey(path.element)];
    return value === undefined ? [] : [extendedProperty(path.element, value)];
  });
}
