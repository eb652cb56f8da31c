import { memoryCrmWorld, type MemoryCrmWorld } from '../../src/server/crm/memory/index.ts';
import { createStore, type Stored } from '../../src/server/memory/store.ts';
import type { Item, ItemKind, Window } from '../../src/sync/item.ts';
import { eventKind } from '../../src/sync/kinds/event/kind.ts';
import type { Direction } from '../../src/sync/settings.ts';
import { exchangeFacts } from './as-held.ts';
import { isPersonal } from './journal.ts';
import type { Decided } from './decisions.ts';
import { daysOf, isTangled, occurrencesOf } from './expansion.ts';
import type { JournalEntry, Place, PlaceFacts, Sighting, Values } from './journal.ts';
import { memoryMailboxOf } from './memory-mailbox.ts';
import { sandboxFor } from './sandbox/sandbox.ts';
import type { Allowance } from './judges/mails.ts';
import { olderEventKind } from './older-kind.ts';
import type { Mangling, Scenario } from './scenario.ts';
import { memoryShelf, type PlayedMailbox, type Shelf } from './shelf.ts';
import type { PlayedServer } from './played-server.ts';
import { answersOf, readItem, thingOf } from './reading.ts';

/** Where somebody keeps their calendar whom nobody synchronises. */
export const OUTSIDE: Place = 'outside';

export const RECORD_TYPE = 'appointment';

/** What the CRM holds of an event: all that is shared of its kind, as the built-in one does. */
const HELD = Object.keys(eventKind.fields).filter((name) => eventKind.fields[name]?.scope === 'shared');

/** The same without what only series have. */
const HELD_OF_DATES = HELD.filter((name) => !['recurrenceRules', 'recurrenceOverrides'].includes(name));

/** A meeting among users: who called it, what was delivered to whom, who answered what. */
export interface Meeting {
  readonly organizer: Place;
  readonly attendees: readonly number[];
  readonly copies: Map<Place, Values | null>;
  readonly answers: Map<string, string>;
  /** Whether an answer has reached the organiser's copy. */
  replied: boolean;
  /** Whether an attendee has changed their own copy. */
  scribbled: boolean;
}

/** How a pump ended that ended by itself. */
export interface Reported {
  /** By side until when it wants to be left alone. */
  readonly quiet: ReadonlyMap<string, number>;
  /** When to pump again; null: no need. */
  readonly retryAt: number | null;
}

/** Which way a user's items travel, and which. */
export interface Rules {
  readonly direction: Direction;
  readonly window: Window;
}

/** The sides, the clock, and what people did so far. */
export interface World {
  readonly scenario: Scenario;
  readonly clock: { now: number };
  readonly mailboxes: readonly PlayedMailbox[];
  readonly crm: MemoryCrmWorld;
  readonly shelf: Shelf;
  readonly journal: JournalEntry[];
  /** Where each thing belongs. */
  readonly homes: Map<number, readonly Place[]>;
  readonly meetings: Map<number, Meeting>;
  /** By user what they decided, if not everything. */
  readonly rules: Map<number, Rules>;
  /** By user what else was decided, if anything. */
  readonly decided: Map<number, Decided>;
  /** Whether what was there before the start is to be told the other side at last. */
  started: boolean;
  /** The calendar of somebody whom nobody synchronises. */
  readonly outside: Shelf;
  /** By user, in stories where people wait: what their last pump was told and said. */
  readonly reported: Map<number, Reported>;
  /** By edit of somebody who wrote into a record that said only when its owner was busy: of which thing. */
  readonly meddled: Map<number, number>;
  readonly newId: () => string;
  /** Conflicts of which somebody has used the other value, by id. */
  readonly used: Set<string>;
  /** What people said may be mailed. */
  readonly allowed: Allowance[];
  /** What private items say in this run, and which are private where (see `secretAt`). */
  readonly salt: string;
  readonly secrets: Set<string>;
  /** Those of them of which nothing was on record when they became private. */
  readonly unrecorded: Set<string>;
  /** The version of the product that is at work. */
  kind: ItemKind;
  /** The whole server around the engine, where the story is played on one; `crm` is of no use then. */
  readonly server?: PlayedServer;
  /** Ends the servers that were started for it. */
  readonly close: () => Promise<void>;
}

/** The world as a scenario finds it: empty. */
export async function createWorld(scenario: Scenario, salt = ''): Promise<World> {
  const clock = { now: Date.UTC(2026, 10, 21, 9) };
  const now = (): number => clock.now;
  const { mailboxes, crm } = scenario.setup;
  const sandbox = await sandboxFor(
    mailboxes.map(({ server }, user) => (server === 'memory' ? null : addressOf(user))),
    now,
  );
  const crmWorld = memoryCrmWorld({
    ...crm,
    now,
    users: mailboxes.map((_, user) => ({ id: userId(user), addresses: [addressOf(user)] })),
    kinds: {
      Event: { recordType: RECORD_TYPE, fields: crm.recurrence === 'occurrences' ? HELD_OF_DATES : HELD },
    },
    conditionalUpdate: crm.conditional,
    batch: { read: crm.batch, write: crm.batch },
    mangle: mangler(crm.mangling),
  });
  let ids = 0;
  return {
    scenario,
    clock,
    mailboxes: mailboxes.map((setup, user) =>
      setup.server === 'memory'
        ? memoryMailboxOf(setup, addressOf(user), mangler(setup.mangling), now)
        : sandbox.mailbox(user, setup.server),
    ),
    crm: crmWorld,
    shelf: memoryShelf(crmWorld.store),
    journal: [],
    homes: new Map(),
    meetings: new Map(),
    rules: new Map(),
    decided: new Map(),
    started: scenario.setup.existing !== true,
    outside: memoryShelf(createStore({ now })),
    reported: new Map(),
    meddled: new Map(),
    used: new Set(),
    allowed: [],
    salt,
    secrets: new Set(),
    unrecorded: new Set(),
    kind: scenario.setup.upgrade === true ? olderEventKind : eventKind,
    newId: () => `00000000-0000-7000-8000-${(ids += 1).toString(16).padStart(12, '0')}`,
    close: () => sandbox.close(),
  };
}

export function userId(user: number): string {
  return `user-${String(user)}`;
}

export function addressOf(user: number): string {
  return `mailto:user${String(user)}@firm.example`;
}

export function mailboxPlace(user: number): Place {
  return `mailbox ${String(user)}`;
}

/** Whose mailbox a place is; NaN for the CRM. */
export function userAt(place: Place): number {
  return Number(place.split(' ')[1]);
}

/** Whether anything that a user keeps private is to stay so from the beginning to the end: they or the administrator want it. */
export function keepsSecrets({ scenario: { setup } }: Pick<World, 'scenario'>, user: number): boolean {
  return setup.limit !== undefined || (setup.mailboxes[user]?.privacy ?? 'in') !== 'in';
}

/** Whether a mailbox of the story is Exchange's. */
export function hasExchange({ scenario }: Pick<World, 'scenario'>): boolean {
  return scenario.setup.mailboxes.some(({ server }) => server === 'ews');
}

/** What lies at a place. */
export function shelfAt(world: World, place: Place): Shelf {
  if (place === 'crm') return world.shelf;
  return place === OUTSIDE ? world.outside : mailboxOf(world, userAt(place)).shelf;
}

/** A user's mailbox. */
export function mailboxOf({ mailboxes }: World, user: number): PlayedMailbox {
  const mailbox = mailboxes[user];
  if (mailbox === undefined) throw new RangeError(`No mailbox ${String(user)}`);
  return mailbox;
}

export function placesOf(world: World): readonly Place[] {
  const outside = world.outside.items.size > 0 ? [OUTSIDE] : [];
  return ['crm', ...world.mailboxes.map((_, user) => mailboxPlace(user)), ...outside];
}

/** What lies at all of them. */
export function shelvesOf({ shelf, mailboxes, outside }: World): readonly Shelf[] {
  return [shelf, ...mailboxes.map((mailbox) => mailbox.shelf), outside];
}

/** The copy of a thing at a place, or null. */
export function copyAt(world: World, place: Place, thing: number): Stored | null {
  for (const stored of shelfAt(world, place).items.values()) {
    if (!stored.deleted && thingOf(stored.item) === thing) return stored;
  }
  return null;
}

/** Everything that lies at a place. */
export function sightingsAt(world: World, place: Place): readonly Sighting[] {
  return [...shelfAt(world, place).items.values()]
    .filter((stored) => !stored.deleted)
    .map(({ item }) => ({
      thing: thingOf(item) ?? -1,
      ...readItem(item, place),
      answers: answersOf(item),
      days: daysOf(item),
      occurrences: occurrencesOf(item),
      tangled: isTangled(item),
    }));
}

/** What a place is like, for the reference model. */
export function factsOf(world: World, place: Place): PlaceFacts {
  if (place === OUTSIDE)
    return { holds: (field) => !isPersonal(field), reduces: () => false, provesDeletion: true };
  const { setup } = world.scenario;
  const { mangling, hiddenLooksGone } =
    place === 'crm' ? setup.crm : (setup.mailboxes[userAt(place)] ?? setup.crm);
  const facts: PlaceFacts = {
    holds: (field) => {
      if (isPersonal(field)) return field.endsWith(` of ${place}`) && place !== 'crm';
      return !(mangling.drops && field === 'locations');
    },
    reduces: (field) =>
      (field === 'title' && mangling.titleLength !== null) || (field === 'description' && mangling.oneLine),
    provesDeletion: !hiddenLooksGone,
  };
  return setup.mailboxes[userAt(place)]?.server === 'ews' ? exchangeFacts(facts) : facts;
}

function mangler({ titleLength, oneLine, drops }: Mangling): (item: Item) => Item {
  if (titleLength === null && !oneLine && !drops) return (item) => item;
  return (item) => {
    const { locations, title, description, ...rest } = item;
    const cut =
      typeof title === 'string' && titleLength !== null ? title.slice(0, titleLength).trimEnd() : title;
    const lined =
      typeof description === 'string' && oneLine ? description.replaceAll('\n', ' ') : description;
    return {
      ...rest,
      ...(cut === undefined ? {} : { title: cut }),
      ...(lined === undefined ? {} : { description: lined }),
      ...(locations === undefined || drops ? {} : { locations }),
    };
  };
}
