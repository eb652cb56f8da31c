import type { Item } from '../../../sync/item.ts';
import type { Collection, MailPolicy, OriginalMessage } from '../../../sync/ports.ts';
import { createStore, type Store } from '../../memory/store.ts';

/** A mail that the scheduling server would have sent. */
export interface OutboxMail {
  readonly at: number;
  readonly operation: 'create' | 'update' | 'remove';
  readonly uid: string;
  readonly to: readonly string[];
}

/** How the server of a mailbox in memory behaves. */
export interface MemoryMailboxOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The account's calendar user addresses, canonical. */
  readonly addresses: readonly string[];
  readonly collections: readonly Collection[];
  /** Per kind the properties that it can hold. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly revision?: number;
  readonly recurrence?: 'series' | 'occurrences';
  readonly silentScheduling?: 'yes' | 'no' | 'per-call';
  readonly conditionalUpdate?: boolean;
  readonly conditionalDelete?: boolean;
  readonly tombstones?: boolean;
  readonly hiddenLooksGone?: boolean;
  readonly batch?: { readonly read: number; readonly write: number };
  readonly pageSize?: number;
  /** Items come along with the changes. */
  readonly inline?: boolean;
  /** An item is named by its correlation key. */
  readonly clientChosenIds?: boolean;
  /**
   * Who sees to it that no two items of a collection have one UID or correlation key: the server, or its adapter, which looks
   * before it asks a server that would make them (as with Exchange). Then an effect that comes late can make a second one.
   */
  readonly refusesTwins?: 'server' | 'adapter';
  /** Whether an item says which update told others of it last. */
  readonly marksTold?: boolean;
  /** Whether writes answer with the version and with the item. */
  readonly answers?: { readonly version: boolean; readonly item: boolean };
  /** What the server makes of what is written; deterministic and idempotent. */
  readonly mangle?: (item: Item) => Item;
}

/** One account on a groupware server: what people see and change, and the mails that would have gone out. */
export interface MemoryMailboxWorld {
  readonly store: Store;
  readonly options: Required<Omit<MemoryMailboxOptions, 'mangle'>>;
  readonly outbox: OutboxMail[];
  /** The mails that lie in it, by their ids. */
  readonly mails: Map<string, OriginalMessage>;
  /** Notes the mails that the server sends when it stores `after` in place of `before`. */
  schedule(
    operation: OutboxMail['operation'],
    items: { readonly before: Item | null; readonly after: Item | null },
    policy: MailPolicy,
  ): void;
}

/** Makes an account with nothing in it. */
export function memoryMailboxWorld(given: MemoryMailboxOptions): MemoryMailboxWorld {
  const options = { ...DEFAULTS, ...given };
  const outbox: OutboxMail[] = [];
  return {
    store: createStore(given),
    options,
    outbox,
    mails: new Map(),
    schedule: (operation, { before, after }, policy) => {
      const silent = options.silentScheduling;
      if (silent === 'yes' || (silent === 'per-call' && policy === 'none')) return;
      const to = others([before, after], options.addresses);
      if (to.length > 0) outbox.push({ at: options.now(), operation, uid: uidOf(after ?? before), to });
    },
  };
}

const DEFAULTS = {
  revision: 1,
  recurrence: 'series',
  silentScheduling: 'yes',
  conditionalUpdate: true,
  conditionalDelete: true,
  tombstones: true,
  hiddenLooksGone: false,
  batch: { read: 50, write: 20 },
  pageSize: 100,
  inline: false,
  clientChosenIds: false,
  refusesTwins: 'server',
  answers: { version: true, item: false },
  marksTold: true,
} as const;

function others(items: readonly (Item | null)[], addresses: readonly string[]): readonly string[] {
  const all = items.flatMap((item) => Object.keys(item?.['participants'] ?? {}));
  return [...new Set(all)].filter((address) => !addresses.includes(address));
}

function uidOf(item: Item | null): string {
  const uid = item?.['uid'];
  return typeof uid === 'string' ? uid : '';
}
