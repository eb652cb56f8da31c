import fc from 'fast-check';
import { namedZone } from '../../../../src/sandbox/ews/calendar/zones/item-zone.ts';
import { WINDOWS_ZONES } from '../../../../src/sandbox/ews/calendar/zones/windows.ts';
import { escapeXml } from '../../../../src/sandbox/xml/write.ts';
import type { XmlElement } from '../../../../src/sandbox/xml/tree.ts';
import { describeWith } from '../../../requirements.ts';
import { created, itemOf, plain, schemaErrors, set, shape, text, updated } from './support.ts';

/** What can stand in XML; line ends as XML has them. */
const words = fc
  .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
  .map((one) => one.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '-'))
  .filter((one) => one.trim() === one && one !== '');
const lines = fc.array(words, { minLength: 1, maxLength: 3 }).map((some) => some.join('\n'));
const minute = fc.integer({ min: Date.UTC(2008, 0) / 60_000, max: Date.UTC(2036, 0) / 60_000 });

/** Elements that go together, each by its FieldURI. */
type Fields = Readonly<Record<string, string>>;

const one = (uri: string, content: string): Fields => {
  const name = uri.slice(uri.indexOf(':') + 1);
  return { [uri]: `<${name}>${content}</${name}>` };
};

const subject = words.map((value) => one('item:Subject', escapeXml(value)));
const location = words.map((value) => one('calendar:Location', escapeXml(value)));
const body = lines.map((value): Fields => ({
  'item:Body': `<Body BodyType="Text">${escapeXml(value)}</Body>`,
}));
const sensitivity = fc
  .constantFrom('Normal', 'Personal', 'Private', 'Confidential')
  .map((value) => one('item:Sensitivity', value));
const importance = fc.constantFrom('Low', 'Normal', 'High').map((value) => one('item:Importance', value));
const freeBusy = fc
  .constantFrom('Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere')
  .map((value) => one('calendar:LegacyFreeBusyStatus', value));
const categories = fc
  .uniqueArray(words, { minLength: 1, maxLength: 3 })
  .map((some) =>
    one('item:Categories', some.map((value) => `<String>${escapeXml(value)}</String>`).join('')),
  );
const reminder = fc.integer({ min: 0, max: 2_629_800 }).map((value) => ({
  ...one('item:ReminderIsSet', 'true'),
  ...one('item:ReminderMinutesBeforeStart', String(value)),
}));
const times = fc
  .record({ start: minute, length: fc.integer({ min: 0, max: 3000 }) })
  .map(({ start, length }) => {
    const at = (value: number): string => new Date(value * 60_000).toISOString().replace('.000Z', 'Z');
    return { ...one('calendar:Start', at(start)), ...one('calendar:End', at(start + length)) };
  });
const zone = fc.constantFrom(...WINDOWS_ZONES).map((id): Fields => ({
  'calendar:StartTimeZone': `<StartTimeZone Id="${escapeXml(id)}"/>`,
  'calendar:EndTimeZone': `<EndTimeZone Id="${escapeXml(id)}"/>`,
}));
const attendees = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc.constantFrom('RequiredAttendees', 'OptionalAttendees', 'Resources').map((list) => ({ names, list })),
  )
  .map(({ names, list }) =>
    one(
      `calendar:${list}`,
      names
        .map(
          (name) =>
            `<Attendee><Mailbox><Name>${name}</Name><EmailAddress>${name}@example.org</EmailAddress></Mailbox></Attendee>`,
        )
        .join(''),
    ),
  );

/** One group of properties, or any of them. */
const group = fc.oneof(
  subject,
  location,
  body,
  sensitivity,
  importance,
  freeBusy,
  categories,
  reminder,
  times,
  zone,
  attendees,
);
const several = fc
  .array(group, { maxLength: 8 })
  .map((groups): Fields => Object.assign({}, ...groups) as Fields);
const item = fc.record({ several, times }).map((parts): Fields => ({ ...parts.several, ...parts.times }));

/** What an item shows of a property, in a form that can be compared with what was written. */
function shown(of: XmlElement, uri: string): string {
  const name = uri.slice(uri.indexOf(':') + 1);
  if (/TimeZone$/.test(name)) return text(of, `${name}Id`) ?? '';
  const element = of.children.find((child) => child.name === name);
  if (element === undefined) return '';
  return /^(Required|Optional|Resources)/.test(name)
    ? element.children.map((attendee) => text(attendee, 'Mailbox', 'EmailAddress')).join()
    : plain(element);
}

/** The same of what was written. */
function wanted(fields: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).map(([uri, content]) => {
      const id = /TimeZone Id="([^"]*)"/.exec(content)?.[1];
      const addresses = [...content.matchAll(/<EmailAddress>([^<]*)</g)].map(([, address]) => address);
      if (id !== undefined) return [uri, id.replaceAll('&amp;', '&')];
      return [uri, addresses.length > 0 ? addresses.join() : unescaped(content)];
    }),
  );
}

/** `plain` writes text as it is. */
function unescaped(content: string): string {
  return content
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Not in the hour that a clock repeats: an iCalendar text has only its first one. */
function isClear(fields: Fields): boolean {
  const zone = namedZone(wanted(fields)['calendar:StartTimeZone'] ?? 'UTC');
  return ['calendar:Start', 'calendar:End'].every((uri) => {
    const at = Date.parse(/>([^<]*)</.exec(fields[uri] ?? '')?.[1] ?? '');
    return zone?.toInstant(zone.toWall(at)) === at;
  });
}

const read = (stored: string): XmlElement => itemOf(stored, null, shape([], { mimeContent: true }));
const contentOf = (fields: Fields): string => Object.values(fields).join('');

describe('whatever an item is made of', () => {
  it('is shown again', () => {
    fc.assert(
      fc.property(item, (fields) => {
        fc.pre(isClear(fields));
        const shownItem = read(created(contentOf(fields)));
        for (const [uri, value] of Object.entries(wanted(fields))) {
          expect([uri, shown(shownItem, uri)]).toEqual([uri, value]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('comes through MIME content, but for what iCalendar has no place for', () => {
    fc.assert(
      fc.property(item, (fields) => {
        fc.pre(isClear(fields));
        const mime = text(read(created(contentOf(fields))), 'MimeContent') ?? '';
        const again = read(created(`<MimeContent>${mime}</MimeContent>`));
        for (const [uri, value] of Object.entries(wanted(fields))) {
          expect([uri, shown(again, uri)]).toEqual([uri, value]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('changes alone', () => {
    fc.assert(
      fc.property(item, group, (fields, change) => {
        fc.pre(isClear(fields) && isClear({ ...fields, ...change }));
        const before = created(contentOf(fields));
        const content = Object.entries(change)
          .map(([uri, element]) => set(uri, element))
          .join('');
        const [was, is] = [read(before), read(updated(before, content))];
        for (const [uri, value] of Object.entries(wanted(change))) {
          expect([uri, shown(is, uri)]).toEqual([uri, value]);
        }
        for (const uri of Object.keys(fields).filter((name) => !(name in change))) {
          // Who is asked to come to one list leaves the others.
          if (/Attendees|Resources/.test(uri) && /Attendees|Resources/.test(Object.keys(change).join()))
            continue;
          expect([uri, shown(is, uri)]).toEqual([uri, shown(was, uri)]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describeWith(['xmllint', 'reference-data'], 'whatever an item is made of', () => {
  it('is valid by the schemas', () => {
    const items = fc.sample(item, 60).map((fields) => read(created(contentOf(fields))));
    expect(schemaErrors(items, 'ews')).toBe('');
    expect(schemaErrors(items, 'ews/exchange-15.2')).toBe('');
  });
});
