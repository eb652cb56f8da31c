import { wireAttachment } from '../initial-data.ts';
import type { HostedItem } from '../item.ts';
import { CODES, failure, success } from '../reply.ts';
import { textOf } from './method.ts';
import type { Host, Method, Methods } from './method.ts';

/** HostCoercionType. */
const TEXT = 0;
/** Of an attachment's content: base64. */
const FORMATS = { base64: 'base64' } as const;

/** A method that needs an item. */
export function onItem(
  method: (item: HostedItem, params: Readonly<Record<string, unknown>>, host: Host) => ReturnType<Method>,
): Method {
  return (params, host) => {
    const item = host.item();
    return item === null ? failure(CODES.notForThisItem) : method(item, params, host);
  };
}

/** What an item says about itself beside its initial data. */
export const reading: Methods = {
  // body.getAsync
  37: onItem((item, { coercionType }) => success(coercionType === TEXT ? item.text : item.html)),
  // body.getTypeAsync
  14: onItem(() => success('html')),
  // getAllInternetHeadersAsync
  168: onItem((item) =>
    item.kind === 'message' ? success(item.internetHeaders) : failure(CODES.notForThisItem),
  ),
  // getAttachmentsAsync
  149: onItem((item) => success(item.attachments.map(wireAttachment))),
  // getAttachmentContentAsync
  150: onItem(async (item, { id }, host) => {
    const attachment = item.attachments.find((one) => one.id === id);
    const { attachment: read } = host.services();
    if (attachment === undefined) return failure(CODES.invalidAttachmentId);
    if (read === undefined || item.id === null) return failure(CODES.notSupported);
    return success({ content: await read(item.id, textOf(id)), format: FORMATS.base64 });
  }),
  // item.getInitializationContextAsync: no actionable message opened this pane.
  99: () => success(''),
};
