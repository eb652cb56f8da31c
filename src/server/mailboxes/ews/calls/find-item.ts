// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/finditem-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { element } from '../element.ts';
import type { ItemShape, Restriction } from '../fields.ts';
import { readBatch, readOne } from '../soap/batch.ts';
import { folderElement } from '../soap/ids.ts';
import { foundPage, PAGE_SIZE, pageElement } from '../soap/paging.ts';
import { itemShapeElement, restrictionElements } from '../soap/shapes.ts';
import type { Soap } from '../soap/soap.ts';
import type { FolderRef, FoundPage, Outcome } from '../wire.ts';

export interface ItemQuestion {
  readonly folder: FolderRef;
  readonly shape: ItemShape;
  readonly restriction?: Restriction;
  readonly offset?: number;
  /** Occurrences between two times (xs:dateTime, UTC) instead of items; without restriction and offset. */
  readonly calendarView?: { readonly start: string; readonly end: string };
}

/** Items of several folders that meet a restriction: of each its first page, in the order of the folders. */
export interface FoldersQuestion {
  readonly folders: readonly FolderRef[];
  readonly shape: ItemShape;
  readonly restriction: Restriction;
}

export async function findItem(
  soap: Soap,
  { folder, shape, restriction, offset = 0, calendarView }: ItemQuestion,
  context: CallContext,
): Promise<FoundPage> {
  const view =
    calendarView === undefined
      ? [pageElement('m:IndexedPageItemView', offset), ...restrictionElements(restriction)]
      : [
          element('m:CalendarView', [], {
            MaxEntriesReturned: String(PAGE_SIZE),
            StartDate: calendarView.start,
            EndDate: calendarView.end,
          }),
        ];
  const content = [itemShapeElement(shape), ...view, element('m:ParentFolderIds', [folderElement(folder)])];
  const message = await readOne(soap, element('m:FindItem', content, { Traversal: 'Shallow' }), context);
  return foundPage(message, 'Items', offset);
}

export async function findItemInFolders(
  soap: Soap,
  { folders, shape, restriction }: FoldersQuestion,
  context: CallContext,
): Promise<readonly Outcome<FoundPage>[]> {
  if (folders.length === 0) return [];
  const content = [
    itemShapeElement(shape),
    pageElement('m:IndexedPageItemView', 0),
    ...restrictionElements(restriction),
    element('m:ParentFolderIds', folders.map(folderElement)),
  ];
  const operation = element('m:FindItem', content, { Traversal: 'Shallow' });
  return readBatch(soap, operation, folders.length, context, (message) => foundPage(message, 'Items', 0));
}
