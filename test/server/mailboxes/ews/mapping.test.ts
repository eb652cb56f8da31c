import { element } from '../../../../src/server/mailboxes/ews/element.ts';
import type { Element } from '../../../../src/server/mailboxes/ews/element.ts';
import { itemEdit, newItem } from '../../../../src/server/mailboxes/ews/from-item.ts';
import { toItem } from '../../../../src/server/mailboxes/ews/to-item.ts';
import type { ItemWithExceptions } from '../../../../src/server/mailboxes/ews/to-item.ts';
import { SUPPORTED_PROPERTIES } from '../../../../src/server/mailboxes/ews/properties/all.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { CASES, load, OLGA, seriesOf } from './fixtures.ts';

function read(series: ItemWithExceptions): Event {
  const { item, error } = toItem(series, OLGA);
  if (item === undefined) throw error;
  return item;
}

/** A meeting gets its mailbox's owner for an organiser. */
function asServed(item: Element): Element {
  if (!item.children.some(({ name }) => name.endsWith('Attendees') || name === 'Resources')) return item;
  const mailbox = element('Mailbox', [
    element('Name', 'Olga Owner'),
    element('EmailAddress', 'Olga@example.org'),
  ]);
  return {
    ...item,
    children: [...item.children, element('Organizer', [mailbox]), element('IsMeeting', 'true')],
  };
}

describe('Between calendar items and the canonical event', () => {
  it.each(CASES)('%s is read', (name) => {
    const { series, event } = load(name);
    expect(read(series)).toEqual(event);
  });

  it.each(CASES)('%s is written, and means the same', (name) => {
    const { recurrenceOverrides: _apart, sequence: _counted, ...event } = load(name).event;
    expect(read(seriesOf(asServed(newItem(event, OLGA, 'key'))))).toEqual(event);
  });

  it.each(CASES)('%s stays as it is when all of it is written again', (name) => {
    const { series, event } = load(name);
    expect(itemEdit(series.item, new Set(SUPPORTED_PROPERTIES), event, OLGA).changes).toEqual([]);
  });
});
