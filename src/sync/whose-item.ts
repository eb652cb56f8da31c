import { copyIdentity, sameIdentity as matches } from './identity.ts';
import type { ItemKind } from './item.ts';
import { joiningRecord } from './join-record.ts';
import { mayLive } from './living.ts';
import { newLink, refKey, sameRef, seenItem } from './observation.ts';
import type { Found, Link } from './ports.ts';
import type { Session } from './session.ts';

/** An item that no link claims yet. `provisional`: the link under which its id was noted before it could be read. */
export interface Unclaimed {
  readonly found: Found;
  readonly provisional: Link | null;
}

/** Which link an unclaimed item belongs to, and mere notes that give it their place. `elsewhere` needs a look at where its link saw it before. */
export type Claim =
  | { readonly type: 'link'; readonly link: Link; readonly replaced: readonly Link[] }
  | { readonly type: 'elsewhere'; readonly link: Link }
  | { readonly type: 'ignored' };

/** Links that may claim items, fetched for a batch. */
export interface Candidates {
  readonly byKey: ReadonlyMap<string, Link>;
  readonly byIdentity: ReadonlyMap<string, readonly Link[]>;
  /** By refKey this mailbox's notes of records that nobody could read yet. */
  readonly notes: ReadonlyMap<string, Link>;
}

/** Whose item one unclaimed item is. `taken`: ids and identities (identityKey) of links that claimed another one just now. */
export function whoseItem(
  session: Session,
  { found, provisional }: Unclaimed,
  kind: ItemKind,
  candidates: Candidates,
  looked: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): Claim {
  const identity = kind.identity(kind.normalise(found.item));
  const sameIdentity = identity === null ? [] : (candidates.byIdentity.get(identity) ?? []);
  const mine = sameIdentity.filter(
    (link) => link.mailboxId === session.lease.mailboxId && link.id !== provisional?.id,
  );
  const carried = found.correlationKey === null ? undefined : candidates.byKey.get(found.correlationKey);
  // Programs copy hidden properties along: an item that is known by another identity is not this one, nor what a create
  // made that has no answer yet. A mailbox keeps the identity that it was given.
  const known =
    carried?.identity == null ||
    matches(carried.identity, identity) ||
    // What could not come back under its own UID was created under its key.
    identity === carried.correlationKey;
  const keyed = known ? carried : undefined;
  const owner = (keyed?.id === provisional?.id ? undefined : keyed) ?? mine[0];
  const fresh =
    provisional ?? newLink(session.ports.newId(), session.ports.newId(), session.lease.mailboxId, kind.type);
  const isSecond = identity !== null && taken.has(identityKey({ kind: kind.type, identity }));
  const seen = (link: Link): Link => ({ ...seenItem(link, found, kind, session.settings), dirty: true });
  if (owner === undefined && !isSecond) {
    const joined = joiningRecord(fresh, sameIdentity, session);
    const note = joined.recordRef === null ? undefined : candidates.notes.get(refKey(joined.recordRef));
    return { type: 'link', link: seen(joined), replaced: note === undefined ? [] : [note] };
  }
  const lives = owner !== undefined && mayLive(owner.observed.mailbox);
  const isElsewhere = lives && !sameRef(owner.itemRef, found.ref);
  const stillThere = isElsewhere && owner.itemRef !== null && looked.has(refKey(owner.itemRef));
  if (owner === undefined || isSecond || taken.has(owner.id) || stillThere) {
    const copy = { ...fresh, kind: kind.type, identity: copyIdentity(identity ?? '', fresh.id) };
    return { type: 'link', link: seen(copy), replaced: [] };
  }
  if (isElsewhere) return { type: 'elsewhere', link: owner };
  return { type: 'link', link: seen(owner), replaced: provisional === null ? [] : [provisional] };
}

/** An identity within its kind, as a key of a set. */
export function identityKey(link: Pick<Link, 'kind' | 'identity'>): string {
  return `${link.kind}\n${link.identity ?? ''}`;
}
