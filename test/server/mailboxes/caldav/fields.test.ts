import { Temporal } from 'temporal-polyfill';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newObject, patchObject } from '../../../../src/server/mailboxes/caldav/from-item.ts';
import { toItem } from '../../../../src/server/mailboxes/caldav/to-item.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import type { Item } from '../../../../src/sync/item.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'caldav');
const OPTIONS = { now: Date.UTC(2026, 0, 2), addresses: ['mailto:jane@example.org'] };
const CASES = readdirSync(FOLDER).flatMap((name) =>
  name.endsWith('.in.ics') ? [name.slice(0, -'.in.ics'.length)] : [],
);

function load(name: string): { readonly text: string; readonly item: Item } {
  const text = readFileSync(join(FOLDER, `${name}.in.ics`), 'utf8');
  return {
    text,
    item: normaliseEvent(JSON.parse(readFileSync(join(FOLDER, `${name}.item.json`), 'utf8')) as Item),
  };
}

function read(text: string): Item {
  const { item, error } = toItem(text);
  if (item === undefined) throw error;
  return normaliseEvent(item);
}

describe('Between iCalendar and the canonical event', () => {
  it.each(CASES)('%s is read', (name) => {
    const { text, item } = load(name);
    expect(read(text)).toEqual(item);
  });

  it.each(CASES)('%s is written', (name) => {
    const { item } = load(name);
    const text = newObject(item, OPTIONS);
    expect(read(text)).toEqual(item);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it.each(CASES)('%s stays as it is when all of it is written again', (name) => {
    const { text, item } = load(name);
    expect(patchObject(text, item, item, OPTIONS)).toBe(text);
  });
});

/** Patches a fixture; returns the lines that went and those that came, DTSTAMP and LAST-MODIFIED apart. */
function change(
  name: string,
  patch: Readonly<Record<string, unknown>>,
): { readonly gone: string[]; readonly new: string[] } {
  const { text, item } = load(name);
  const target = Object.fromEntries(
    Object.entries({ ...item, ...patch }).filter(([, value]) => value !== null),
  ) as Item;
  const written = patchObject(text, patch as Item, target, OPTIONS);
  expect(read(written)).toEqual({ ...normaliseEvent(target), ...sequence(read(written)) });
  const lines = (all: string): string[] =>
    all
      .replace(/\r\n[ \t]/g, '')
      .split('\r\n')
      .filter((line) => !/^(DTSTAMP|LAST-MODIFIED|TZ|.*:VTIMEZONE|.*:(STANDARD|DAYLIGHT)$)/.test(line));
  const rest = lines(written);
  const gone = lines(text).filter((line) => {
    const at = rest.indexOf(line);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return { gone, new: rest };
}

function sequence(item: Item): object {
  return item['sequence'] === undefined ? {} : { sequence: item['sequence'] };
}

describe('A patch writes what it names', () => {
  it('the answer of one attendee', () => {
    const { participants } = load('people').item as unknown as { participants: Record<string, object> };
    const bob = { ...participants['mailto:bob@example.org'], participationStatus: 'accepted' };
    expect(change('people', { participants: { ...participants, 'mailto:bob@example.org': bob } })).toEqual({
      gone: [
        'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=bob@example.org;X-NUM-GUESTS=0:mailto:bob@example.org',
      ],
      new: [
        'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN=bob@example.org;X-NUM-GUESTS=0:mailto:bob@example.org',
      ],
    });
  });

  it('somebody who comes, and somebody who goes', () => {
    const { participants } = load('people').item as unknown as { participants: Record<string, object> };
    const { 'mailto:eve@example.org': _eve, ...others } = participants;
    const next = { ...others, 'mailto:new@example.org': { roles: { attendee: true }, name: 'New, One' } };
    expect(change('people', { participants: next })).toEqual({
      gone: ['ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=DECLINED:mailto:eve@example.org'],
      new: ['ATTENDEE;CN="New, One":mailto:new@example.org'],
    });
  });

  it('a new hour in the same Windows zone, with a new revision', () => {
    expect(change('windows-zone', { start: '2026-03-10T11:00:00' })).toEqual({
      gone: [
        'DTSTART;TZID=W. Europe Standard Time:20260310T093000',
        'DTEND;TZID=W. Europe Standard Time:20260310T100000',
      ],
      new: [
        'DTSTART;TZID="W. Europe Standard Time":20260310T110000',
        'DTEND;TZID="W. Europe Standard Time":20260310T113000',
        'SEQUENCE:1',
      ],
    });
  });

  it('one alert more', () => {
    const { alerts } = load('places-and-alerts').item as unknown as { alerts: object };
    const added = { trigger: { '@type': 'OffsetTrigger', offset: '-PT5M' } };
    const patched = normaliseEvent({
      ...load('places-and-alerts').item,
      alerts: { ...alerts, x: added },
    });
    expect(change('places-and-alerts', { alerts: patched.alerts })).toEqual({
      gone: [],
      new: ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT5M', 'DESCRIPTION:Call', 'END:VALARM'],
    });
  });

  it('a name for a series: exceptions with a name of their own keep it', () => {
    expect(change('series', { title: 'Retro' })).toEqual({
      gone: ['SUMMARY:Review', 'SUMMARY:Review'],
      new: ['SUMMARY:Retro', 'SUMMARY:Retro'],
    });
  });

  it('an occurrence left out, and one brought back', () => {
    const { recurrenceOverrides } = load('series').item as unknown as {
      recurrenceOverrides: Record<string, object>;
    };
    const { '2026-03-17T09:30:00': _back, ...others } = recurrenceOverrides;
    expect(
      change('series', { recurrenceOverrides: { ...others, '2026-05-05T09:30:00': { excluded: true } } }),
    ).toEqual({
      gone: ['EXDATE;TZID=Europe/Berlin:20260310T093000,20260317T093000', 'SEQUENCE:3'],
      new: [
        'EXDATE;TZID=Europe/Berlin:20260310T093000',
        'EXDATE;TZID=Europe/Berlin:20260505T093000',
        'SEQUENCE:4',
      ],
    });
  });

  it('an occurrence left out that had been changed before', () => {
    const { item } = load('series');
    const overrides = item['recurrenceOverrides'] as Record<string, Record<string, unknown>>;
    const [key] = Object.keys(overrides).filter((id) => overrides[id]?.['title'] !== undefined);
    const result = change('series', {
      recurrenceOverrides: { ...overrides, [key ?? '']: { excluded: true } },
    });
    expect(result.new).toContain(`EXDATE;TZID=Europe/Berlin:${(key ?? '').replace(/[-:]/g, '')}`);
    expect(result.gone).toContain('SUMMARY:Review\\, moved');
  });

  it('another day for the whole series: its exceptions move along and keep their own', () => {
    const { item } = load('series');
    const overrides = item['recurrenceOverrides'] as Record<string, Record<string, unknown>>;
    const moved = Object.fromEntries(
      Object.entries(overrides).map(([key, patch]) => [
        key.replace('T09:30', 'T10:30').replace('T14:00', 'T15:00'),
        patch,
      ]),
    );
    const rules = [{ ...(item['recurrenceRules'] as object[])[0], until: '2026-06-30T10:30:00' }];
    const patch = { start: '2026-03-03T10:30:00', recurrenceRules: rules, recurrenceOverrides: moved };
    const result = change('series', patch);
    expect(result.new).toContain('RECURRENCE-ID;TZID=Europe/Berlin:20260407T103000');
    expect(result.new).not.toContain('SUMMARY:Review\\, moved');
    expect(result.gone).not.toContain('SUMMARY:Review\\, moved');
  });

  it('nothing of a revision by someone who is not the organiser', () => {
    const { text, item } = load('people');
    const patch = { start: '2026-03-11T08:30:00' };
    const written = patchObject(
      text,
      patch,
      { ...item, ...patch },
      { ...OPTIONS, addresses: ['mailto:bob@example.org'] },
    );
    expect(written).not.toContain('SEQUENCE');
  });
});

describe('A zone of its own, with rules that no zone has today', () => {
  const zone = [
    ...['BEGIN:VTIMEZONE', 'TZID:US-Eastern'],
    ...['BEGIN:STANDARD', 'DTSTART:19671029T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'],
    ...['TZOFFSETFROM:-0400', 'TZOFFSETTO:-0500', 'END:STANDARD'],
    ...['BEGIN:DAYLIGHT', 'DTSTART:19870405T020000', 'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4'],
    ...['TZOFFSETFROM:-0500', 'TZOFFSETTO:-0400', 'END:DAYLIGHT', 'END:VTIMEZONE'],
  ];
  const read = (start: string, ...more: readonly string[]) =>
    toItem(
      [
        ...['BEGIN:VCALENDAR', ...zone, 'BEGIN:VEVENT', 'UID:1', `DTSTART;TZID=US-Eastern:${start}`],
        ...[...more, 'END:VEVENT', 'END:VCALENDAR'],
      ].join('\n'),
    );
  const instantOf = (item: Item | undefined): string =>
    Temporal.PlainDateTime.from(item?.['start'] as string)
      .toZonedDateTime(item?.['timeZone'] as string)
      .toInstant()
      .toString();

  it('stands for the zone most like it that has its offset then', () => {
    expect(read('20070621T080000').item).toMatchObject({
      start: '2007-06-21T08:00:00',
      timeZone: 'America/New_York',
    });
  });

  it.each([
    ['in summer', '20070621T080000', '2007-06-21T12:00:00Z'],
    ['in the week in which the rules of today say otherwise', '20071030T080000', '2007-10-30T13:00:00Z'],
    ['in winter', '20071220T080000', '2007-12-20T13:00:00Z'],
  ])('gives the right instant %s', (_when, start, instant) => {
    expect(instantOf(read(start).item)).toBe(instant);
  });

  it('carries a series all of whose dates are then where its own rules say', () => {
    const { item } = read(
      '20070621T080000',
      'RRULE:FREQ=DAILY;COUNT=30',
      'EXDATE;TZID=US-Eastern:20070622T080000',
    );
    expect(item).toMatchObject({
      timeZone: 'America/New_York',
      recurrenceOverrides: { '2007-06-22T08:00:00': { excluded: true } },
    });
  });

  it.each(['FREQ=DAILY', 'FREQ=DAILY;COUNT=200', 'FREQ=MINUTELY'])(
    'sets a series aside that would be at wrong times: %s',
    (rule) => {
      const { error } = read('20070621T080000', `RRULE:${rule}`);
      expect(error).toMatchObject({ code: 'bad-zone', parameters: { zone: 'US-Eastern' } });
    },
  );
});

describe('What nobody can read', () => {
  const event = 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101T000000Z\nEND:VEVENT\nEND:VCALENDAR';
  it.each([
    ['', 'not-icalendar'],
    ['<html>', 'not-icalendar'],
    [event.slice(0, 40), 'not-icalendar'],
    [event.replaceAll('VEVENT', 'VTODO'), 'no-event'],
    [event.replace('UID:1\n', ''), 'no-uid'],
    [event.replace('DTSTART', 'X-START'), 'no-start'],
    [event.replace('20260101', '20261399'), 'bad-time'],
    [event.replace('UID:1', 'UID:1\nRRULE:FREQ=NEVER'), 'bad-rule'],
    [event.replace('UID:1', 'UID:1\nRRULE:FREQ=DAILY;BYHOUR=99'), 'bad-rule'],
    [event.replace('UID:1', 'UID:1\nRRULE:RSCALE=CHINESE;FREQ=YEARLY'), 'bad-rule'],
    [event.replace('UID:1', 'UID:1\nRRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD'), 'bad-rule'],
    [
      event.replace('END:VEVENT', 'END:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTART:20260101T000000Z\nEND:VEVENT'),
      'several-items',
    ],
    [event.replace('UID:1', `UID:1\n${'BEGIN:X\n'.repeat(1000)}`), 'not-icalendar'],
    [event.replace('UID:1', `UID:1\nDESCRIPTION:${'x'.repeat(5_000_000)}`), 'event-too-large'],
  ])('case %#', (text, code) => {
    expect(toItem(text).error).toMatchObject({ name: 'Malformed', code });
  });

  it('does not include a rule that never ends, or one that yields millions or nothing', () => {
    for (const rule of [
      'FREQ=SECONDLY',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=MINUTELY;COUNT=100000000',
    ]) {
      const { item } = toItem(event.replace('UID:1', `UID:1\nRRULE:${rule}`));
      expect(item?.['recurrenceRules']).toHaveLength(1);
      const override = { recurrenceOverrides: { '2031-02-03T00:00:00': { title: 'Once' } } };
      const written = patchObject(
        event.replace('UID:1', `UID:1\nRRULE:${rule}`),
        override,
        { ...item, ...override } as Item,
        OPTIONS,
      );
      expect(toItem(written).item?.['recurrenceOverrides']).toEqual(override.recurrenceOverrides);
    }
  });

  it('takes out control characters instead of writing them', () => {
    const written = newObject(
      { '@type': 'Event', uid: 'u', start: '2026-01-01T00:00:00', title: 'a\u0000b\u001b[1m\nc' },
      OPTIONS,
    );

    expect(written).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f]/);
    expect(toItem(written).item).toMatchObject({ title: 'ab[1m c' });
  });
});
