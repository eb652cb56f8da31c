import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import type { Event, Participant, RecurrenceRule } from '../../src/sync/kinds/event/event.ts';
import { newObject } from '../../src/server/mailboxes/caldav/from-item.ts';
import { random } from './random.ts';
import type { Random } from './random.ts';

/** The account that everything is measured with; it organises every meeting that has attendees. */
export const OWNER = 'mailto:alice@example.org';

/** When the measured objects say that they were made: part of their text. */
const MADE = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

const ZONES = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'Australia/Sydney',
  'Asia/Tokyo',
  'Asia/Kolkata',
];
const WORDS =
  'account renewal pricing demo kick-off review pipeline quarterly onboarding contract support escalation budget forecast partner design audit migration standup interview training lunch workshop planning'.split(
    ' ',
  );
const FOREIGN = [
  'Besprechung mit Müller & Söhne',
  'Réunion équipe Économie',
  '会議：四半期レビュー',
  'Встреча с клиентом',
  'Café ☕ – follow-up 🚀',
  'Ärzte-Termin; Raum 3, 2. OG',
];
const NAMES = ['Ada Fischer', 'Bo Lindqvist', 'Chloé Martin', 'Dev Patel', "Eve O'Neil", 'Fumiko Sato'];
const PLACES = ['Room 4, 2nd floor', 'Phone', 'https://meet.example/4711', 'Customer site; gate B'];
const ANSWERS = ['needs-action', 'accepted', 'declined', 'tentative'] as const;

/**
 * Event `index` of a calendar: the same in every run. Of 100 there are 50 timed, 12 all-day and 4 of several days, 5
 * floating, 5 in UTC, 14 series, 6 series with excluded dates, 4 series with a moved and a cancelled occurrence; 40 %
 * have attendees, 10 % a foreign title, 5 % a description of several kilobytes. `calendar` is part of the UID, since
 * some servers refuse one that another calendar has.
 */
export function event(calendar: string, index: number): Event {
  const dice = random(index * 7919 + 17);
  const kind = index % 100;
  const day = MADE + (dice.below(730) - 365) * DAY;
  const start = local(day + (7 + dice.below(12)) * 3_600_000 + dice.below(4) * 900_000);
  const time =
    kind >= 50 && kind < 66
      ? {
          start: `${start.slice(0, 10)}T00:00:00`,
          showWithoutTime: true,
          duration: kind < 62 ? 'P1D' : `P${2 + dice.below(6)}D`,
        }
      : {
          start,
          duration: dice.pick(['PT15M', 'PT30M', 'PT45M', 'PT1H', 'PT1H30M', 'PT2H']),
          ...zone(kind, dice),
        };
  return eventKind.normalise({
    '@type': 'Event',
    uid: `${calendar}-${String(index).padStart(6, '0')}@bench.example`,
    title: `${dice.chance(0.1) ? dice.pick(FOREIGN) : words(3, dice)} #${index}`,
    description: description(dice),
    ...time,
    ...(kind >= 76 ? series(kind, time.start, dice) : {}),
    locations: { '1': { name: dice.pick(PLACES) } },
    status: dice.pick(['confirmed', 'confirmed', 'tentative']),
    ...(dice.chance(0.4) ? { participants: participants(dice) } : {}),
  }) as Event;
}

/** The calendar object that a mailbox is given for an event: the same bytes for every program that is measured. */
export function body(item: Event): string {
  return newObject(item, { now: MADE, addresses: [OWNER] });
}

/** The event after somebody has edited its title. */
export function edited(item: Event, round: number): Event {
  return { ...item, title: `Edit ${round}: ${item.title ?? ''}` };
}

/** `count` indexes spread over a calendar of `items` events. */
export function spread(items: number, count: number): readonly number[] {
  const step = Math.floor(items / count);
  return Array.from({ length: count }, (_, index) => index * step);
}

function local(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}

function zone(kind: number, dice: Random): { readonly timeZone?: string } {
  if (kind >= 66 && kind < 71) return {};
  return { timeZone: kind >= 71 && kind < 76 ? 'Etc/UTC' : dice.pick(ZONES) };
}

function words(count: number, dice: Random): string {
  return Array.from({ length: count }, () => dice.pick(WORDS)).join(' ');
}

function description(dice: Random): string {
  const agenda = Array.from({ length: 1 + dice.below(4) }, (_, index) => `${index + 1}. ${words(6, dice)}`);
  return ['Agenda:', ...agenda, ...(dice.chance(0.05) ? [words(400 + dice.below(400), dice)] : [])].join(
    '\n',
  );
}

function series(kind: number, start: string, dice: Random): Partial<Event> {
  const weekly: RecurrenceRule = { frequency: 'weekly', count: 8 + dice.below(22) };
  if (kind < 90) {
    const rule = dice.pick<RecurrenceRule>([
      weekly,
      weekly,
      { frequency: 'daily', interval: 2, count: 5 + dice.below(35) },
      { frequency: 'monthly', byMonthDay: [Math.min(28, Number(start.slice(8, 10)))], count: 12 },
    ]);
    return { recurrenceRules: [rule] };
  }
  const week = (count: number): string => local(Date.parse(`${start}Z`) + count * 7 * DAY);
  const excluded = { [week(2)]: { excluded: true }, [week(5)]: { excluded: true } };
  if (kind < 96) return { recurrenceRules: [weekly], recurrenceOverrides: excluded };
  const moved = { start: local(Date.parse(`${week(1)}Z`) + 7_200_000), title: `Moved #${kind}` };
  const recurrenceOverrides = { ...excluded, [week(1)]: moved, [week(3)]: { status: 'cancelled' } };
  return { recurrenceRules: [weekly], recurrenceOverrides };
}

function participants(dice: Random): Readonly<Record<string, Participant>> {
  const invited = Array.from({ length: 1 + dice.below(6) }, (_, index): [string, Participant] => [
    `mailto:person${index}@customer.example`,
    {
      name: NAMES[index] ?? '',
      roles: { attendee: true },
      participationStatus: dice.pick(ANSWERS),
      expectReply: true,
    },
  ]);
  return { [OWNER]: { name: 'Alice', roles: { owner: true } }, ...Object.fromEntries(invited) };
}
