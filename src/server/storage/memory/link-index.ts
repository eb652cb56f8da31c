import { LedgerConflict } from '../../../sync/errors.ts';
import type { Link, Observation, Ref, Side } from '../../../sync/ports.ts';
import type { UndoLog } from './undo.ts';

/** Links with the same look-ups and the same uniqueness rules as the database's. */
export interface LinkIndex {
  get(id: string): Link | undefined;
  all(): readonly Link[];
  ofMailbox(mailboxId: string): readonly Link[];
  byItem(mailboxId: string, refs: readonly Ref[]): readonly Link[];
  byRecord(refs: readonly Ref[]): readonly Link[];
  byIdentity(kind: string, identities: readonly string[]): readonly Link[];
  byKey(keys: readonly string[]): readonly Link[];
  /** Dirty links of a mailbox, in the order of ids. */
  dirty(mailboxId: string): readonly Link[];
  /** Links of a mailbox, ended ones among them, whose `side` is `unread` or `missing`, in the order of ids. */
  toRead(mailboxId: string, side: Side): readonly Link[];
  /** Stores the links, then checks the rules; throws LedgerConflict (the caller undoes). */
  save(log: UndoLog, links: readonly Link[]): void;
}

const NAMES = [
  ...(['mailbox', 'item', 'record', 'identity', 'correlation', 'dirty'] as const),
  ...(['to read in mailbox', 'to read in crm'] as const),
];
type Name = (typeof NAMES)[number];
type Keys = Readonly<Record<Name, string | null>>;

/** A link, and under which keys it is found. */
interface Entry {
  readonly link: Link;
  readonly keys: Keys;
}

/** An empty index. */
export function createLinkIndex(): LinkIndex {
  const entries = new Map<string, Entry>();
  const indexes = Object.fromEntries(NAMES.map((name) => [name, new Map<string, Set<string>>()])) as Record<
    Name,
    Map<string, Set<string>>
  >;

  const put = (id: string, entry: Entry | undefined): void => {
    const before = entries.get(id);
    if (entry === undefined) entries.delete(id);
    else entries.set(id, entry);
    for (const name of NAMES) {
      const [old, now] = [before?.keys[name] ?? null, entry?.keys[name] ?? null];
      if (old === now) continue;
      if (old !== null) indexes[name].get(old)?.delete(id);
      if (now === null) continue;
      const ids = indexes[name].get(now);
      if (ids === undefined) indexes[name].set(now, new Set([id]));
      else ids.add(id);
    }
  };

  const find = (name: Name, keys: readonly string[]): readonly Link[] => {
    const [first, ...others] = keys.flatMap((key) => indexes[name].get(key) ?? []);
    if (first === undefined) return [];
    const ids = others.length === 0 ? first : new Set([first, ...others].flatMap((some) => [...some]));
    return inOrder([...ids]).flatMap((id) => entries.get(id)?.link ?? []);
  };

  return {
    get: (id) => entries.get(id)?.link,
    all: () => [...entries.values()].map(({ link }) => link),
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
    toRead: (mailboxId, side) => find(`to read in ${side}`, [mailboxId]),
    save(log, saved) {
      for (const link of saved) {
        const before = entries.get(link.id);
        log.push(() => put(link.id, before));
        put(link.id, { link, keys: keysOf(link, before) });
      }
      for (const { id } of saved) {
        const entry = entries.get(id);
        if (entry !== undefined) check(entry, (name, key) => indexes[name].get(key) ?? NONE, entries);
      }
    },
  };
}

/** Sorted, which they nearly always are: ids count up. */
function inOrder(ids: string[]): readonly string[] {
  return ids.every((id, index) => index === 0 || (ids[index - 1] ?? '') < id) ? ids : ids.sort();
}

const NONE: ReadonlySet<string> = new Set();

/** What only one living link may have: in the whole ledger, or (the others) in its mailbox. */
const UNIQUE = ['correlation', 'item', 'record', 'identity'] as const satisfies readonly Name[];

/** Throws LedgerConflict when another living link has what this one must have alone. */
function check(
  { link, keys }: Entry,
  holders: (name: Name, key: string) => ReadonlySet<string>,
  entries: ReadonlyMap<string, Entry>,
): void {
  if (link.state === 'ended') return;
  for (const name of UNIQUE) {
    const key = keys[name];
    if (key === null) continue;
    for (const id of holders(name, key)) {
      if (id === link.id) continue;
      const other = entries.get(id)?.link;
      if (other === undefined || other.state === 'ended') continue;
      if (name !== 'correlation' && other.mailboxId !== link.mailboxId) continue;
      throw new LedgerConflict({ code: 'ledger-conflict', parameters: { rule: `links_${name}` } });
    }
  }
}

/** The keys of a link; those of what has not changed since `before` are taken over. */
function keysOf(link: Link, before: Entry | undefined): Keys {
  const { mailboxId, itemRef, recordRef, identity, kind } = link;
  const old = before?.link;
  const same = before !== undefined && old?.mailboxId === mailboxId && old.kind === kind ? before : null;
  const taken = (name: 'item' | 'record' | 'identity', value: unknown, was: unknown, key: () => string) =>
    value === null ? null : same !== null && value === was ? same.keys[name] : key();
  return {
    mailbox: mailboxId,
    item: taken('item', itemRef, old?.itemRef, () => itemKey(mailboxId, itemRef as Ref)),
    record: taken('record', recordRef, old?.recordRef, () => refText(recordRef as Ref)),
    identity: taken('identity', identity, old?.identity, () => join(kind, identity ?? '')),
    correlation: link.correlationKey,
    dirty: link.dirty ? mailboxId : null,
    'to read in mailbox': isToRead(link.observed.mailbox) ? mailboxId : null,
    'to read in crm': isToRead(link.observed.crm) ? mailboxId : null,
  };
}

function isToRead({ state }: Observation): boolean {
  return state === 'unread' || state === 'missing';
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
