import { recordKey } from './identity.ts';
import type { ItemKind } from './item.ts';
import type { Found, Link } from './ports.ts';
import type { PumpSettings } from './settings.ts';
import { takesPart } from './taken-off.ts';

/**
 * Whether an organiser's copy meets a record which a CRM can't know to be theirs: who keeps somebody else's calendar is none of the
 * participants. It is theirs once they ask for it as well: a create under the meeting's key makes no other record, and lets them in.
 * Nobody asks twice: from then on it is known what they were to tell it.
 */
export function isUninvited(link: Link, kind: ItemKind, { addresses, direction }: PumpSettings): boolean {
  const { base, observed, role } = link;
  const isMet = base.crm !== null || base.mailbox !== null;
  if (isMet || role !== 'organizer' || observed.mailbox.state !== 'present') return false;
  const { item } = observed.mailbox;
  const mayAsk = direction === 'both' || direction === 'to-crm';
  return mayAsk && kind.chairs(item).length > 0 && !takesPart(item, addresses);
}

/** The same, of a record that is there under the meeting's key and is not meant for them. */
export function isToBeAskedFor(
  link: Link,
  { correlationKey, users }: Found,
  kind: ItemKind,
  settings: PumpSettings,
): boolean {
  if (link.identity === null || users?.includes(settings.userId) === true) return false;
  return correlationKey === recordKey(link.kind, link.identity) && isUninvited(link, kind, settings);
}

/** The link as it is while it has no record yet. */
export function asking(link: Link): Link {
  return { ...link, observed: { ...link.observed, crm: { state: 'unknown' } }, recordRef: null, dirty: true };
}
