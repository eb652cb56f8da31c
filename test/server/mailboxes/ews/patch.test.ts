import { childOf, element, textOf } from '../../../../src/server/mailboxes/ews/element.ts';
import { elementName } from '../../../../src/server/mailboxes/ews/field-changes.ts';
import type { FieldChange } from '../../../../src/server/mailboxes/ews/fields.ts';
import { changedItem } from '../../../../src/server/mailboxes/ews/field-changes.ts';
import { itemEdit } from '../../../../src/server/mailboxes/ews/from-item.ts';
import { toItem } from '../../../../src/server/mailboxes/ews/to-item.ts';
import type { Event } from '../../../../src/sync/kinds/event/event.ts';
import { normaliseEvent } from '../../../../src/sync/kinds/event/normalise.ts';
import { load, OLGA } from './fixtures.ts';

/** Patches a fixture; returns `set Subject`, `delete Location` in their order. It has to mean the target afterwards. */
function change(name: string, patch: Readonly<Record<string, unknown>>): readonly string[] {
  const { series, event } = load(name);
  const target = normaliseEvent(
    Object.fromEntries(Object.entries({ ...event, ...patch }).filter(([, value]) => value !== null)) as Event,
  );
  const { changes } = itemEdit(series.item, new Set(Object.keys(patch)), target, OLGA);
  const after = toItem({ ...series, item: changedItem(series.item, changes) }, OLGA);
  const { recurrenceOverrides: _read, ...read } = after.item ?? {};
  const { recurrenceOverrides: _wanted, ...wanted } = target;
  expect(read).toEqual(wanted);
  return changes.map(said);
}

function said(step: FieldChange): string {
  const own = step.field.type === 'extended' && 'name' in step.field ? ` ${step.field.name}` : '';
  return `${step.type} ${elementName(step.field)}${own}`;
}

describe('A patch changes the fields that it names, and no others', () => {
  it.each<readonly [string, string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['a title', 'single', { title: 'Other' }, ['set Subject']],
    ['no title', 'single', { title: null }, ['delete Subject']],
    ['no place', 'single', { locations: null }, ['delete Location']],
    ['a text', 'html-body', { description: 'Plain' }, ['set Body']],
    [
      'another hour',
      'single',
      { start: '2026-03-10T11:00:00' },
      ['set StartTimeZone', 'set EndTimeZone', 'set Start', 'set End'],
    ],
    [
      'another length, and whole days',
      'single',
      { start: '2026-03-10T00:00:00', duration: 'P2D', showWithoutTime: true, timeZone: null },
      ['set StartTimeZone', 'set EndTimeZone', 'set Start', 'set End', 'set IsAllDayEvent'],
    ],
    [
      'another hour of a series',
      'series',
      {
        start: '2026-03-03T11:00:00',
        recurrenceRules: [
          { frequency: 'weekly', byDay: [{ day: 'tu' }], firstDayOfWeek: 'su', until: '2026-06-30T11:00:00' },
        ],
      },
      ['set StartTimeZone', 'set EndTimeZone', 'set Start', 'set End', 'set Recurrence'],
    ],
    ['no rule', 'series', { recurrenceRules: null, recurrenceOverrides: null }, ['delete Recurrence']],
    ['public', 'personal', { privacy: null }, ['set Sensitivity']],
    ['no keyword', 'personal', { keywords: null }, ['delete Categories']],
    ['one keyword less', 'personal', { keywords: { café: true } }, ['set Categories']],
    ['no alert', 'personal', { alerts: null }, ['set ReminderIsSet']],
    [
      'another alert',
      'personal',
      { alerts: { a: { trigger: { '@type': 'OffsetTrigger', offset: '-PT5M' } } } },
      ['set ReminderMinutesBeforeStart'],
    ],
    ['free', 'personal', { freeBusyStatus: 'free' }, ['set LegacyFreeBusyStatus']],
    [
      'a priority that Exchange calls the same',
      'personal',
      { priority: 3 },
      ['set ExtendedProperty LiaisonKept'],
    ],
    [
      'a second place',
      'single',
      { locations: { '1': { name: 'Room 1, 2nd floor' }, '2': { name: 'Lobby' } } },
      ['set ExtendedProperty LiaisonKept'],
    ],
    [
      'a zone that Windows calls the same',
      'single',
      { timeZone: 'Europe/Vienna' },
      ['set StartTimeZone', 'set EndTimeZone', 'set ExtendedProperty LiaisonKept', 'set Start', 'set End'],
    ],
    [
      'no link of ours',
      'online-meeting',
      { virtualLocations: { '1': { uri: 'https://teams.example.org/l/meetup/1' } } },
      ['delete ExtendedProperty OnlineMeetingExternalLink'],
    ],
  ])('%s', (_name, fixture, patch, expected) => {
    expect(change(fixture, patch)).toEqual(expected);
  });

  it('somebody who comes, somebody who goes, and an answer that only they can give', () => {
    const { participants = {} } = load('organizers-copy').event;
    const { 'mailto:eve@example.org': _eve, ...others } = participants;
    const bob = { ...participants['mailto:bob@example.org'], participationStatus: 'tentative' };
    const added = { ...others, 'mailto:new@example.org': { roles: { attendee: true }, name: 'New One' } };
    expect(change('organizers-copy', { participants: added })).toEqual([
      'set RequiredAttendees',
      'delete OptionalAttendees',
    ]);
    expect(
      change('organizers-copy', { participants: { ...participants, 'mailto:bob@example.org': bob } }),
    ).toEqual(['set ExtendedProperty LiaisonKept']);
  });

  it('a contact group without address stays invited', () => {
    const { series, event } = load('organizers-copy');
    const group = element('Attendee', [
      element('Mailbox', [
        element('Name', 'Friends'),
        element('RoutingType', 'MAPIPDL'),
        element('ItemId', '', { Id: 'AAMk' }),
      ]),
    ]);
    const [list = 'RequiredAttendees'] = ['OptionalAttendees', 'RequiredAttendees'].filter((name) =>
      childOf(series.item, name),
    );
    const children = series.item.children.map((child) =>
      child.name === list ? { ...child, children: [...child.children, group] } : child,
    );
    const item = { ...series.item, children };
    const groups = (changes: readonly FieldChange[]): readonly string[] => {
      const after = childOf(changedItem(item, changes), list)?.children ?? [];
      return after.flatMap((attendee) =>
        textOf(attendee, 'Mailbox', 'RoutingType') === 'MAPIPDL' ? ['Friends'] : [],
      );
    };
    const { participants = {} } = event;
    const more = {
      ...participants,
      'mailto:new@example.org': { roles: { attendee: true, optional: list === 'OptionalAttendees' } },
    };
    const named = new Set(['participants']);
    expect(
      groups(itemEdit(item, named, normaliseEvent({ ...event, participants: more }), OLGA).changes),
    ).toEqual(['Friends']);
    const { participants: _all, ...alone } = event;
    expect(groups(itemEdit(item, named, normaliseEvent(alone as Event), OLGA).changes)).toEqual(['Friends']);
  });

  it("nothing of who is invited in an attendee's copy", () => {
    const { participants = {} } = load('attendees-copy').event;
    const added = { ...participants, 'mailto:new@example.org': { roles: { attendee: true } } };
    expect(change('attendees-copy', { participants: added })).toEqual(['set ExtendedProperty LiaisonKept']);
  });
});

describe('What is kept beside', () => {
  it('is void once a person changed what Exchange shows', () => {
    const { series, event } = load('personal');
    const target = { ...event, priority: 3 };
    const { changes } = itemEdit(series.item, new Set(['priority']), target, OLGA);
    const item = changedItem(series.item, changes);
    expect(toItem({ ...series, item }, OLGA).item).toMatchObject({ priority: 3 });
    const children = item.children.map((child) =>
      child.name === 'Importance' ? { ...child, text: 'Low' } : child,
    );
    expect(toItem({ ...series, item: { ...item, children } }, OLGA).item).toMatchObject({ priority: 9 });
  });

  it.each(['', 'x', '[]', '{"leaves":7}', '{"leaves":[[["title"]]]}', '{"zone":{"reads":1}}'])(
    'is nothing when it is %p',
    (text) => {
      const { series, event } = load('personal');
      const { changes } = itemEdit(series.item, new Set(['priority']), { ...event, priority: 3 }, OLGA);
      const kept = changes.map((step) =>
        step.type === 'set'
          ? {
              ...step,
              value: {
                ...step.value,
                children: step.value.children.map((child) =>
                  child.name === 'Value' ? { ...child, text } : child,
                ),
              },
            }
          : step,
      );
      expect(toItem({ ...series, item: changedItem(series.item, kept) }, OLGA).item).toEqual(event);
    },
  );
});
