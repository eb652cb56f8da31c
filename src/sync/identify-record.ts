import { copyIdentity, identityOfKey } from './identity.ts';
import type { ItemKind } from './item.ts';
import { NOTHING_LOOKED_AT } from './look.ts';
import type { Looked } from './look.ts';
import { newLink, observe, refKey, sameRef, seenRecord } from './observation.ts';
import type { Found, LedgerTransaction, Link, Ref } from './ports.ts';
import { kindOf } from './session.ts';
import type { Session } from './session.ts';

/** This mailbox's living links that unlinked records may belong to. */
interface Candidates {
  readonly byKey: ReadonlyMap<string, Link>;
  readonly byIdentity: ReadonlyMap<string, Link>;
}

/** The links of records, and where somebody has to look before it is known whose the others are. */
export interface RecordClaims {
  readonly links: readonly Link[];
  readonly elsewhere: readonly Ref[];
}

/**
 * Links for records that have none in this mailbox: one that the mailbox already has a copy of joins that copy's link,
 * unless the link has a living record (then it is a copy that a person made), one that is meant for this user gets a
 * link, the others are none of this mailbox's business. Whether a link's record still lives is not always reported:
 * `looked` holds what a direct look has just told.
 */
export async function linksForRecords(
  session: Session,
  tx: LedgerTransaction,
  records: readonly Found[],
  looked: Looked = NOTHING_LOOKED_AT,
): Promise<RecordClaims> {
  const links: Link[] = [];
  const elsewhere: Ref[] = [];
  for (const kind of session.ports.kinds) {
    const mine = records.filter((found) => kindOf(session, found.item) === kind);
    const candidates = await candidatesFor(session, tx, kind, mine);
    const taken = new Set<string>();
    for (const found of mine) {
      const claim = claimOf(session, kind, found, candidates, looked, taken);
      if (claim.type === 'elsewhere') elsewhere.push(...claim.refs);
      if (claim.type !== 'link') continue;
      const seen = seenRecord(claim.link, found, kind, session.settings);
      taken.add(seen.id).add(seen.identity ?? '');
      links.push({ ...seen, dirty: true });
    }
  }
  return { links, elsewhere };
}

type RecordClaim =
  | { readonly type: 'link'; readonly link: Link }
  | { readonly type: 'elsewhere'; readonly refs: readonly Ref[] }
  | { readonly type: 'ignored' };

function claimOf(
  session: Session,
  kind: ItemKind,
  found: Found,
  { byKey, byIdentity }: Candidates,
  looked: Looked,
  taken: ReadonlySet<string>,
): RecordClaim {
  const [identity = null] = identitiesOf(kind, found).slice(-1);
  const known = [
    byKey.get(found.correlationKey ?? ''),
    ...identitiesOf(kind, found).map((name) => byIdentity.get(name)),
  ].filter((link): link is Link => link !== undefined && !taken.has(link.id));
  const waiting = known.find((link) => link.recordRef === null);
  if (waiting !== undefined) return { type: 'link', link: waiting };
  if (found.users?.includes(session.settings.userId) !== true) return { type: 'ignored' };
  const bereft = known.find((link) => hasLost(link, looked));
  if (bereft !== undefined) return { type: 'link', link: withoutRecord(bereft) };
  const doubtful = known.flatMap(({ recordRef }) =>
    recordRef === null || looked.alive.has(refKey(recordRef)) ? [] : [recordRef],
  );
  if (doubtful.length > 0) return { type: 'elsewhere', refs: doubtful };
  const fresh = newLink(session.ports.newId(), session.ports.newId(), session.lease.mailboxId, kind.type);
  const isSecond = identity !== null && (byIdentity.has(identity) || taken.has(identity));
  const link = isSecond ? { ...fresh, identity: copyIdentity(identity, fresh.id) } : fresh;
  return { type: 'link', link };
}

/** Whether the record that a link had is no more: reported, or seen just now by a look. */
function hasLost({ observed, recordRef }: Link, { gone }: Looked): boolean {
  return observed.crm.state === 'gone' || gone.some((ref) => sameRef(ref, recordRef));
}

/** A link whose record is no more, ready for another one: of what it told that, the new one may say the same. */
function withoutRecord(link: Link): Link {
  const base = { crm: null, mailbox: link.base.mailbox };
  return { ...observe(link, 'crm', { state: 'unknown' }), recordRef: null, base };
}

/** What a record may be known by: the identity in its key (a copy's is not that of its content), then its own. */
function identitiesOf(kind: ItemKind, found: Found): readonly string[] {
  const keyed = found.correlationKey === null ? null : identityOfKey(kind.type, found.correlationKey);
  const own = kind.identity(kind.normalise(found.item));
  return [keyed, own].filter((identity): identity is string => identity !== null);
}

async function candidatesFor(
  session: Session,
  tx: LedgerTransaction,
  kind: ItemKind,
  records: readonly Found[],
): Promise<Candidates> {
  const mine = (link: Link): boolean =>
    link.mailboxId === session.lease.mailboxId && link.kind === kind.type && link.state !== 'ended';
  const keys = records.map((found) => found.correlationKey).filter((key): key is string => key !== null);
  const identities = [...new Set(records.flatMap((found) => identitiesOf(kind, found)))];
  const keyed = keys.length === 0 ? [] : await tx.linksByKey(keys);
  const named = identities.length === 0 ? [] : await tx.linksByIdentity(kind.type, identities);
  return {
    byKey: new Map(keyed.filter(mine).map((link) => [link.correlationKey, link])),
    byIdentity: new Map(named.filter(mine).map((link) => [link.identity ?? '', link])),
  };
}
