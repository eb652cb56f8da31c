import type { ItemInView, ItemState, NotSentDecision, RecordRef } from '../../contract/index.ts';
import type { Actor } from '../access/access.ts';
import type { ItemLink } from '../storage/messages/item-links.ts';

/** What the CRM has of an item, as far as the user may see. */
export interface KnownItem {
  /** Of its own record; null: it has none. */
  readonly recordId: string | null;
  readonly state: ItemState;
  readonly links: readonly KnownLink[];
}

/** `pending`: as soon as the item is in the CRM. */
export interface KnownLink extends ItemLink {
  readonly pending: boolean;
  readonly removable: boolean;
}

/**
 * Mails and meetings, alike. What a save did is written down under its id (storage/messages/saves.ts); one that is written
 * down already is done. Throws ProblemErrors.
 */
export interface ItemKind {
  /** What is said of an item is never believed: whose it is, the server sees for itself. */
  look(user: Actor, item: ItemInView): Promise<KnownItem>;
  link(user: Actor, saveId: string, item: ItemInView, records: readonly RecordRef[]): Promise<void>;
  unlink(user: Actor, saveId: string, item: ItemInView, records: readonly RecordRef[]): Promise<void>;
  mark(user: Actor, saveId: string, item: ItemInView, synchronise: boolean): Promise<void>;
  /** What becomes of what was not sent; `link-not-waiting` where nothing waits for that. */
  decide(user: Actor, item: ItemInView, decision: NotSentDecision['decision']): Promise<void>;
}
