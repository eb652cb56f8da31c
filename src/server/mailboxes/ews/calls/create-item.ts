// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/createitem-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { element } from '../element.ts';
import type { Element } from '../element.ts';
import { writeBatch } from '../soap/batch.ts';
import { folderElement } from '../soap/ids.ts';
import type { Soap } from '../soap/soap.ts';
import { writtenItem } from '../soap/written.ts';
import type { FolderRef, MeetingMail, WrittenItem } from '../wire.ts';

export interface ItemCreation {
  /** Null: where such items belong (response objects have no folder). */
  readonly folder: FolderRef | null;
  readonly items: readonly Element[];
  readonly mail: Exclude<MeetingMail, 'SendToChangedAndSaveCopy'>;
  /** Needed for messages and response objects; ignored for appointments. */
  readonly disposition?: 'SaveOnly' | 'SendOnly' | 'SendAndSaveCopy';
}

/** A response object that was sent leaves no item: its id is ''. */
export async function createItem(
  soap: Soap,
  { folder, items, mail, disposition }: ItemCreation,
  context: CallContext,
): Promise<readonly WrittenItem[]> {
  if (items.length === 0) return [];
  const attributes = {
    ...(disposition === undefined ? {} : { MessageDisposition: disposition }),
    SendMeetingInvitations: mail,
  };
  const saved = folder === null ? [] : [element('m:SavedItemFolderId', [folderElement(folder)])];
  const operationOf = (some: readonly Element[]): Element =>
    element('m:CreateItem', [...saved, element('m:Items', some)], attributes);
  const sent = disposition !== undefined && disposition !== 'SaveOnly';
  return writeBatch(soap, items, operationOf, context, (message) => {
    const written = writtenItem(message);
    return written ?? (sent ? { id: { id: '', changeKey: null }, item: element('Item') } : null);
  });
}
