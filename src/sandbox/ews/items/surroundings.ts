import type { ItemSurroundings, WriteSurroundings } from '../calendar-port.ts';
import { nameOf } from '../context.ts';
import type { EwsContext } from '../context.ts';
import { propertyTag } from '../extended-property.ts';
import { folderIdElement } from '../folders/folder-element.ts';
import { dateText } from '../responses.ts';
import { folderWith, itemIdElement } from './item.ts';
import type { Item } from './item.ts';

/** What is outside of an item, for the calendar's mapping. */
export function surroundingsOf(context: EwsContext, item: Item): ItemSurroundings {
  return {
    user: context.user,
    now: context.groupware.clock.now(),
    nameOf: (address) => nameOf(context, address),
    idOf: (occurrence) => itemIdElement(context, item.kind === 'event' ? { ...item, occurrence } : item),
    parentFolderId: folderIdElement(context, 'ParentFolderId', folderWith(context, item)),
    extended: (property) => keptByServer(item, propertyTag(property)),
  };
}

/** Who writes, for the calendar's mapping. */
export function writerOf(context: EwsContext): WriteSurroundings {
  return {
    user: context.user,
    now: context.groupware.clock.now(),
    nameOf: (address) => nameOf(context, address),
    timeZoneContext: context.timeZoneContext,
  };
}

/** MAPI properties that every item has: PidTagCreationTime, PidTagLastModificationTime, the article number. */
export function keptByServer(item: Item, tag: number | null): string | null {
  const { createdAt, modifiedAt, serial } = item.kind === 'event' ? item.copy : item.message;
  switch (tag) {
    case 0x3007:
      return dateText(createdAt);
    case 0x3008:
      return dateText(modifiedAt);
    case 0x0e23:
      return String(serial);
    default:
      return null;
  }
}
