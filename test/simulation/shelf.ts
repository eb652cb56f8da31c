import type { Patch, Item } from '../../src/sync/item.ts';
import type { Mailbox } from '../../src/sync/ports.ts';
import type { MailboxAccount } from '../../src/server/mailboxes/provider.ts';
import type { Faults } from '../../src/server/memory/faults.ts';
import type { Random } from '../../src/server/memory/random.ts';
import type { NewItem, Store, Stored } from '../../src/server/memory/store.ts';
import type { FaultRule } from '../../src/sandbox/main.ts';
import type { Coverage } from './coverage.ts';

/** What people do at a place, and what the judge sees there. */
export interface Shelf {
  /** Everything by id; what was deleted may be there still, marked. */
  readonly items: ReadonlyMap<string, Stored>;
  /** A number that is another one after every change. */
  changes(): number;
  insert(item: Item, at: NewItem): Stored | Promise<Stored>;
  edit(id: string, patch: Patch): Stored | Promise<Stored>;
  remove(id: string): unknown;
  /** A copy as a person makes it: its own id and UID, but hidden properties come along. */
  copy(id: string, patch: Patch): Stored | Promise<Stored>;
  /** A new version, the same content. */
  touch(id: string): void;
  /** Makes the item unreadable, or readable again. */
  garble(id: string, garbled: boolean): void;
  forgetCursors(): void;
  /** Lets happen what is due, of effects that come late. */
  settle(): void;
  /** How many effects are still to come. */
  pending(): number;
}

/** A process that works with a mailbox. */
export interface Visit {
  /** What goes wrong, call by call; of mailboxes in memory. */
  readonly faults: Faults;
  /** The same for a line that is a real one: the probability of a fault per call, and where chance comes from. */
  readonly rate: number;
  readonly random: Random;
  /** After so many requests on the wire the process dies; null: not there. */
  readonly diesAfter: number | null;
  /** What goes wrong with the one request after so many others; null: see `rate`. */
  readonly line: FaultRule | null;
  /** The end of the process; never returns. */
  readonly die: () => Promise<never>;
  readonly coverage: Coverage;
}

/** An account of the sandbox's. */
export interface PlayedAccount extends Omit<MailboxAccount, 'discovered'> {
  readonly kind: string;
}

/** A mailbox of the story. */
export interface PlayedMailbox {
  readonly shelf: Shelf;
  /** Id of the calendar that is synchronised. */
  readonly collection: string;
  /** Its owner's account, as they type it; null in memory. */
  readonly account: PlayedAccount | null;
  /** The mails that went out, for people to read. */
  outbox(): readonly object[];
  /** The port, as a process gets it that begins. `account`: what a server keeps of it. */
  connect(visit: Visit, account?: MailboxAccount): Mailbox;
}

/** A store in memory as a shelf. */
export function memoryShelf(store: Store): Shelf {
  return { ...store, changes: () => store.log.length };
}
