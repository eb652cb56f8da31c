import { copyIdentity, sameIdentity as matches } from './identity.ts';
import type { ItemKind } from './item.ts';
import { newLink, observe, refKey, sameRef, seenItem } from './observation.ts';
import type { Found, LedgerTransaction, Link } from './ports.ts';
import { kindOf } from './session.ts';
import type { Session } from './session.ts';

/** An item that no link claims yet. `provisional`: the link under which its id was noted before it could be read. */
export interface Unclaimed {
  readonly found: Found;
  readonly provisional: Link | null;
}

/** Which link an unclaimed item belongs to. `elsewhere` needs a look at where its link saw it before. */
export type Claim =
  | { readonly type: 'link'; readonly link: Link; readonly replaced: Link | null }
  | { readonly type: 'elsewhere'; readonly link: Link }
  | { readonly type: 'ignored' };

/** Links that may claim items, fetched for a batch. */
interface Candidates {
  readonly byKey: ReadonlyMap<string, Link>;
  readonly byIdentity: ReadonlyMap<string, readonly Link[]>;
}

/**
 * Finds the link of each unclaimed item: by the correlation key that it carries, then by its identity in this mailbox,
 * then as another mailbox's copy of a meeting that has a record already. `looked` holds the refs (refKey) that a direct
 * look has just found to be alive still.
 */
export async function claim(
  session: Session,
  tx: LedgerTransaction,
  items: readonly Unclaimed[],
  looked: ReadonlySet<string>,
): Promise<readonly Claim[]> {
  const candidates = await candidatesFor(session, tx, items);
  const taken = new Set<string>();
  const claims = new Map<Unclaimed, Claim>();
  // An original goes before its copies, in whatever order a page reports them.
  const originalsFirst = [...items].sort(
    (a, b) => rank(session, a, candidates) - rank(session, b, candidates),
  );
  for (const item of originalsFirst) {
    const kind = kindOf(session, item.found.item);
    const found: Claim =
      kind === undefined ? { type: 'ignored' } : claimOne(session, item, kind, candidates, looked, taken);
    if (found.type === 'link') taken.add(found.link.id).add(identityKey(found.link));
    claims.set(item, found);
  }
  return items.map((item) => claims.get(item) ?? { type: 'ignored' });
}

/** 0 for an item that has both key and identity of the link that it claims, 1 for others. */
function rank(session: Session, { found }: Unclaimed, candidates: Candidates): number {
  const kind = kindOf(session, found.item);
  const keyed = found.correlationKey === null ? undefined : candidates.byKey.get(found.correlationKey);
  return kind !== undefined &&
    keyed !== undefined &&
    keyed.identity === kind.identity(kind.normalise(found.item))
    ? 0
    : 1;
}

function claimOne(
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
  // Programs copy hidden properties along: an item that is known by another identity is not this one.
  const known =
    carried?.itemRef == null ||
    matches(carried.identity, identity) ||
    (carried.identity?.includes(`;copy=`) === true && identity === carried.correlationKey);
  const keyed = known ? carried : undefined;
  const owner = (keyed?.id === provisional?.id ? undefined : keyed) ?? mine[0];
  const fresh =
    provisional ?? newLink(session.ports.newId(), session.ports.newId(), session.lease.mailboxId, kind.type);
  const isSecond = identity !== null && taken.has(identityKey({ kind: kind.type, identity }));
  const seen = (link: Link): Link => ({ ...seenItem(link, found, kind, session.settings), dirty: true });
  if (owner === undefined && !isSecond)
    return { type: 'link', link: seen(adopting(fresh, sameIdentity, session)), replaced: null };
  const lives = owner !== undefined && LIVING.includes(owner.observed.mailbox.state);
  const isElsewhere = lives && !sameRef(owner.itemRef, found.ref);
  const stillThere = isElsewhere && owner.itemRef !== null && looked.has(refKey(owner.itemRef));
  if (owner === undefined || isSecond || taken.has(owner.id) || stillThere) {
    const copy = { ...fresh, kind: kind.type, identity: copyIdentity(identity ?? '', fresh.id) };
    return { type: 'link', link: seen(copy), replaced: null };
  }
  if (isElsewhere) return { type: 'elsewhere', link: owner };
  return { type: 'link', link: seen(owner), replaced: provisional };
}

/** States in which an item is, as far as we know, still where it was. */
const LIVING: readonly string[] = ['present', 'unread', 'missing'];

function identityKey(link: Pick<Link, 'kind' | 'identity'>): string {
  return `${link.kind}\n${link.identity ?? ''}`;
}

/** Another mailbox's copy already has a record: this one joins it, without bases, so that nothing is overwritten. */
function adopting(link: Link, sameIdentity: readonly Link[], session: Session): Link {
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

async function candidatesFor(
  session: Session,
  tx: LedgerTransaction,
  items: readonly Unclaimed[],
): Promise<Candidates> {
  const keys = items.map((item) => item.found.correlationKey).filter((key): key is string => key !== null);
  const byKey = new Map<string, Link>();
  for (const link of keys.length === 0 ? [] : await tx.linksByKey(keys)) {
    if (link.mailboxId === session.lease.mailboxId && link.state !== 'ended')
      byKey.set(link.correlationKey, link);
  }
  const byIdentity = new Map<string, Link[]>();
  for (const kind of session.ports.kinds) {
    const identities = items
      .filter(({ found }) => found.item['@type'] === kind.type)
      .map(({ found }) => kind.identity(kind.normalise(found.item)))
      .filter((identity): identity is string => identity !== null);
    const links = identities.length === 0 ? [] : await tx.linksByIdentity(kind.type, identities);
    for (const link of links.filter((candidate) => candidate.state !== 'ended')) {
      byIdentity.set(link.identity ?? '', [...(byIdentity.get(link.identity ?? '') ?? []), link]);
    }
  }
  return { byKey, byIdentity };
}
