import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { toItem as fromCalendar } from '../../../../src/server/mailboxes/caldav/to-item.ts';
import { element } from '../../../../src/server/mailboxes/ews/element.ts';
import type { Element } from '../../../../src/server/mailboxes/ews/element.ts';
import { newItem } from '../../../../src/server/mailboxes/ews/from-item.ts';
import { toItem } from '../../../../src/server/mailboxes/ews/to-item.ts';
import { Unsupported } from '../../../../src/sync/errors.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';
import { OLGA, seriesOf } from './fixtures.ts';

/** Every event of a calendar file, its exceptions apart; those that nobody can read left out. */
function eventsIn(path: string): readonly Event[] {
  const text = readFileSync(path, 'utf8');
  const parts = text.match(/^BEGIN:VEVENT\r?$[\s\S]*?^END:VEVENT\r?$/gm) ?? [];
  const zones = text.match(/^BEGIN:VTIMEZONE\r?$[\s\S]*?^END:VTIMEZONE\r?$/gm) ?? [];
  return parts.flatMap((part) => {
    const { item } = fromCalendar(['BEGIN:VCALENDAR', ...zones, part, 'END:VCALENDAR', ''].join('\r\n'));
    if (item === undefined) return [];
    const { recurrenceOverrides: _apart, sequence: _counted, color: _none, ...event } = normaliseEvent(item);
    return [event];
  });
}

function served(item: Element): Element {
  const isMeeting = item.children.some(({ name }) => name.endsWith('Attendees') || name === 'Resources');
  const organizer = element('Organizer', [element('Mailbox', [element('EmailAddress', 'olga@example.org')])]);
  return isMeeting ? { ...item, children: [...item.children, organizer] } : item;
}

/** What Olga's mailbox adds by itself to a meeting that names no organiser. */
function asOwn(event: Event): Event {
  const { participants } = event;
  if (participants === undefined || Object.values(participants).some(({ roles }) => roles['owner'] === true))
    return event;
  const own = { roles: { owner: true, ...participants['mailto:olga@example.org']?.roles } } as const;
  return normaliseEvent({ ...event, participants: { ...participants, 'mailto:olga@example.org': own } });
}

describeWith(['reference-data'], "The world's calendars in Exchange", () => {
  it('mean the same there, or are refused', () => {
    const counts = { same: 0, refused: 0 };
    for (const path of referenceFiles('ical', '.ics')) {
      for (const event of eventsIn(path)) {
        let item: Element;
        try {
          item = newItem(event, OLGA, 'key');
        } catch (error) {
          if (!(error instanceof Unsupported)) throw new Error(basename(path), { cause: error });
          counts.refused += 1;
          continue;
        }
        const read = toItem(seriesOf(served(item)), OLGA).item;
        expect({ path: basename(path), ...read }).toEqual({ path: basename(path), ...asOwn(event) });
        counts.same += 1;
      }
    }
    expect(counts.same).toBeGreaterThan(500);
    expect(counts.refused).toBeLessThan(counts.same / 4);
  });
});
