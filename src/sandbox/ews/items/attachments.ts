// https://learn.microsoft.com/exchange/client-developer/web-service-reference/fileattachment
import type { Message } from '../../groupware/mail/model.ts';
import type { ParsedMail } from '../../groupware/mail/parsed-mail.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { dateText, flag } from '../responses.ts';
import { t, tWith } from '../xml.ts';

/** The t:FileAttachment elements of a message, without their content. */
export function attachmentElements(message: Message, { attachments }: ParsedMail): readonly XmlElement[] {
  return attachments.map(({ name, type, contentId, inline, content }, index) =>
    t(
      'FileAttachment',
      tWith('AttachmentId', { Id: attachmentId(message, index) }),
      t('Name', name),
      t('ContentType', type),
      ...(contentId === null ? [] : [t('ContentId', contentId)]),
      t('Size', String(content.length)),
      t('LastModifiedTime', dateText(message.modifiedAt)),
      t('IsInline', flag(inline)),
    ),
  );
}

function attachmentId(message: Message, index: number): string {
  return Buffer.from(`attachment:${message.id}:${String(index)}`).toString('base64');
}
