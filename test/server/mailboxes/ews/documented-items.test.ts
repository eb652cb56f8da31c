import { readFileSync } from 'node:fs';
import type { Element } from '../../../../src/server/mailboxes/ews/element.ts';
import { childOf, element } from '../../../../src/server/mailboxes/ews/element.ts';
import { toItem } from '../../../../src/server/mailboxes/ews/to-item.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import { describeWith, referenceFiles } from '../../../requirements.ts';
import { OLGA, parseXml, seriesOf } from './fixtures.ts';

/** The documentation escapes its bodies twice: the markup is the text. */
function escapedTwice(text: string): string {
  const head = '<html> <head> <meta http-equiv="Content-Type" content="text/html; charset=utf-8"> </head>';
  return `${head} <body> ${text} </body> </html>`;
}

/** Every item of every documented answer, as an event without its UID; or why it is none. */
const EXPECTED: Readonly<Record<string, readonly (object | string)[]>> = {
  'GetItem-calendar-response-02.xml': ['no-start'],
  'GetItem-calendar-response-03.xml': ['no-start'],
  'GetItem-calendar-recurring-response-01.xml': ['no-start'],
  'GetItem-forward-response-01.xml': [
    { start: '2006-06-16T00:30:00', timeZone: 'Etc/UTC', duration: 'PT30M' },
  ],
  'GetItem-forward-allday-response-01.xml': [
    {
      start: '2006-06-15T17:30:00',
      timeZone: 'America/Los_Angeles',
      duration: 'PT30M',
      alerts: { a: { trigger: { '@type': 'OffsetTrigger', offset: '-PT15M' } } },
    },
  ],
  'GetItem-calendar-attendees-response-01.xml': [
    {
      title: 'Review current quarterly deliverables',
      description: escapedTwice('Wrap up all outstanding deliverables for this quarter and prepare for Q2.'),
      start: '2014-01-19T18:59:07',
      timeZone: 'Etc/UTC',
      duration: 'PT3H',
      locations: { '1': { name: 'Local food bank' } },
    },
    {
      title: 'Food bank delivery',
      description: escapedTwice("Deliver the team's weekly food drive collection to the food bank."),
      start: '2014-01-18T18:59:07',
      timeZone: 'Etc/UTC',
      duration: 'PT1H',
    },
    {
      title: 'Code Blast',
      description: escapedTwice(
        "Let's get together to finish all the methods and unit tests for the ContosoLive project.",
      ),
      start: '2014-01-20T18:59:08',
      timeZone: 'Etc/UTC',
      duration: 'PT6H',
      locations: { '1': { name: 'The lounge' } },
      participants: {
        'mailto:mack@contoso.com': { roles: { attendee: true } },
        'mailto:sadie@contoso.com': { roles: { attendee: true } },
        'mailto:magdalena@contoso.com': { roles: { attendee: true } },
      },
    },
  ],
  'FindItem-response-01.xml': ['no-start'],
  'FindItem-response-04.xml': ['no-start'],
  'FindItem-response-12.xml': [
    {
      title: 'Swim Team Practice',
      start: '2014-07-02T15:30:00',
      timeZone: 'Etc/UTC',
      duration: 'PT1H30M',
      locations: { '1': { name: 'Neighborhood Swimming Pool' } },
    },
  ],
};

/** The calendar items that an answer lists, those inside of others left out. */
function itemsIn(parent: Element): readonly Element[] {
  return parent.children.flatMap((child) => (child.name === 'CalendarItem' ? [child] : itemsIn(child)));
}

function withUid(item: Element): Element {
  return childOf(item, 'UID') === undefined
    ? { ...item, children: [...item.children, element('UID', 'documented')] }
    : item;
}

describeWith(['reference-data'], 'Documented calendar items', () => {
  const files = new Map(
    referenceFiles('ews-samples', '.xml').map((path) => [path.split('/').at(-1) ?? path, path]),
  );

  it.each(Object.entries(EXPECTED))('of %s are the expected events', (name, expected) => {
    const items = itemsIn(parseXml(readFileSync(files.get(name) ?? name, 'utf8')));
    const read = items.map((item) => {
      const result = toItem(seriesOf(withUid(item)), OLGA);
      return result.item === undefined ? result.error.code : result.item;
    });
    expect(read).toHaveLength(expected.length);
    for (const [index, wanted] of expected.entries()) {
      if (typeof wanted === 'string') expect(read[index]).toBe(wanted);
      else expect(read[index]).toEqual(normaliseEvent({ '@type': 'Event', uid: 'documented', ...wanted }));
    }
  });

  it.each([...files].filter(([name]) => name.includes('-response-')))(
    'of %s are read or set aside',
    (_name, path) => {
      for (const item of itemsIn(parseXml(readFileSync(path, 'utf8')))) {
        const { item: event, error } = toItem(seriesOf(withUid(item)), OLGA);
        expect(event ?? error.name).toEqual(event === undefined ? 'Malformed' : normaliseEvent(event));
      }
    },
  );
});
