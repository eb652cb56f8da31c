import type { XmlElement } from '../../xml/tree.ts';
import type { ItemShape, PropertyPath } from '../calendar-port.ts';
import type { EwsContext } from '../context.ts';
import { t } from '../xml.ts';
import { itemIdElement } from './item.ts';
import type { Item } from './item.ts';
import { messageElement } from './message-element.ts';
import { surroundingsOf } from './surroundings.ts';

/** The item as t:CalendarItem, t:Message, t:MeetingRequest and so on, with what the shape asks for. */
export function itemElement(
  context: EwsContext,
  item: Item,
  shape: ItemShape,
): XmlElement | Promise<XmlElement> {
  if (item.kind === 'message') return messageElement(context, item.message, shape);
  if (shape.base === 'IdOnly' && shape.additional.length === 0 && !shape.mimeContent) {
    return t('CalendarItem', itemIdElement(context, item));
  }
  const additional = shape.additional.filter((path) => !isElsewhere(path));
  return context.calendar.calendarItem(item, surroundingsOf(context, item), { ...shape, additional });
}

/** A property that other kinds of items have: asked of a calendar item too it means nothing. */
function isElsewhere(path: PropertyPath): boolean {
  return path.kind !== 'extended' && !/^(item|calendar|folder):/.test(path.uri);
}
