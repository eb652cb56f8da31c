import { seenUnread } from './observation.ts';
import type { Link, Side } from './ports.ts';
import { reason } from './reasons.ts';
import type { Reason } from './reasons.ts';

/** Sets aside an item that nobody can read. It counts as present; a new version gives it another chance. */
export function unreadable(
  link: Link,
  side: Side,
  change: {
    readonly version: string;
    readonly error: { readonly code: string; readonly parameters: Reason['parameters'] };
  },
): Link {
  const unread = seenUnread(link, side, change.version);
  const why = reason('item-malformed', { ...change.error.parameters, code: change.error.code });
  return { ...unread, state: 'quarantined', reason: why, dirty: false };
}
