import type { ItemKind } from '../item.ts';
import { mayLive } from '../living.ts';
import type { Link } from '../ports.ts';
import { WITHHELD } from './privacy.ts';

/**
 * Among the copies of a meeting without a synchronised organiser the newest one speaks (highest SEQUENCE, then id). An
 * organiser's copy that is set aside, or outside its owner's time frame, is there all the same: nobody speaks for it meanwhile.
 */
export function isWitness(link: Link, siblings: readonly Link[], kind: ItemKind): boolean {
  const alive = siblings.filter((other) => mayLive(other.observed.mailbox) && other.base.crm !== null);
  const speaking = alive.filter(({ state }) => SPEAKING.includes(state));
  const isOrganizers = (other: Link): boolean =>
    other.state === 'quarantined' || isOutsideWindow(other)
      ? other.role === 'organizer'
      : speaking.includes(other) && !isInvitation(other);
  if (alive.some((other) => other.kind === kind.type && isOrganizers(other))) return false;
  return speaking.every(
    (other) => rank(other) < rank(link) || (rank(other) === rank(link) && other.id > link.id),
  );
}

/** Whether it only sleeps because its owner's time frame has closed over it, or has not come to it yet. */
function isOutsideWindow({ state, reason }: Link): boolean {
  return state === 'dormant' && reason?.code === 'outside-window';
}

/**
 * Whether the organiser's copy is there and has not met the record yet: what the record is to say is theirs to tell first.
 * @param others links of other mailboxes to the same record, or to an item of the same identity
 */
export function isOrganizerComing(others: readonly Link[], kind: ItemKind): boolean {
  return others.some(
    (other) =>
      other.kind === kind.type &&
      other.role === 'organizer' &&
      other.base.crm === null &&
      mayLive(other.observed.mailbox) &&
      (other.state === 'quarantined' || SPEAKING.includes(other.state)),
  );
}

/** Whether an organiser's copy has met its record now: invitations may have waited for that. */
export function hasCome(before: Link, after: Link): boolean {
  return after.role === 'organizer' && before.base.crm === null && after.base.crm !== null;
}

function isInvitation(other: Link): boolean {
  if (other.role !== null) return other.role === 'attendee';
  return (
    other.reason?.code === 'attendee-copy' ||
    other.state === 'awaiting-organizer' ||
    other.personal[WITHHELD] === 'attendee'
  );
}

function rank({ observed: { mailbox } }: Link): number {
  return mailbox.state === 'present' ? Number(mailbox.item['sequence'] ?? 0) : -1;
}

/** States in which a copy takes part: one that sleeps or is set aside tells nobody anything. */
const SPEAKING: readonly string[] = ['active', 'held', 'not-sent', 'awaiting-organizer'];
