import { copyIdentity, identityOfKey } from './identity.ts';
import type { ItemKind } from './item.ts';
import { newLink, observe, seenRecord } from './observation.ts';
import type { Found, LedgerTransaction, Link } from './ports.ts';
import { kindOf } from './session.ts';
import type { Session } from './session.ts';

/** This mailbox's living links that unlinked records may belong to. */
interface Candidates {
  readonly byKey: ReadonlyMap<string, Link>;
  readonly byIdentity: ReadonlyMap<string, Link>;
}

/**
 * Links for records that have none in this mailbox: one that the mailbox already has a copy of joins that copy's link,
 * unless the link has a living record (then it is a copy that a person made), one that is meant for this user gets a
 * link, the others are none of this mailbox's business.
 */
export async function linksForRecords(
  session: Session,
  tx: LedgerTransaction,
  records: readonly Found[],
): Promise<readonly Link[]> {
  const links: Link[] = [];
  for (const kind of session.ports.kinds) {
    const mine = records.filter((found) => kindOf(session, found.item) === kind);
    const candidates = await candidatesFor(session, tx, kind, mine);
    const taken = new Set<string>();
    for (const found of mine) {
      const link = linkFor(session, kind, found, candidates, taken);
      if (link === null) continue;
      const seen = seenRecord(link, found, kind, session.settings);
      taken.add(seen.id).add(seen.identity ?? '');
      links.push({ ...seen, dirty: true });
    }
  }
  return links;
}

function linkFor(
  session: Session,
  kind: ItemKind,
  found: Found,
  { byKey, byIdentity }: Candidates,
  taken: ReadonlySet<string>,
): Link | null {
  const assigned = found.users?.includes(session.settings.userId) === true;
  const [identity = null] = identitiesOf(kind, found).slice(-1);
  const known = [
    byKey.get(found.correlationKey ?? ''),
    ...identitiesOf(kind, found).map((name) => byIdentity.get(name)),
  ].filter((link): link is Link => link !== undefined && !taken.has(link.id));
  const waiting = known.find((link) => link.recordRef === null);
  if (waiting !== undefined) return waiting;
  if (!assigned) return null;
  const bereft = known.find((link) => link.observed.crm.state === 'gone');
  if (bereft !== undefined) return observe(bereft, 'crm', { state: 'unknown' });
  const fresh = newLink(session.ports.newId(), session.ports.newId(), session.lease.mailboxId, kind.type);
  const isSecond = identity !== null && (byIdentity.has(identity) || taken.has(identity));
  return isSecond ? { ...fresh, identity: copyIdentity(identity, fresh.id) } : fresh;
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
