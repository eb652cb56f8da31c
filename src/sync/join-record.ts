import { observe } from './observation.ts';
import type { Link } from './ports.ts';
import type { Session } from './session.ts';

/** Another mailbox's copy already has a record: this one joins it, without bases, so that nothing is overwritten. */
export function joiningRecord(link: Link, sameIdentity: readonly Link[], session: Session): Link {
  const other = sameIdentity.find(
    (candidate) =>
      candidate.mailboxId !== session.lease.mailboxId &&
      candidate.state !== 'ended' &&
      candidate.recordRef !== null &&
      candidate.observed.crm.state !== 'gone',
  );
  if (other?.recordRef == null || link.recordRef !== null) return link;
  return { ...observe(link, 'crm', { state: 'unread', version: '' }), recordRef: other.recordRef };
}
