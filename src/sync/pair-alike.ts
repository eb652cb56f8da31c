import type { ItemKind } from './item.ts';
import { alike } from './likeness.ts';
import type { Alike } from './likeness.ts';
import { isWithheld } from './policy.ts';
import { shownWithheld } from './policy/privacy.ts';
import type { Link } from './ports.ts';
import type { PumpSettings } from './settings.ts';

/** What is to become of links that take place at the same time. */
export interface Pairing {
  /** An item and the record that it is, each without a counterpart until now. */
  readonly pairs: readonly { readonly item: Link; readonly record: Link }[];
  /** Those that look like something on the other side, but nobody can tell like what: a person has to. */
  readonly waiting: readonly Link[];
  /** Those with both sides that one of them looks like. */
  readonly lookedLike: readonly Link[];
  /** Like nothing else. */
  readonly free: readonly Link[];
}

/**
 * Pairs items and records that look like the same thing (likeness.ts), each only if it looks like exactly one. Links that
 * have agreed on something, or that a person has set apart, are not asked about. Pure; the order of the links is of no
 * consequence.
 */
export function pairAlike(links: readonly Link[], kind: ItemKind, settings: PumpSettings): Pairing {
  const items = links.filter((link) => isLone(link, 'mailbox') && !isKeptOut(link, kind, settings));
  const records = links.filter((link) => isLone(link, 'crm') && link.assigned);
  const both = links.filter(({ itemRef, recordRef }) => itemRef !== null && recordRef !== null);
  const like = comparing(kind);
  const pairs = items.flatMap((item) => {
    const record = only(item, records, like);
    return record !== null && only(record, items, like) === item ? [{ item, record }] : [];
  });
  const paired = new Set(pairs.flatMap(({ item, record }) => [item.id, record.id]));
  const [alone, unused] = [items, records].map((side) => side.filter(({ id }) => !paired.has(id)));
  const isLike = (link: Link, others: readonly Link[] = []): boolean =>
    others.some((other) => like(link, other) !== 'different');
  const isSame = (link: Link, others: readonly Link[]): boolean =>
    others.some((other) => like(link, other) === 'same');
  const waiting = [
    ...(alone ?? []).filter((item) => isLike(item, unused)),
    // Another record of what the mailbox holds already: writing it there would double it.
    ...(unused ?? []).filter((record) => isLike(record, alone) || isSame(record, both)),
  ];
  const lookedLike = both.filter((link) =>
    isSame(
      link,
      waiting.filter((other) => other.itemRef === null),
    ),
  );
  const rest = new Set([...paired, ...[...waiting, ...lookedLike].map(({ id }) => id)]);
  return { pairs, waiting, lookedLike, free: links.filter(({ id }) => !rest.has(id)) };
}

/** A link of which only this side is there, and which has never agreed on anything. */
export function isLone(
  { itemRef, recordRef, base, observed, state }: Link,
  side: 'mailbox' | 'crm',
): boolean {
  const [own, other] = side === 'mailbox' ? [itemRef, recordRef] : [recordRef, itemRef];
  const isOpen = state !== 'ended' && state !== 'quarantined';
  return (
    isOpen &&
    own !== null &&
    other === null &&
    base.crm === null &&
    base.mailbox === null &&
    observed[side].state === 'present'
  );
}

/** The only link that may be the same thing, if it certainly is; null otherwise. */
function only(link: Link, others: readonly Link[], like: (a: Link, b: Link) => Alike): Link | null {
  const found = others.filter((other) => like(link, other) !== 'different');
  const [first] = found;
  return first !== undefined && found.length === 1 && like(link, first) === 'same' ? first : null;
}

function comparing(kind: ItemKind): (a: Link, b: Link) => Alike {
  return (a, b) => {
    const [one, other] = [shownOf(a), shownOf(b)];
    if (one === null || other === null) return 'different';
    return alike({ item: one, withheld: isWithheld(a) }, { item: other, withheld: isWithheld(b) }, kind);
  };
}

/** What is known of it: as the mailbox has it, else as the record says. */
export function shownOf({ observed: { mailbox, crm } }: Link) {
  if (mailbox.state === 'present') return mailbox.item;
  return crm.state === 'present' ? crm.item : null;
}

/** Whether nobody but its owner may know that it is there: then not even a record that waits may tell. */
function isKeptOut(link: Link, kind: ItemKind, settings: PumpSettings): boolean {
  return isWithheld(link) && shownWithheld(link, kind, settings).privacy === 'out';
}
