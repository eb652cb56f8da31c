import type { Item } from './item.ts';
import { equal } from './json.ts';
import type { Json } from './json.ts';
import type { Link } from './ports.ts';

/** One field as a copy said it, and as the record kept it. */
export interface Spoken {
  readonly said: Json | undefined;
  readonly kept: Json | undefined;
}

/**
 * What the record says as an invitee's copy does now, though nobody has noted yet that the copy told it: that one has it from
 * the organiser, who says something newer where they say otherwise.
 */
export function shownToInvitees(others: readonly Link[], now: Item): Readonly<Record<string, Spoken>> {
  const copies = others.filter(({ role }) => role === 'attendee').flatMap(copyOf);
  const shown = Object.entries(now).filter(([field, value]) =>
    copies.some((copy) => equal(copy[field], value)),
  );
  return Object.fromEntries(shown.map(([field, value]) => [field, { said: value, kept: value }]));
}

/**
 * What the record says as the organiser's own copy does, or as it made of that when the two agreed; that copy may not speak now.
 * An invitation that comes and says otherwise is older, and its difference is no news.
 */
export function shownByOrganizer(
  others: readonly Link[],
  item: Item,
  now: Item,
): Readonly<Record<string, Spoken>> {
  const own = others.filter(({ role }) => role === 'organizer');
  const isShown = (link: Link, field: string, value: Json): boolean =>
    copyOf(link).some(
      (copy) =>
        equal(copy[field], value) ||
        (equal(copy[field], link.base.mailbox?.[field]) && equal(link.base.crm?.[field], value)),
    );
  const shown = Object.entries(now).filter(([field, value]) =>
    own.some((link) => isShown(link, field, value)),
  );
  return Object.fromEntries(shown.map(([field, value]) => [field, { said: item[field], kept: value }]));
}

/** Somebody's copy, if it is there. */
function copyOf({ observed: { mailbox } }: Link): readonly Item[] {
  return mailbox.state === 'present' ? [mailbox.item] : [];
}
