import { newLink, seenUnread } from './observation.ts';
import type { Change, Link, Side } from './ports.ts';
import type { Session } from './session.ts';
import { unreadable } from './unreadable.ts';

/** Something of which only the id is known: written down, so that it can be read later and is never forgotten. */
export function noted(
  session: Session,
  side: Side,
  change: Exclude<Change, { readonly type: 'removed' }>,
): Link {
  const { ports, lease } = session;
  const link = newLink(ports.newId(), ports.newId(), lease.mailboxId, ports.kinds[0]?.type ?? '');
  const placed: Link = {
    ...seenUnread(link, side, change.version),
    ...(side === 'mailbox' ? { itemRef: change.ref } : { recordRef: change.ref }),
  };
  return change.type === 'malformed' ? unreadable(placed, side, change) : placed;
}
