// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/calendaritem
import type { JsonObject } from '../../../sync/json.ts';
import { equal } from '../../../sync/json.ts';
import type { Element } from './element.ts';
import { childOf, element } from './element.ts';
import type { FieldChange, FieldPath } from './fields.ts';
import { extendedFieldElement } from './soap/shapes.ts';

/** The elements that we write, in the order of CalendarItemType in types.xsd. */
const ORDER = [
  'Subject', 'Sensitivity', 'Body', 'Categories', 'Importance', 'ReminderIsSet', 'ReminderMinutesBeforeStart',
  'ExtendedProperty', 'UID', 'Start', 'End', 'IsAllDayEvent', 'LegacyFreeBusyStatus', 'Location', 'RequiredAttendees',
  'OptionalAttendees', 'Resources', 'Recurrence', 'StartTimeZone', 'EndTimeZone',
]; // prettier-ignore

/** The name of the element that holds a property. */
export function elementName(field: FieldPath): string {
  return field.type === 'extended' ? 'ExtendedProperty' : (field.uri.split(':')[1] ?? field.uri);
}

function inOrder(changes: readonly FieldChange[]): readonly FieldChange[] {
  const place = ({ field }: FieldChange): number => ORDER.indexOf(elementName(field));
  return [...changes].sort((a, b) => place(a) - place(b));
}

/**
 * In the order in which an update names them: zones before the times that are set in them, as Microsoft's own example
 * does. The other way round Exchange moves the new times along to the new zone.
 * https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-update-the-time-zone-for-an-appointment-by-using-ews-in-exchange
 */
export function inUpdateOrder(changes: readonly FieldChange[]): readonly FieldChange[] {
  const isZone = ({ field }: FieldChange): boolean => elementName(field).endsWith('TimeZone');
  const ordered = inOrder(changes);
  return [...ordered.filter(isZone), ...ordered.filter((change) => !isZone(change))];
}

/** The item that has exactly what the changes set. */
export function itemOf(changes: readonly FieldChange[]): Element {
  return element(
    'CalendarItem',
    inOrder(changes).flatMap((change) => (change.type === 'set' ? [change.value] : [])),
  );
}

/** An item as it reads after the changes. */
export function changedItem(item: Element, changes: readonly FieldChange[]): Element {
  return changes.reduce((current, change) => {
    const others = current.children.filter((child) => !holds(child, change.field));
    return { ...current, children: change.type === 'set' ? [...others, change.value] : others };
  }, item);
}

/** Whether an element of an item holds this property. */
function holds(child: Element, field: FieldPath): boolean {
  if (child.name !== elementName(field)) return false;
  if (field.type !== 'extended') return true;
  const own = childOf(child, 'ExtendedFieldURI')?.attributes ?? {};
  return Object.entries(extendedFieldElement(field).attributes).every(
    ([name, value]) => own[name]?.toLowerCase() === value.toLowerCase(),
  );
}

/** The changes without those that the item would read the same without. */
export function effective(
  item: Element,
  changes: readonly FieldChange[],
  read: (item: Element) => JsonObject,
): readonly FieldChange[] {
  const after = read(changedItem(item, changes));
  if (equal(read(item), after)) return [];
  return changes.reduce<readonly FieldChange[]>((kept, change) => {
    const without = kept.filter((other) => other !== change);
    return equal(read(changedItem(item, without)), after) ? without : kept;
  }, changes);
}
