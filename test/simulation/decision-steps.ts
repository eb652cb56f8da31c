import type { Direction } from '../../src/sync/settings.ts';

/** What a user or the administrator decides, beside what they do to items. */
export type Decision =
  /** A user decides otherwise about which way items travel, and from which day of 2027 on (null: all). */
  | {
      readonly type: 'rules';
      readonly user: number;
      readonly direction: Direction;
      readonly fromDay: number | null;
    }
  /** The administrator puts these rules (rulings.ts) into force for a user, in this order, in place of those before. */
  | { readonly type: 'ruling'; readonly user: number; readonly rulings: readonly number[] }
  /** A user shows more or less of when they are busy with private things. */
  | { readonly type: 'show'; readonly user: number; readonly privacy: 'busy' | 'out' }
  /** The administrator changes the most that may be shown of private things, for a user or (null) for everybody. */
  | { readonly type: 'limit'; readonly user: number | null; readonly privacy: 'busy' | 'out' }
  /** A user answers whatever waits for their word. */
  | { readonly type: 'decide'; readonly user: number; readonly answer: 'approve' | 'reject' }
  /** A user has one item left alone, or synchronised again. */
  | { readonly type: 'mark'; readonly user: number; readonly thing: number; readonly mark: 'off' | null }
  /** A user prefers the value that lost the latest conflict of theirs: it is written into the record as their own edit. */
  | { readonly type: 'use-other'; readonly user: number };
