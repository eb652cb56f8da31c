import type { Item } from './item.ts';
import { equal } from './json.ts';
import { isWithheld } from './policy/privacy.ts';
import type { Link, Ref, Side } from './ports.ts';
import type { PumpSettings } from './settings.ts';

/** What is known of an item that was there before its side's first listing began, and that nobody has changed since. */
export interface Untouched {
  readonly side: Side;
  /** As it was first read; null before. */
  readonly item: Item | null;
}

/** Whether an item waits to be edited before it is told the other side: it was there before, and its owner wants it so. */
export function isUntouched(link: Link, settings: PumpSettings): boolean {
  const { untouched, mark } = link;
  if (untouched === undefined || settings.existing?.[untouched.side] !== 'edited' || mark === 'on')
    return false;
  return counterpart(link, untouched.side) === null;
}

/** Links of a side's first listing, when what was there before is to wait until it is edited. */
export function existing(links: readonly Link[], side: Side, settings: PumpSettings): readonly Link[] {
  if (settings.existing?.[side] !== 'edited') return links;
  return links.map((link) =>
    isNew(link, side) ? withUntouched(link, { side, item: seen(link, side) }) : link,
  );
}

/** A link after its item was seen: changed by somebody, it waits no more. */
export function afterTouch(before: Link, after: Link): Link {
  const { untouched, ...touched } = after;
  if (untouched === undefined) return after;
  if (counterpart(after, untouched.side) !== null) return touched;
  const item = seen(after, untouched.side);
  if (item === null || equal(item, untouched.item ?? undefined)) return after;
  // A first look, or another projection of what may be shown of it, is nobody's edit.
  if (untouched.item === null || isWithheld(before) !== isWithheld(after))
    return withUntouched(after, { side: untouched.side, item });
  return touched;
}

function withUntouched(link: Link, untouched: Untouched): Link {
  return { ...link, untouched };
}

/** Where its other half is. */
function counterpart(link: Link, side: Side): Ref | null {
  return side === 'mailbox' ? link.recordRef : link.itemRef;
}

/** Whether nothing was known of it on either side until now. */
function isNew(link: Link, side: Side): boolean {
  const { crm, mailbox } = link.base;
  return counterpart(link, side) === null && crm === null && mailbox === null && link.state === 'active';
}

function seen({ observed }: Link, side: Side): Item | null {
  const observation = observed[side];
  return observation.state === 'present' ? observation.item : null;
}
