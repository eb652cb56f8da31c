// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getattachment-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { attachmentWith } from '../items/attachments.ts';
import { answerEach } from '../responses.ts';
import { m, messageChild } from '../xml.ts';

/** Fetches files of messages, each with its content. */
export function getAttachment(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const ids = messageChild(request, 'AttachmentIds')?.children ?? [];
  return answerEach(
    'GetAttachment',
    ids,
    async (id) => [m('Attachments', await attachmentWith(context, id.attributes['Id'] ?? ''))],
    [m('Attachments')],
  );
}
