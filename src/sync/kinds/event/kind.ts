import type { FieldRule, Item, ItemKind, Patch, Role } from '../../item.ts';
import { isObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { carryOverrides } from './carry-overrides.ts';
import type { Event } from './event.ts';
import { likenessOf } from './likeness.ts';
import { EVENT_NORMALISER_VERSION, normaliseEvent } from './normalise.ts';
import { isRuleStart, touchesWindow } from './recurrence.ts';
import { eventSeries } from './series.ts';
import { told } from './told.ts';

/** Time and people are the organiser's; what it is about may be said by the CRM. */
const organizers: FieldRule = { scope: 'shared', merge: 'value', conflict: 'organizer' };
const crms: FieldRule = { scope: 'shared', merge: 'value', conflict: 'crm' };
const personal: FieldRule = { scope: 'personal', merge: 'value', conflict: 'organizer' };
/** Servers re-apply or drop exceptions when the series beneath them changes. */
const moving: FieldRule = { ...organizers, dependents: ['recurrenceOverrides'] };
/** A meeting without a zone floats, one without a status is confirmed: no gap that another side might fill. */
const telling = { absenceCounts: true } as const;

const FIELDS: Readonly<Record<string, FieldRule>> = {
  title: crms,
  description: crms,
  start: { ...moving, ofTime: true },
  timeZone: { ...moving, ...telling, ofTime: true },
  duration: { ...organizers, ...telling },
  showWithoutTime: { ...moving, ...telling, ofTime: true },
  recurrenceRules: moving,
  recurrenceOverrides: { scope: 'shared', merge: 'overrides', conflict: 'organizer' },
  recurrenceId: organizers,
  recurrenceIdTimeZone: organizers,
  locations: crms,
  virtualLocations: organizers,
  // The record has an invitee's answer from their own copy; the organiser's copy has what reached it of it.
  participants: {
    scope: 'shared',
    merge: 'map',
    conflict: 'organizer',
    entryConflict: { participationStatus: 'crm' },
  },
  status: { ...organizers, ...telling },
  priority: crms,
  privacy: personal,
  freeBusyStatus: personal,
  alerts: personal,
  keywords: personal,
  color: personal,
};

const PERSONAL = Object.keys(FIELDS).filter((name) => FIELDS[name]?.scope === 'personal');
/** What a busy-only record keeps: when, not what, where or with whom. */
const BUSY_FIELDS = [
  '@type',
  'uid',
  'start',
  'timeZone',
  'duration',
  'showWithoutTime',
  'recurrenceRules',
  'recurrenceId',
  'recurrenceIdTimeZone',
  'status',
];
const BUSY_IN_OVERRIDES = ['start', 'duration', 'timeZone', 'showWithoutTime', 'excluded', 'status'];

/** Calendar events. */
export const eventKind: ItemKind = {
  type: 'Event',
  normaliserVersion: EVENT_NORMALISER_VERSION,
  fields: FIELDS,
  normalise: normaliseEvent,
  identity: (item) => {
    const { uid, recurrenceId } = item as Event;
    if (typeof uid !== 'string' || uid === '') return null;
    return recurrenceId === undefined ? uid : `${uid};${recurrenceId}`;
  },
  likeness: (item) => likenessOf(item as Event),
  role,
  chairs,
  ownParticipation,
  told,
  shared,
  withPersonal,
  carryOverrides,
  occurs: (item, recurrenceId) => isRuleStart(item as Event, recurrenceId),
  hasDate: (item, recurrenceId) => {
    const patch = (item as Event).recurrenceOverrides?.[recurrenceId];
    return patch === undefined ? isRuleStart(item as Event, recurrenceId) : patch['excluded'] !== true;
  },
  busyOnly: (item) => {
    const kept = Object.fromEntries(Object.entries(item).filter(([name]) => BUSY_FIELDS.includes(name)));
    const overrides = mapOverrides(item, (patch) => keep(patch, (name) => BUSY_IN_OVERRIDES.includes(name)));
    return normaliseEvent({ ...kept, ...overrides } as Item);
  },
  withContent: (busy, from) => {
    const content = keep(from, (name) => !BUSY_FIELDS.includes(name));
    const { recurrenceOverrides: _from, ...rest } = content;
    const moved = carryOverrides(from, busy).kept;
    // A date that is not there any more says nothing.
    const dated = Object.entries(moved).filter(([id]) => eventKind.hasDate(busy, id));
    const isContent = (name: string): boolean => !BUSY_IN_OVERRIDES.includes(name);
    return normaliseEvent({ ...rest, ...busy, ...withPatches(busy, dated, isContent) });
  },
  isPrivate: (item) => {
    const hidden = (entry: JsonObject): boolean =>
      entry['privacy'] === 'private' || entry['privacy'] === 'secret';
    return hidden(item) || Object.values(overridesOf(item)).some((patch) => isObject(patch) && hidden(patch));
  },
  concernsOthers: (item, addresses) => {
    const lists = [
      item['participants'],
      ...Object.values(overridesOf(item)).map((patch) =>
        isObject(patch) ? patch['participants'] : undefined,
      ),
    ];
    return lists.some(
      (list) => isObject(list) && Object.keys(list).some((address) => !addresses.includes(address)),
    );
  },
  inWindow: (item, window) => touchesWindow(item as Event, window),
  series: eventSeries,
};

/** Shared forms of items that were here: nobody changes an item in place. */
const SHARED = new WeakMap<Item, Item>();

function shared(item: Item): Item {
  const known = SHARED.get(item);
  if (known !== undefined) return known;
  const form = hasPersonal(item)
    ? withoutFields(item, (name) => PERSONAL.includes(name))
    : normaliseEvent(item);
  SHARED.set(item, form);
  return form;
}

/** A meeting that names no organiser is its writer's own. */
function role(item: Item, addresses: readonly string[]): Role {
  if (!isObject(item['participants'])) return 'sole';
  const owners = chairs(item);
  return owners.length === 0 || owners.some((address) => addresses.includes(address))
    ? 'organizer'
    : 'attendee';
}

function chairs(item: Item): readonly string[] {
  const participants = item['participants'];
  if (!isObject(participants)) return [];
  return Object.keys(participants).filter((address) => hasRole(participants[address], 'owner'));
}

function hasRole(participant: Json | undefined, name: string): boolean {
  return isObject(participant) && isObject(participant['roles']) && participant['roles'][name] === true;
}

function hasPersonal(item: Item): boolean {
  const holds = (entry: Json | undefined): boolean =>
    isObject(entry) && PERSONAL.some((name) => entry[name] !== undefined);
  return holds(item) || Object.values(overridesOf(item)).some(holds);
}

/** The participants of the record as they become when this attendee's own answer is taken over. */
function ownParticipation(record: Item, copy: Item, addresses: readonly string[], first: boolean): Patch {
  const theirs = record['participants'];
  const own = copy['participants'];
  if (!isObject(theirs) || !isObject(own)) return {};
  const participants: Record<string, Json> = { ...theirs };
  for (const address of addresses) {
    const [before, now] = [theirs[address], own[address]];
    if (!isObject(before) || !isObject(now) || before['participationStatus'] === now['participationStatus'])
      continue;
    // At the first meeting of the two, a copy that says nothing takes nothing back.
    if (first && now['participationStatus'] === undefined) continue;
    const { participationStatus: _old, ...rest } = before;
    const status = now['participationStatus'];
    participants[address] = status === undefined ? rest : { ...rest, participationStatus: status };
  }
  return { participants };
}

function withPersonal(shared: Item, copy: Item): Item {
  const own = keep(copy, (name) => PERSONAL.includes(name));
  // The copy may still be where the series was before: an alert of one occurrence goes along with it.
  const copied = Object.entries(carryOverrides(copy, shared).kept);
  return normaliseEvent({
    ...shared,
    ...own,
    ...withPatches(shared, copied, (name) => PERSONAL.includes(name)),
  });
}

/** The exceptions of an item, completed by what these say in some properties; a date that is taken out stays out. */
function withPatches(
  item: Item,
  patches: readonly (readonly [string, Json])[],
  wanted: (name: string) => boolean,
): { readonly recurrenceOverrides: JsonObject } {
  const overrides: Record<string, Json> = { ...overridesOf(item) };
  for (const [recurrenceId, patch] of patches) {
    const taken = isObject(patch) ? keep(patch, wanted) : {};
    const present = overrides[recurrenceId];
    if (Object.keys(taken).length === 0 || (isObject(present) && present['excluded'] === true)) continue;
    overrides[recurrenceId] = { ...(isObject(present) ? present : {}), ...taken };
  }
  return { recurrenceOverrides: overrides };
}

function withoutFields(item: Item, dropped: (name: string) => boolean): Item {
  const overrides = mapOverrides(item, (patch) => keep(patch, (name) => !dropped(name)));
  const rest = keep(item, (name) => !dropped(name) && name !== 'recurrenceOverrides');
  return normaliseEvent({ ...rest, ...overrides } as Item);
}

function mapOverrides(item: Item, change: (patch: JsonObject) => JsonObject): JsonObject {
  const entries = Object.entries(overridesOf(item)).map(
    ([id, patch]) => [id, isObject(patch) ? change(patch) : {}] as const,
  );
  return entries.length === 0 ? {} : { recurrenceOverrides: Object.fromEntries(entries) };
}

function overridesOf(item: Item): JsonObject {
  return isObject(item['recurrenceOverrides']) ? item['recurrenceOverrides'] : {};
}

function keep(object: JsonObject, wanted: (name: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => wanted(name)));
}
