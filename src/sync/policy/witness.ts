import type { ItemKind } from '../item.ts';
import { mayLive } from '../living.ts';
import type { Link } from '../ports.ts';
import { WITHHELD } from './privacy.ts';

/**
 * Among the copies of a meeting without a synchronised organiser the newest one speaks (highest SEQUENCE, then id). An
 * organiser's copy that is set aside is there all the same: nobody speaks for it meanwhile.
 */
export function isWitness(link: Link, siblings: readonly Link[], kind: ItemKind): boolean {
  const alive = siblings.filter((other) => mayLive(other.observed.mailbox) && other.base.crm !== null);
  const speaking = alive.filter(({ state }) => SPEAKING.includes(state));
  const isOrganizers = (other: Link): boolean =>
    other.state === 'quarantined'
      ? other.role === 'organizer'
      : speaking.includes(other) && !isInvitation(other);
  if (alive.some((other) => other.kind === kind.type && isOrganizers(other))) return false;
  // One that comes later knows nothing newer unless its SEQUENCE says so.
  const isFirst = (other: Link): boolean => link.base.crm !== null && link.id < other.id;
  return speaking.every(
    (other) => rank(other) < rank(link) || (rank(other) === rank(link) && isFirst(other)),
  );
}

function isInvitation(other: Link): boolean {
  if (other.role !== null) return other.role === 'attendee';
  return (
    other.reason?.code === 'attendee-copy' ||
    other.state === 'awaiting-organizer' ||
    other.personal[WITHHELD] === 'attendee'
  );
}

/** How new what a copy says is: its SEQUENCE (RFC 5546), as last seen. */
export function rank({ observed: { mailbox }, base }: Link): number {
  const item = mailbox.state === 'present' ? mailbox.item : base.mailbox;
  return Number(item?.['sequence'] ?? 0);
}

/** States in which a copy takes part: one that sleeps or is set aside tells nobody anything. */
const SPEAKING: readonly string[] = ['active', 'held', 'not-sent', 'awaiting-organizer'];
