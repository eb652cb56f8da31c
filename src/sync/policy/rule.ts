import type { Role } from '../item.ts';

/** Which way items may travel. */
export type Direction = 'both' | 'to-crm' | 'to-mailbox' | 'none';

/** What becomes of an item's content: it has no record, a record that shows only when it is, or a record like others. */
export type Privacy = 'out' | 'busy' | 'in';

/** From the strictest to the most open. */
const PRIVACIES: readonly Privacy[] = ['out', 'busy', 'in'];

/** The stricter of two. */
export function stricter(a: Privacy, b: Privacy): Privacy {
  return PRIVACIES.indexOf(a) <= PRIVACIES.indexOf(b) ? a : b;
}

/**
 * What the owner of a mailbox is to an item. `delegate`: it belongs to somebody in whose name they keep calendars; `sole`,
 * `organizer` and `attendee` as in ItemKind.role.
 */
export type Part = Role | 'delegate';

/** What an item must be for a rule to be about it: all of what is named. What is absent, or an empty list, is not asked. */
export interface RuleConditions {
  /** Ids of users: the mailbox is one of theirs. */
  readonly users?: readonly string[];
  /** Kinds of items (`@type`). */
  readonly kinds?: readonly string[];
  readonly parts?: readonly Part[];
  /** Marked private by its owner. */
  readonly private?: boolean;
  /** It has one of these categories; compared without case. */
  readonly categories?: readonly string[];
  /** Somebody takes part, beside the mailbox's owner, whose address is of one of these domains or below it. */
  readonly domains?: readonly string[];
}

/** What a rule says of the items that it is about: one of the two, or both. */
export interface RuleEffect {
  /** `none`: they are left alone. Narrows what the mailbox's owner chose, never widens it. */
  readonly direction?: Direction;
  /** The most that the record may show. Narrows what the mailbox's owner chose, never widens it. */
  readonly privacy?: Privacy;
}

/** A rule of the administrator. Rules are a list: for each effect the first one that is about an item decides. */
export interface Rule {
  readonly id: string;
  /** For people to read. */
  readonly name: string;
  readonly when: RuleConditions;
  readonly then: RuleEffect;
}
