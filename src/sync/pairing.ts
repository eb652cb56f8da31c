import { isOrganizerComing } from './policy/witness.ts';
import type { Item } from './item.ts';
import type { Link } from './ports.ts';
import type { PlanContext } from './step.ts';

/** Whether the two sides have agreed on anything yet. */
export function isPaired({ base }: Link): boolean {
  return base.crm !== null && base.mailbox !== null;
}

/** Whether two sides are meeting, or a person has not decided yet what becomes of the mailbox's copy since they met. */
export function isPairing(link: Link): boolean {
  return !isPaired(link) || (link.state === 'not-sent' && link.untold == null);
}

/** Whether an invitation meets a record that its organiser's copy is about to meet as well: that one comes first. */
export function awaitsOrganizer(
  link: Link,
  item: Item,
  { kind, settings, siblings, witnesses }: PlanContext,
): boolean {
  if (isPaired(link) || kind.role(item, settings.addresses) !== 'attendee') return false;
  return isOrganizerComing([...siblings, ...witnesses], kind);
}
