// https://learn.microsoft.com/exchange/client-developer/web-service-reference/fileattachment
import type { Message } from '../../groupware/mail/model.ts';
import { parsedMail } from '../../groupware/mail/parsed-mail.ts';
import type { MailAttachment, ParsedMail } from '../../groupware/mail/parsed-mail.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { ItemProblem } from '../item-problem.ts';
import { dateText, flag } from '../responses.ts';
import { t, tWith } from '../xml.ts';
import { itemAt } from './item.ts';

/** The t:FileAttachment elements of a message, without their content. */
export function attachmentElements(message: Message, { attachments }: ParsedMail): readonly XmlElement[] {
  return attachments.map((one, index) => attachmentElement(message, one, index, null));
}

/** One attachment with its content. Not there: ErrorAttachmentNotFound. */
export async function attachmentWith(context: EwsContext, id: string): Promise<XmlElement> {
  const [, messageId = '', index = ''] =
    /^attachment:([^:]*):(\d+)$/.exec(Buffer.from(id, 'base64').toString()) ?? [];
  if (messageId === '') throw new ItemProblem('ErrorInvalidAttachmentId', 'The attachment id is invalid.');
  const item = itemAt(context, { kind: 'message', id: messageId });
  const message = item.kind === 'message' ? item.message : null;
  const file = message === null ? undefined : (await parsedMail(message)).attachments[Number(index)];
  if (message === null || file === undefined) {
    throw new ItemProblem('ErrorAttachmentNotFound', 'The attachment could not be found.');
  }
  return attachmentElement(message, file, Number(index), file.content.toString('base64'));
}

function attachmentElement(
  message: Message,
  { name, type, contentId, inline, content }: MailAttachment,
  index: number,
  base64: string | null,
): XmlElement {
  return t(
    'FileAttachment',
    tWith('AttachmentId', { Id: attachmentId(message, index) }),
    t('Name', name),
    t('ContentType', type),
    ...(contentId === null ? [] : [t('ContentId', contentId)]),
    t('Size', String(content.length)),
    t('LastModifiedTime', dateText(message.modifiedAt)),
    t('IsInline', flag(inline)),
    ...(base64 === null ? [] : [t('Content', base64)]),
  );
}

/** t:AttachmentId of the file with this index. */
export function attachmentId(message: Message, index: number): string {
  return Buffer.from(`attachment:${message.id}:${String(index)}`).toString('base64');
}
