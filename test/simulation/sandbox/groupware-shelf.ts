import { newObject, patchObject } from '../../../src/server/mailboxes/caldav/from-item.ts';
import { toItem } from '../../../src/server/mailboxes/caldav/to-item.ts';
import type { Stored } from '../../../src/server/memory/store.ts';
import type { EventCopy } from '../../../src/sandbox/main.ts';
import { applyPatch, type Item, type Patch } from '../../../src/sync/item.ts';
import { normaliseEvent } from '../../../src/sync/kinds/event/normalise.ts';
import type { Ref } from '../../../src/sync/ports.ts';
import type { Shelf } from '../shelf.ts';
import { asOutlookWrites } from '../held-values.ts';
import { textOf } from '../loose-json.ts';
import type { Outlook } from './outlook.ts';
import type { Person, Setting } from './sandbox.ts';
import { asShown, shownAs } from './show-as.ts';

/** How an adapter calls what lies in the groupware. */
export interface Names {
  ref(copy: EventCopy): Ref;
  version(copy: EventCopy): string;
  correlationKey(copy: EventCopy): string | null;
}

/** A calendar of the groupware, and what looks into it. */
export interface Stand {
  readonly calendarId: string;
  readonly names: Names;
  /** What people do every second thing with; null: everything is done with iCalendar text, as CalDAV programs do. */
  readonly program: Outlook | null;
  /** Whether an item can be made unreadable. */
  readonly garbles: boolean;
  /** What it is to be an Exchange mailbox; null: it holds what it is given. */
  readonly exchange: { readonly homeZone: string } | null;
}

/** A calendar of the groupware, and people who work in it. */
export function groupwareShelf(
  setting: Setting,
  owner: Person,
  { calendarId, names, program, garbles, exchange }: Stand,
): Shelf {
  const { sandbox, now } = setting;
  const { groupware, faults } = sandbox;
  const options = { now: 0, addresses: [`mailto:${owner.address}`] };
  const garbled = new Map<string, () => void>();
  const seen = new Map<string, Stored>();
  let changes = 0;
  let created = 0;
  let done = 0;
  groupware.watch(() => {
    changes += 1;
  });

  const shown = (text: string): string => (exchange === null ? text : asShown(text));
  /** What their program makes of what people write, and of the text. */
  const made = (patch: Patch, item: Item): Patch =>
    exchange === null ? patch : asOutlookWrites(patch, item, exchange.homeZone);
  const showing = (text: string, { status }: Patch): string =>
    exchange === null || status === undefined ? text : shownAs(text, status === 'tentative');
  const storedAs = (copy: EventCopy): Stored => {
    const ref = names.ref(copy);
    const known = seen.get(ref.id);
    const version = names.version(copy);
    const isGarbled = garbled.has(copy.object.uid);
    if (known?.version === version && known.garbled === isGarbled) return known;
    const correlationKey = names.correlationKey(copy);
    const item = itemOf(shown(copy.object.text));
    const rest = { ordinal: copy.serial, users: [], deleted: false, changedAt: copy.modifiedAt, logged: 0 };
    const stored: Stored = { ref, item, version, correlationKey, garbled: isGarbled, ...rest };
    seen.set(ref.id, stored);
    return stored;
  };
  const copyOf = (id: string): EventCopy => {
    const copy = groupware.events.in(calendarId).find((one) => names.ref(one).id === id);
    if (copy === undefined) throw new RangeError(`No live item ${id}`);
    return copy;
  };
  const save = (name: string, text: string): Stored =>
    storedAs(groupware.events.save({ calendarId, name, text, schedule: false }));
  const write = (copy: EventCopy, name: string, text: string, patch: Patch): Stored => {
    const item = applyPatch(itemOf(shown(copy.object.text)), patch);
    return save(name, showing(patchObject(text, patch, item, { ...options, now: now() }), patch));
  };
  const mayUse = (): boolean => (done += 1) % 2 === 0;
  const fresh = (): string => `by-hand-${String((created += 1))}.ics`;

  return {
    get items() {
      return new Map(groupware.events.in(calendarId).map((copy) => [names.ref(copy).id, storedAs(copy)]));
    },
    changes: () => changes,
    insert: (item) => {
      const whole = made(item, item) as Item;
      return save(fresh(), showing(newObject(whole, { ...options, now: now() }), whole));
    },
    edit: async (id, wanted) => {
      const copy = copyOf(id);
      const { item, ref } = storedAs(copy);
      const patch = made(wanted, applyPatch(item, wanted));
      if (mayUse() && (await program?.edit(ref, item, patch)) === true) return storedAs(copyOf(id));
      return write(copy, copy.name, copy.object.text, patch);
    },
    copy: (id, { uid, ...patch }) => {
      const copy = copyOf(id);
      return write(copy, fresh(), copy.object.text.replace(/^UID:.*$/gm, `UID:${textOf(uid)}`), patch);
    },
    remove: async (id) => {
      const copy = copyOf(id);
      const { name } = copy;
      if (mayUse() && program !== null) return program.remove(names.ref(copy));
      groupware.events.remove({ calendarId, name, schedule: false });
    },
    touch: (id) => {
      groupware.events.touch(calendarId, copyOf(id).name);
    },
    garble: (id, on) => {
      const { name, object } = copyOf(id);
      const { uid } = object;
      garbled.get(uid)?.();
      garbled.delete(uid);
      const fault = { kind: 'item-error', code: 'ErrorCorruptData', uid } as const;
      if (on && garbles) garbled.set(uid, faults.add({ fault, operation: 'GetItem', times: Infinity }));
      groupware.events.touch(calendarId, name);
    },
    forgetCursors: () => {
      groupware.calendars.forgetCursors(calendarId);
    },
    settle: () => undefined,
    pending: () => 0,
  };
}

function itemOf(text: string): Item {
  const { item, error } = toItem(text);
  if (item === undefined) throw error;
  return normaliseEvent(item);
}
