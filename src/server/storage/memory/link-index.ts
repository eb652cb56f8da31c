import { LedgerConflict } from '../../../sync/errors.ts';
import type { Link, Ref } from '../../../sync/ports.ts';
import type { UndoLog } from './undo.ts';

/** Links with the same look-ups and the same uniqueness rules as the database's. */
export interface LinkIndex {
  get(id: string): Link | undefined;
  all(): IterableIterator<Link>;
  ofMailbox(mailboxId: string): readonly Link[];
  byItem(mailboxId: string, refs: readonly Ref[]): readonly Link[];
  byRecord(refs: readonly Ref[]): readonly Link[];
  byIdentity(kind: string, identities: readonly string[]): readonly Link[];
  byKey(keys: readonly string[]): readonly Link[];
  /** Dirty links of a mailbox, in the order of ids. */
  dirty(mailboxId: string): readonly Link[];
  /** Stores the links, then checks the rules; throws LedgerConflict (the caller undoes). */
  save(log: UndoLog, links: readonly Link[]): void;
}

const NAMES = ['mailbox', 'item', 'record', 'identity', 'correlation', 'dirty'] as const;
type Name = (typeof NAMES)[number];
type Keys = Readonly<Record<Name, string | null>>;

/** An empty index. */
export function createLinkIndex(): LinkIndex {
  const links = new Map<string, Link>();
  const indexes = Object.fromEntries(NAMES.map((name) => [name, new Map<string, Set<string>>()])) as Record<
    Name,
    Map<string, Set<string>>
  >;

  const put = (id: string, link: Link | undefined): void => {
    const before = links.get(id);
    if (before !== undefined) each(keysOf(before), (name, key) => indexes[name].get(key)?.delete(id));
    if (link === undefined) {
      links.delete(id);
      return;
    }
    links.set(id, link);
    each(keysOf(link), (name, key) => {
      const entry = indexes[name].get(key);
      if (entry === undefined) indexes[name].set(key, new Set([id]));
      else entry.add(id);
    });
  };

  const find = (name: Name, keys: readonly string[]): readonly Link[] => {
    const ids = new Set(keys.flatMap((key) => [...(indexes[name].get(key) ?? [])]));
    return [...ids].sort().flatMap((id) => links.get(id) ?? []);
  };

  return {
    get: (id) => links.get(id),
    all: () => links.values(),
    ofMailbox: (mailboxId) => find('mailbox', [mailboxId]),
    byItem: (mailboxId, refs) =>
      find(
        'item',
        refs.map((ref) => itemKey(mailboxId, ref)),
      ),
    byRecord: (refs) => find('record', refs.map(refText)),
    byIdentity: (kind, identities) =>
      find(
        'identity',
        identities.map((identity) => join(kind, identity)),
      ),
    byKey: (keys) => find('correlation', keys),
    dirty: (mailboxId) => find('dirty', [mailboxId]),
    save(log, saved) {
      for (const link of saved) {
        const before = links.get(link.id);
        log.push(() => put(link.id, before));
        put(link.id, link);
      }
      for (const link of saved) check(link, (name, key) => indexes[name].get(key) ?? NONE, links);
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Throws LedgerConflict when another living link has what this one must have alone. */
function check(
  link: Link,
  holders: (name: Name, key: string) => ReadonlySet<string>,
  links: ReadonlyMap<string, Link>,
): void {
  if (link.state === 'ended') return;
  const keys = keysOf(link);
  const sameMailbox = (other: Link): boolean => other.mailboxId === link.mailboxId;
  const rules: readonly [Name, (other: Link) => boolean][] = [
    ['correlation', () => true],
    ['item', sameMailbox],
    ['record', sameMailbox],
    ['identity', sameMailbox],
  ];
  for (const [name, applies] of rules) {
    const key = keys[name];
    for (const id of key === null ? NONE : holders(name, key)) {
      const other = links.get(id);
      if (other === undefined || id === link.id || other.state === 'ended' || !applies(other)) continue;
      throw new LedgerConflict({ code: 'ledger-conflict', parameters: { rule: `links_${name}` } });
    }
  }
}

function keysOf(link: Link): Keys {
  return {
    mailbox: link.mailboxId,
    item: link.itemRef === null ? null : itemKey(link.mailboxId, link.itemRef),
    record: link.recordRef === null ? null : refText(link.recordRef),
    identity: link.identity === null ? null : join(link.kind, link.identity),
    correlation: link.correlationKey,
    dirty: link.dirty ? link.mailboxId : null,
  };
}

function each(keys: Keys, visit: (name: Name, key: string) => void): void {
  for (const name of NAMES) {
    const key = keys[name];
    if (key !== null) visit(name, key);
  }
}

function itemKey(mailboxId: string, ref: Ref): string {
  return join(mailboxId, refText(ref));
}

function refText(ref: Ref): string {
  return join(ref.collection, ref.id);
}

/** A line feed can't keep apart what contains one, so the length goes in front. */
function join(first: string, second: string): string {
  return `${first.length}:${first}${second}`;
}
