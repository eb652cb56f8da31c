import fc from 'fast-check';
import { element } from '../../../../src/server/mailboxes/ews/element.ts';
import type { Element } from '../../../../src/server/mailboxes/ews/element.ts';
import { changedItem } from '../../../../src/server/mailboxes/ews/field-changes.ts';
import { itemEdit, newItem } from '../../../../src/server/mailboxes/ews/from-item.ts';
import { SUPPORTED_PROPERTIES } from '../../../../src/server/mailboxes/ews/properties/all.ts';
import { toItem } from '../../../../src/server/mailboxes/ews/to-item.ts';
import { Unsupported } from '../../../../src/sync/errors.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import { anyEvent } from './arbitrary-event.ts';
import { OLGA, seriesOf } from './fixtures.ts';

/** Null when Exchange can't express it, and says so. */
function made(wanted: Event): Element | null {
  try {
    return newItem(wanted, OLGA, 'key');
  } catch (error) {
    if (error instanceof Unsupported) return null;
    throw error;
  }
}

/** A meeting gets its mailbox's owner for an organiser. */
function served(item: Element): Element {
  const isMeeting = item.children.some(({ name }) => name.endsWith('Attendees') || name === 'Resources');
  const organizer = element('Organizer', [element('Mailbox', [element('EmailAddress', 'olga@example.org')])]);
  return isMeeting ? { ...item, children: [...item.children, organizer] } : item;
}

const read = (item: Element): Event | undefined => toItem(seriesOf(item), OLGA).item;

describe('Everything that Exchange can express', () => {
  it('comes back as it was', () => {
    let expressible = 0;
    fc.assert(
      fc.property(anyEvent, (wanted) => {
        const item = made(wanted);
        if (item === null) return;
        expressible += 1;
        expect(read(served(item))).toEqual(wanted);
      }),
      { numRuns: 400 },
    );
    expect(expressible).toBeGreaterThan(200);
  });

  it('can be made of anything else that it can express', () => {
    fc.assert(
      fc.property(anyEvent, anyEvent, (before, other) => {
        const after: Event = { ...other, uid: before.uid };
        const [item, possible] = [made(before), made(after)];
        if (item === null || possible === null) return;
        const stored = served(item);
        const { changes } = itemEdit(stored, new Set(SUPPORTED_PROPERTIES), after, OLGA);
        expect(read(served({ ...changedItem(stored, changes) }))).toEqual(normaliseEvent(after));
      }),
      { numRuns: 200 },
    );
  });
});
