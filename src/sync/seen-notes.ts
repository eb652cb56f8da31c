import type { HistoryEntry, IntentRecord, LedgerTransaction, Link, Side } from './ports.ts';
import type { Session } from './session.ts';
import { whatWasSeen } from './what-was-seen.ts';

/** Saves links after a look at one side, and notes what was seen. */
export interface SeenNotes {
  /** `known`: those of the links that were read before, as they were. */
  save(links: readonly Link[], known?: Iterable<Link>): Promise<void>;
  /** Writes down what was seen, in the same transaction: of each link one line, however often it was saved. */
  write(): Promise<void>;
}

/** Notes for the history of what one page, or one look, shows of a side. Asks no server anything. */
export function seenNotes(session: Session, tx: LedgerTransaction, side: Side): SeenNotes {
  const first = new Map<string, Link | undefined>();
  const last = new Map<string, Link>();
  return {
    async save(links, known = []) {
      const before = new Map([...known].map((link) => [link.id, link]));
      const unread = links.filter(({ id }) => !before.has(id) && !first.has(id)).map(({ id }) => id);
      for (const link of unread.length === 0 ? [] : await tx.linksById(unread)) before.set(link.id, link);
      for (const link of links) {
        if (!first.has(link.id)) first.set(link.id, before.get(link.id));
        last.set(link.id, link);
      }
      await tx.saveLinks(links);
    },
    async write() {
      const entries = await entriesOf(session, tx, side, first, last);
      if (entries.length > 0) await tx.appendHistory(entries);
    },
  };
}

async function entriesOf(
  session: Session,
  tx: LedgerTransaction,
  side: Side,
  first: ReadonlyMap<string, Link | undefined>,
  last: ReadonlyMap<string, Link>,
): Promise<readonly HistoryEntry[]> {
  const { kinds, now } = session.ports;
  const { settings } = session;
  const at = now();
  const entries = (own: ReadonlyMap<string, IntentRecord>): readonly HistoryEntry[] =>
    [...last].flatMap(([linkId, link]): readonly HistoryEntry[] => {
      const kind = kinds.find(({ type }) => type === link.kind);
      if (kind === undefined) return [];
      const seen = whatWasSeen(first.get(linkId), link, { side, kind, settings, open: own.get(linkId) });
      return seen === null ? [] : [{ at, linkId, ...seen }];
    });
  const perhaps = entries(new Map());
  if (perhaps.length === 0) return [];
  // Part of it may be a write of our own whose answer was lost.
  const open = (await tx.openIntents()).filter((intent) => intent.side === side);
  return open.length === 0 ? perhaps : entries(new Map(open.map((intent) => [intent.linkId, intent])));
}

/** Writes down what the look for a step's outcome showed instead of it. */
export async function recordSeen(
  session: Session,
  tx: LedgerTransaction,
  before: Link,
  after: Link,
  intent: IntentRecord,
): Promise<void> {
  const kind = session.ports.kinds.find(({ type }) => type === after.kind);
  if (kind === undefined) return;
  const look = { side: intent.side, kind, settings: session.settings, open: intent };
  const seen = whatWasSeen(before, after, look);
  if (seen !== null) await tx.appendHistory([{ at: session.ports.now(), linkId: after.id, ...seen }]);
}
