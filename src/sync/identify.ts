import { isProvisional, refKey } from './observation.ts';
import type { LedgerTransaction, Link } from './ports.ts';
import { kindOf } from './session.ts';
import type { Session } from './session.ts';
import { identityKey, whoseItem } from './whose-item.ts';
import type { Candidates, Claim, Unclaimed } from './whose-item.ts';

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
      kind === undefined ? { type: 'ignored' } : whoseItem(session, item, kind, candidates, looked, taken);
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
  return { byKey, byIdentity, notes: await notesOf(session, tx, [...byIdentity.values()].flat()) };
}

/** This mailbox's mere notes of the records that other mailboxes' copies of the same items have. */
async function notesOf(
  session: Session,
  tx: LedgerTransaction,
  links: readonly Link[],
): Promise<ReadonlyMap<string, Link>> {
  const theirs = links.filter(({ mailboxId }) => mailboxId !== session.lease.mailboxId);
  const refs = theirs.flatMap(({ recordRef }) => recordRef ?? []);
  const known = refs.length === 0 ? [] : await tx.linksByRecord(refs);
  const notes = new Map<string, Link>();
  for (const link of known.filter(({ state }) => state !== 'ended')) {
    if (link.recordRef !== null && isProvisional(link, 'crm')) notes.set(refKey(link.recordRef), link);
  }
  return notes;
}
