import { Malformed } from '../../../sync/errors.ts';
import type { Item } from '../../../sync/item.ts';
import { equal } from '../../../sync/json.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../sync/kinds/event/normalise.ts';
import type { Element } from './element.ts';
import { childOf, element } from './element.ts';
import { changedItem, effective, inUpdateOrder, itemOf } from './field-changes.ts';
import type { FieldChange } from './fields.ts';
import { fieldUri } from './fields.ts';
import { keptText, leavesBetween, readKept } from './kept.ts';
import type { Kept } from './kept.ts';
import { CORRELATION_KEY, extendedProperty, extendedValue, KEPT } from './own-properties.ts';
import { PAIRED, PAIRS } from './properties/all.ts';
import type { Owner } from './properties/property.ts';
import { writeRecurrence } from './recurrence-from-item.ts';
import { respelledRecurrence } from './recurrence-respelled.ts';
import { readRecurrence } from './recurrence-to-item.ts';
import { place, readEventTime, sameTime, TIME_PROPERTIES, timeChanges, timeOf } from './time.ts';
import type { EventTime } from './time.ts';
import { ianaZoneOf } from './time-zones.ts';
import { originalStart, readProperties } from './to-item.ts';

/** Properties for which an item may mean more than it reads. Times have their own way. */
const KEPT_NAMES = [...PAIRED, 'recurrenceRules', 'recurrenceId', 'recurrenceIdTimeZone'];

/** A new CalendarItem for an event, its exceptions apart. Throws Malformed and Unsupported. */
export function newItem(item: Item, owner: Owner, correlationKey: string): Element {
  const event = normaliseEvent(item);
  if (event.uid === '') throw new Malformed({ code: 'no-uid' });
  const time = timeOf(event);
  const placed = place(time, owner.homeZone, ianaZoneOf);
  const recurrence = writeRecurrence(event);
  const changes = [
    ...PAIRS.flatMap((pair) => pair.write(event, owner, null)),
    ...timeChanges(time, placed),
    ...(recurrence === null ? [] : [recurrenceChange(recurrence)]),
    { type: 'set', field: fieldUri('calendar:UID'), value: element('UID', event.uid) } as const,
    setOwn(CORRELATION_KEY, correlationKey),
  ];
  const reads = reading(asOrganized(itemOf(changes), owner), time, owner);
  const text = keptText({ zone: placed.kept, leaves: leavesBetween(reads, event, KEPT_NAMES) });
  return itemOf(text === null ? changes : [...changes, setOwn(KEPT, text)]);
}

/** Sets one of our own properties. */
export function setOwn(field: typeof KEPT, value: string): FieldChange {
  return { type: 'set', field, value: extendedProperty(field, value) };
}

function recurrenceChange(recurrence: Element | null): FieldChange {
  const field = fieldUri('calendar:Recurrence');
  return recurrence === null ? { type: 'delete', field } : { type: 'set', field, value: recurrence };
}

/** A meeting that we create is organised by us: that is how it will read. */
function asOrganized(item: Element, { addresses: [own] }: Owner): Element {
  const isMeeting = ['RequiredAttendees', 'OptionalAttendees', 'Resources'].some((list) =>
    childOf(item, list),
  );
  if (own === undefined || !isMeeting) return item;
  const mailbox = element('Mailbox', [element('EmailAddress', own.replace(/^mailto:/, ''))]);
  return { ...item, children: [...item.children, element('Organizer', [mailbox])] };
}

/** How an item reads, in normal form, without what is kept beside and without its time. */
function reading(item: Element, time: EventTime, owner: Owner): Event {
  const rule = readRecurrence(item, time);
  const rules = rule === undefined ? {} : { recurrenceRules: [rule] };
  const properties = { ...readProperties(item, owner), ...originalStart(item, time), ...rules };
  return normaliseEvent({ '@type': 'Event', uid: '', start: time.start, ...properties });
}

/** An update of one item: its changes in the order in which they are to be named. */
export interface ItemEdit {
  readonly changes: readonly FieldChange[];
  /** The time or the rule becomes another one: Exchange forgets the exceptions of the series. */
  readonly resets: boolean;
}

/**
 * What makes a stored item say `target` (whole, as it shall be afterwards) in the properties that are `named`. Fields
 * that say it already are left alone, as are the properties that nobody named. Throws Malformed and Unsupported.
 */
export function itemEdit(item: Element, named: ReadonlySet<string>, target: Event, owner: Owner): ItemEdit {
  const kept = readKept(item);
  const time = timeEdit(item, named, target, kept, owner);
  const touched = PAIRS.filter(({ names }) => names.some((name) => named.has(name)));
  const paired = touched.flatMap((pair) =>
    effective(item, pair.write(target, owner, item), (changed) => pair.read(changed, owner)),
  );
  const rules = rulesEdit(item, named, target, time);
  const changes = [...paired, ...time.changes, ...rules];
  const names = [...touched.flatMap((pair) => pair.names), ...KEPT_NAMES.filter((name) => named.has(name))];
  const reads = reading(changedItem(item, changes), time.target, owner);
  const leaves = [
    ...kept.leaves.filter(({ path: [name] }) => !names.includes(name ?? '')),
    ...leavesBetween(reads, target, [...new Set(names)]),
  ];
  const own = keptChange(item, { zone: time.zone, leaves });
  return {
    changes: inUpdateOrder([...changes, ...own]),
    resets: time.changes.length > 0 || rules.length > 0,
  };
}

function keptChange(item: Element, kept: Kept): readonly FieldChange[] {
  const text = keptText(kept);
  const current = extendedValue(item, KEPT);
  if (text === current) return [];
  return [text === null ? { type: 'delete', field: KEPT } : setOwn(KEPT, text)];
}

interface TimeEdit {
  readonly target: EventTime;
  readonly changes: readonly FieldChange[];
  readonly zone: Kept['zone'];
}

function timeEdit(
  item: Element,
  named: ReadonlySet<string>,
  target: Event,
  kept: Kept,
  owner: Owner,
): TimeEdit {
  const now = readEventTime(item, kept.zone);
  if (!TIME_PROPERTIES.some((name) => named.has(name))) return { target: now, changes: [], zone: kept.zone };
  const time = timeOf(target);
  if (sameTime(now, time)) return { target: now, changes: [], zone: kept.zone };
  const placed = place(time, owner.homeZone, ianaZoneOf);
  const changes = timeChanges(time, placed).filter(
    ({ field }) =>
      !(field.type === 'field' && field.uri === 'calendar:IsAllDayEvent' && now.allDay === time.allDay),
  );
  return { target: time, changes, zone: placed.kept };
}

/** The rule begins on a date: it is written anew with every new start. */
function rulesEdit(
  item: Element,
  named: ReadonlySet<string>,
  target: Event,
  time: TimeEdit,
): readonly FieldChange[] {
  if (!named.has('recurrenceRules') && time.changes.length === 0) return [];
  const recurrence = writeRecurrence({ ...target, start: time.target.start });
  const present = childOf(item, 'Recurrence') !== undefined;
  if (recurrence === null) return present ? [recurrenceChange(null)] : [];
  return time.changes.length > 0 || !saysSame(item, recurrence, time.target)
    ? [recurrenceChange(recurrence)]
    : [];
}

function saysSame(item: Element, recurrence: Element, time: EventTime): boolean {
  return equal(readRecurrence(item, time), readRecurrence(element('CalendarItem', [recurrence]), time));
}

/**
 * The two changes, one after the other, that make Exchange forget all exceptions of a series and leave it as it was: its
 * rule in other words, and its rule. (The rule that a series has already is no change.) Throws Unsupported.
 */
export function recurrenceAnew(target: Event): readonly [respelled: FieldChange, own: FieldChange] {
  return [recurrenceChange(respelledRecurrence(target)), recurrenceChange(writeRecurrence(target))];
}
