import type { Item } from '../../../sync/item.ts';
import type { CrmTraits, RecordHandle } from '../../../sync/ports.ts';
import { createStore, type Store, type Stored } from '../../memory/store.ts';

/** A user of the CRM. */
export interface MemoryCrmUser {
  readonly id: string;
  /** Calendar user addresses, canonical. */
  readonly addresses: readonly string[];
}

/** A company, a person: something that an appointment is about. */
export interface MemoryCrmRecord extends RecordHandle {
  readonly title: string;
  readonly addresses: readonly string[];
}

/** How a CRM in memory behaves. */
export interface MemoryCrmOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly users: readonly MemoryCrmUser[];
  readonly kinds: CrmTraits['kinds'];
  readonly revision?: number;
  readonly recurrence?: 'series' | 'occurrences';
  readonly conditionalUpdate?: boolean;
  readonly tombstones?: boolean;
  readonly hiddenLooksGone?: boolean;
  readonly feedResolutionMs?: number;
  readonly batch?: { readonly read: number; readonly write: number };
  readonly pageSize?: number;
  readonly inline?: boolean;
  /** Whether its feed leaves out what never concerned the asking user. */
  readonly onlyOwn?: boolean;
  readonly answers?: { readonly version: boolean; readonly item: boolean };
  /** What the CRM makes of what is written; deterministic and idempotent. */
  readonly mangle?: (item: Item) => Item;
  readonly records?: readonly MemoryCrmRecord[];
}

/** A CRM's data: what people see and change. */
export interface MemoryCrmWorld {
  readonly store: Store;
  readonly options: Required<Omit<MemoryCrmOptions, 'mangle'>>;
  /** Connections between records, as `type/id type/id`. */
  readonly links: Set<string>;
  /** In whose mailboxes a record belongs: of those it is assigned to, and of its participants. */
  usersOf(stored: Stored): readonly string[];
  /** Those in whose mailboxes it belongs or has belonged. */
  everOf(stored: Stored): ReadonlySet<string>;
}

/** Makes a CRM with nothing in it. */
export function memoryCrmWorld(given: MemoryCrmOptions): MemoryCrmWorld {
  const options = { ...DEFAULTS, ...given };
  const ever = new Map<string, Set<string>>();
  const usersOf = ({ item, users }: Stored): readonly string[] => {
    const participants = item['participants'];
    if (typeof participants !== 'object' || participants === null) return users;
    const invited = options.users.filter(({ addresses }) =>
      addresses.some((address) => address in participants),
    );
    return [...new Set([...users, ...invited.map(({ id }) => id)])];
  };
  const onChange = (stored: Stored): void => {
    const users = ever.get(stored.ref.id) ?? new Set();
    for (const user of usersOf(stored)) users.add(user);
    ever.set(stored.ref.id, users);
  };
  return {
    store: createStore({ ...given, onChange }),
    options,
    links: new Set(),
    usersOf,
    everOf: ({ ref }) => ever.get(ref.id) ?? new Set(),
  };
}

const DEFAULTS = {
  revision: 1,
  recurrence: 'series',
  conditionalUpdate: true,
  tombstones: true,
  hiddenLooksGone: false,
  feedResolutionMs: 0,
  batch: { read: 50, write: 20 },
  pageSize: 100,
  inline: true,
  onlyOwn: true,
  answers: { version: true, item: false },
  records: [],
} as const;
