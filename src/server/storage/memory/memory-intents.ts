import type { IntentRecord, LedgerTransaction, OpenIntent, Link, Ref } from '../../../sync/ports.ts';
import { occurrenceOf } from '../../../sync/identity.ts';
import { occurrenceName } from '../../../sync/occurrences/occurrence-ref.ts';
import type { MemoryStore } from './memory-ledger.ts';
import { append, deleteKey, setKey, type UndoLog } from './undo.ts';

type IntentVerbs = Pick<
  LedgerTransaction,
  'openIntents' | 'openIntentsIfFree' | 'closeIntents' | 'removals' | 'removalsFromCrm'
>;

/** An intent, and when its call is over for certain by the ledger's clock (epoch milliseconds). */
export type StoredIntent = IntentRecord & { readonly dueAt: number };

/** The memory ledger's verbs about what is under way. */
export function memoryIntents(
  store: MemoryStore,
  mailboxId: string,
  log: UndoLog,
  now: () => number,
): IntentVerbs {
  const open = ({ dueAt, ...intent }: StoredIntent): OpenIntent => ({
    ...intent,
    waitMs: Math.max(0, dueAt - now()),
  });
  return {
    openIntents() {
      const mine = [...store.intents.values()].filter((intent) => intent.mailboxId === mailboxId);
      return Promise.resolve(mine.sort(byId).map(open));
    },
    openIntentsIfFree(intents) {
      const taken = new Set([...store.intents.values()].flatMap(claims));
      const refused: string[] = [];
      for (const intent of intents) {
        const wanted = claims(intent);
        if (wanted.some((claim) => taken.has(claim))) {
          refused.push(intent.id);
          continue;
        }
        for (const claim of wanted) taken.add(claim);
        setKey(log, store.intents, intent.id, { ...intent, mailboxId, dueAt: now() + intent.lastsMs });
      }
      return Promise.resolve(refused);
    },
    closeIntents(ids, counted) {
      for (const id of ids) {
        const intent = store.intents.get(id);
        if (intent?.mailboxId !== mailboxId) continue;
        deleteKey(log, store.intents, id);
        if (counted && intent.operation === 'remove') {
          append(log, store.removals, [{ mailboxId, linkId: intent.linkId, side: intent.side, at: now() }]);
        }
      }
      return Promise.resolve();
    },
    ...removalCounts(store, mailboxId),
  };
}

/** What the deletion guard asks. */
function removalCounts(
  store: MemoryStore,
  mailboxId: string,
): Pick<LedgerTransaction, 'removals' | 'removalsFromCrm'> {
  return {
    removals(side, since) {
      const other = side === 'mailbox' ? 'crm' : 'mailbox';
      const alive = store.links.ofMailbox(mailboxId).filter((link) => {
        const { state } = link.observed[side];
        return link.state !== 'ended' && link.state !== 'dormant' && isThere(state);
      });
      const done = store.removals.filter(
        (removal) => removal.mailboxId === mailboxId && removal.side === side && removal.at >= since,
      );
      return Promise.resolve({
        pending: counted(
          alive.filter((link) => link.observed[other].state === 'gone' && link.decision === null),
        ),
        done: counted(done.map(({ linkId }) => store.links.get(linkId))),
        alive: counted(alive),
      });
    },
    removalsFromCrm(since, few) {
      const alive = [...store.links.all()].filter(
        (link) => link.state !== 'ended' && link.state !== 'dormant' && isThere(link.observed.mailbox.state),
      );
      const records = (links: readonly Link[]): ReadonlySet<string> =>
        new Set(links.flatMap((link) => recordOf(link) ?? []));
      const removed = store.removals
        .filter((removal) => removal.side === 'mailbox' && removal.at >= since)
        .flatMap(({ linkId }) => store.links.get(linkId) ?? []);
      const done = records(removed);
      const pending = [
        ...records(alive.filter((link) => link.observed.crm.state === 'gone' && link.decision === null)),
      ].filter((record) => !done.has(record));
      const open = pending.length + done.size;
      return Promise.resolve({
        pending: pending.length,
        done: done.size,
        alive: open > few ? records(alive).size : 0,
        mailboxes: new Set(alive.map((link) => link.mailboxId)).size,
      });
    },
  };
}

/** How many things these links are: occurrences that a series was taken apart into count as one, as the series does. */
function counted(links: readonly (Link | undefined)[]): number {
  const series = links.flatMap((link) => seriesOf(link) ?? []);
  return links.length - series.length + new Set(series).size;
}

function seriesOf(link: Link | undefined): string | null {
  const name = link?.itemRef == null ? null : occurrenceName(link.itemRef);
  return name === null ? null : refText(name.series);
}

/** The same for all mailboxes: the record, and for what was taken apart the identity of its series. */
function recordOf({ recordRef, itemRef, identity }: Link): string | null {
  const isPart = itemRef !== null && occurrenceName(itemRef) !== null;
  const series = isPart ? occurrenceOf(identity?.replace(/;copy=.*$/s, '') ?? null)?.series : undefined;
  return series ?? (recordRef === null ? null : refText(recordRef));
}

/** Whether a side was last seen to hold it. */
export function isThere(state: string): boolean {
  return state === 'present' || state === 'unread';
}

/** What only one open intent may have. */
function claims(intent: IntentRecord): readonly string[] {
  const id = `id ${intent.id}`;
  if (intent.side !== 'crm') return [id];
  if (intent.ref !== null) return [id, `record ${refText(intent.ref)}`];
  return intent.operation === 'create' ? [id, `create ${intent.correlationKey}`] : [id];
}

function refText(ref: Ref): string {
  return `${ref.collection.length}:${ref.collection}${ref.id}`;
}

function byId(a: IntentRecord, b: IntentRecord): number {
  return a.id < b.id ? -1 : 1;
}
