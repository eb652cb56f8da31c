import type { Item, ItemKind } from './item.ts';
import { equal } from './json.ts';
import type { JsonObject } from './json.ts';
import { asking, isToBeAskedFor } from './let-in.ts';
import { afterOwn, unreadWrite } from './own-write.ts';
import { isUnassigned } from './policy.ts';
import { WITHHELD_ENTERED, isEntered, shownOf, withheldMark } from './policy/privacy.ts';
import type { Found, Link, Observation, Ref, Side, Version } from './ports.ts';
import { reason } from './reasons.ts';
import { isTakenOff } from './taken-off.ts';
import type { PumpSettings } from './settings.ts';
import { afterTouch } from './untouched.ts';

/** A link that has seen nothing yet. */
export function newLink(id: string, key: string, mailboxId: string, kind: string): Link {
  return {
    id,
    mailboxId,
    kind,
    itemRef: null,
    recordRef: null,
    identity: null,
    role: null,
    correlationKey: key,
    state: 'active',
    reason: null,
    observed: { mailbox: { state: 'unknown' }, crm: { state: 'unknown' } },
    base: { mailbox: null, crm: null },
    agreed: { normaliser: 0, fields: [] },
    personal: {},
    assigned: false,
    dirty: false,
    seenIn: { mailbox: 0, crm: 0 },
    decision: null,
    mark: null,
  };
}

/** A link with one side's observation replaced. */
export function observe(link: Link, side: Side, observation: Observation): Link {
  return { ...link, observed: { ...link.observed, [side]: observation } };
}

/** A version appeared whose content is not known yet. A quarantined item gets its new chance. */
export function seenUnread(link: Link, side: Side, version: Version): Link {
  const before = link.observed[side];
  const known = (before.state === 'present' || before.state === 'unread') && before.version === version;
  if (known) return link;
  // What our own write left behind was not read yet, and now there is another version: it can't be told whose it is.
  const own = unreadWrite(before);
  const unread = own === undefined ? { version } : { version: '', own };
  return observe(released(link), side, { state: 'unread', ...unread, ...lastRead(before) });
}

/** What was last read of a side, to be kept while it is not known what is there now. */
export function lastRead(seen: Observation): { readonly was?: Item } {
  if (seen.state === 'present') return { was: seen.item };
  const was = seen.state === 'unread' || seen.state === 'missing' ? seen.was : undefined;
  return was === undefined ? {} : { was };
}

/** The mailbox's item as it is now. Private content is projected here, before anything is stored. */
export function seenItem(link: Link, found: Found, kind: ItemKind, settings: PumpSettings): Link {
  const full = kind.normalise(found.item);
  const shown = shownOf(full, kind, settings);
  const withheld = shown.privacy !== 'in';
  const entered = isEntered(link, found, kind, shown);
  // What is withheld was not dropped by its server: it is to go from the record as well.
  const known = withheld && !entered ? {} : afterOwn(link, 'mailbox', found.version, kind.shared(full), kind);
  const told = entered ? { ...link, ...known }.base.mailbox : null;
  const busy = (): Item =>
    told === null ? kind.busyOnly(full) : kind.withContent(kind.busyOnly(full), told);
  const item = withheld ? busy() : full;
  const mark = (): JsonObject => ({
    ...withheldMark(full, kind, settings, shown),
    ...(entered ? { [WITHHELD_ENTERED]: true } : {}),
  });
  const personal = withheld ? mark() : personalOf(full, kind);
  const seen = withContent(link, 'mailbox', found, item);
  const identity = link.identity ?? kind.identity(full);
  const role = kind.role(full, settings.addresses);
  return afterTouch(link, { ...seen, ...known, itemRef: found.ref, personal, identity, role });
}

/** The record as it is now, and whether it is meant for this mailbox's user. */
export function seenRecord(link: Link, found: Found, kind: ItemKind, settings: PumpSettings): Link {
  const item = kind.shared(kind.normalise(found.item));
  const assigned = found.users?.includes(settings.userId) ?? false;
  if (isToBeAskedFor(link, found, kind, settings)) return asking(link);
  const before = link.observed.crm;
  const identity = link.identity ?? kind.identity(item);
  // A person took the record out of this calendar: for this mailbox that is its end.
  const wasMeant = link.assigned && !leftWithGuests(link, item, settings);
  const taken = !assigned && (wasMeant || (before.state === 'gone' && isUnassigned(link)));
  if (taken) {
    return {
      ...observe(link, 'crm', { state: 'gone' }),
      recordRef: found.ref,
      assigned,
      identity,
      reason: reason('not-assigned'),
      dirty: true,
    };
  }
  const seen = withContent(link, 'crm', found, item);
  const known = afterOwn(link, 'crm', found.version, item, kind);
  const dirty = seen.dirty || assigned !== link.assigned;
  return afterTouch(link, { ...seen, ...known, recordRef: found.ref, assigned, identity, dirty });
}

/** Proven to be away. */
export function seenGone(link: Link, side: Side): Link {
  if (link.observed[side].state === 'gone') return link;
  const decision = isUnasked(link, side) ? null : link.decision;
  return { ...observe(released(link), side, { state: 'gone' }), decision, dirty: true };
}

/** Known by its id alone: whose it is has to be found out when it can be read. */
export function isProvisional(link: Link, side: Side): boolean {
  if (link.identity !== null || link.base[side] !== null) return false;
  // A record that has been read concerns this mailbox, or its link has gone.
  return side === 'mailbox' ? link.recordRef === null : link.itemRef === null && !link.assigned;
}

/** A note of an id, ended because what it names turned out to belong to another link. */
export function givingWay(provisional: Link): Link {
  return { ...provisional, itemRef: null, recordRef: null, state: 'ended', dirty: false };
}

/** Whether two refs name the same thing. */
export function sameRef(a: Ref | null, b: Ref | null): boolean {
  return a !== null && b !== null && a.id === b.id && a.collection === b.collection;
}

/** A ref as a key of a map. */
export function refKey(ref: Ref): string {
  return `${ref.collection}\n${ref.id}`;
}

function withContent(link: Link, side: Side, found: Found, item: Item): Link {
  const before = link.observed[side];
  const same = before.state === 'present' && equal(before.item, item);
  const after = observe(released(link), side, { state: 'present', version: found.version, item });
  const isAnswered = same || !isUnasked(link, side);
  const decision = isAnswered ? link.decision : null;
  return { ...after, decision, dirty: link.dirty || !same || link.state === 'quarantined' };
}

/**
 * Whether a record may have ceased to be meant for whoever called the meeting because its participants are gone from it, themselves
 * among them: they keep it private, or have no guests any more. That was nobody's word about their calendar.
 */
function leftWithGuests({ role, observed: { crm } }: Link, item: Item, { addresses }: PumpSettings): boolean {
  if (role === null || role === 'attendee') return false;
  const { was } = lastRead(crm);
  return was !== undefined && isTakenOff(was, item, addresses);
}

/** Whether its owner left the mailbox as it is before anybody knew of what the record says now: that they were not asked about. */
function isUnasked({ decision, state, untold }: Link, side: Side): boolean {
  return side === 'crm' && decision === 'discard' && state === 'not-sent' && untold == null;
}

function released(link: Link): Link {
  return link.state === 'quarantined' ? { ...link, state: 'active', reason: null } : link;
}

function personalOf(item: Item, kind: ItemKind): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([name]) => kind.fields[name]?.scope === 'personal'));
}
