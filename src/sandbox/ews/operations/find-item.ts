// https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { ItemShape, PropertyPath } from '../calendar-port.ts';
import type { EwsContext } from '../context.ts';
import { calendarView } from '../find/calendar-view.ts';
import { paged, pagingAttributes } from '../find/paging.ts';
import { meets, pathsIn } from '../find/restriction.ts';
import { compareValues, valuesIn } from '../find/values.ts';
import { folderOf } from '../folders/folder.ts';
import type { Folder } from '../folders/folder.ts';
import { itemElement } from '../items/item-element.ts';
import { itemsIn } from '../items/item.ts';
import type { Item } from '../items/item.ts';
import { listed } from '../items/listing-shape.ts';
import { answerEach } from '../responses.ts';
import { ID_ONLY, itemShape, pathIn } from '../shape.ts';
import { messageChild, mWith, t } from '../xml.ts';

/** Lists the items of folders: in pages, restricted and sorted, or occurrences in a time. */
export function findItem(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const shape = itemShape(messageChild(request, 'ItemShape'));
  const view = messageChild(request, 'CalendarView');
  const parents = messageChild(request, 'ParentFolderIds')?.children ?? [];
  return answerEach('FindItem', parents, async (id) => {
    const folder = folderOf(context, id);
    if (view !== undefined) {
      const { items, attributes } = calendarView(context, folder, view);
      return [mWith('RootFolder', attributes, await itemsElement(context, items, shape))];
    }
    const page = paged(await matching(context, folder, request), request);
    return [mWith('RootFolder', pagingAttributes(page), await itemsElement(context, page.items, shape))];
  });
}

async function itemsElement(
  context: EwsContext,
  items: readonly Item[],
  shape: ItemShape,
): Promise<XmlElement> {
  const elements: XmlElement[] = [];
  for (const item of items) elements.push(listed(await itemElement(context, item, shape)));
  return t('Items', ...elements);
}

/** The folder's items that meet the restriction, in the order asked for; otherwise the latest first. */
async function matching(context: EwsContext, folder: Folder, request: XmlElement): Promise<readonly Item[]> {
  const restriction = messageChild(request, 'Restriction');
  const orders = messageChild(request, 'SortOrder')?.children ?? [];
  const additional = [restriction, ...orders].flatMap((one) => (one === undefined ? [] : pathsIn(one)));
  const all = [...itemsIn(context, folder)].sort(latestFirst);
  if (additional.length === 0) return all;
  const shape: ItemShape = { ...ID_ONLY, additional };
  const seen: { readonly item: Item; readonly element: XmlElement }[] = [];
  for (const item of all) seen.push({ item, element: await itemElement(context, item, shape) });
  return seen
    .filter(({ element }) => restriction === undefined || meets(element, restriction))
    .sort((a, b) => compareBy(orders, a.element, b.element))
    .map(({ item }) => item);
}

function compareBy(orders: readonly XmlElement[], a: XmlElement, b: XmlElement): number {
  for (const order of orders) {
    const path = pathIn(order);
    if (path === null) continue;
    const compared = compareIn(path, a, b);
    if (compared !== 0) return order.attributes['Order'] === 'Descending' ? -compared : compared;
  }
  return 0;
}

function compareIn(path: PropertyPath, a: XmlElement, b: XmlElement): number {
  return compareValues(valuesIn(a, path)[0] ?? '', valuesIn(b, path)[0] ?? '');
}

/** As Exchange lists a folder: what arrived last comes first. */
function latestFirst(a: Item, b: Item): number {
  return arrivedAt(b) - arrivedAt(a) || serialOf(b) - serialOf(a);
}

function arrivedAt(item: Item): number {
  return item.kind === 'event' ? item.copy.createdAt : item.message.receivedAt;
}

function serialOf(item: Item): number {
  return item.kind === 'event' ? item.copy.serial : item.message.serial;
}
