import { createLeases } from '../../../src/server/storage/ledger/leases.ts';
import { createLedger } from '../../../src/server/storage/ledger/ledger.ts';
import { rowToLink, type LinkRow } from '../../../src/server/storage/ledger/rows.ts';
import { equal, type Json } from '../../../src/sync/json.ts';
import type { ConflictRecord, HistoryEntry, IntentRecord, Link } from '../../../src/sync/ports.ts';
import { lookInto, thingOfLink, type SimulatedLedger } from '../ledger.ts';
import type { Ask } from './premises.ts';
import type { StoryDatabase } from './story-database.ts';

/** What the ledger's tables hold. */
export interface LedgerRows {
  readonly links: readonly LinkRow[];
  readonly intents: readonly { readonly mailbox_id: string; readonly document: IntentRecord }[];
  readonly history: readonly (HistoryEntry & { readonly id: number })[];
  readonly conflicts: readonly ConflictRecord[];
}

/** The server's ledger as stories and judges see it. */
export interface LedgerView extends SimulatedLedger {
  /** What was found in the database; of the history what is newer than `seen`. */
  take(rows: LedgerRows): void;
  /** The newest line of the history that was taken. */
  readonly seen: () => number;
}

/** Whose mailboxes these are: ids by the name that the story has for a mailbox. */
export interface Owned {
  mailboxIdOf(name: string): string;
  ownerOf(mailboxId: string): string;
  readonly mailboxIds: () => readonly string[];
  readonly ask: Ask;
}

/** A view of the ledger in this database. */
export function ledgerView({ db }: StoryDatabase, owned: Owned): LedgerView {
  const links = new Map<string, Link>();
  const epochs = new Map<string, number>();
  const history: HistoryEntry[] = [];
  let intents: readonly (IntentRecord & { readonly mailboxId: string })[] = [];
  let conflicts: readonly ConflictRecord[] = [];
  let seen = 0;
  const leases = createLeases(db);
  const ledger = createLedger(db);
  const of = (name: string): readonly Link[] => {
    const id = owned.mailboxIdOf(name);
    return [...links.values()].filter(({ mailboxId }) => mailboxId === id);
  };
  const view = lookInto({
    links: of,
    link: (id) => links.get(id),
    intents: () => intents,
    mailboxIds: () => epochs.keys(),
  });
  return {
    ...view,
    intents: (name) => view.intents(owned.mailboxIdOf(name)),
    isUnheard: ({ side, mailboxId }, ref, version) =>
      view.isUnheard(
        { side, ...(mailboxId === undefined ? {} : { mailboxId: owned.mailboxIdOf(mailboxId) }) },
        ref,
        version,
      ),
    ledger,
    unfenced: ledger,
    acquire: async (name) => {
      const id = owned.mailboxIdOf(name);
      const lease = await leases.acquire(id, 'simulated', 9_000, { takeOver: true });
      if (lease === null) throw new Error(`No lease on ${name}`);
      epochs.set(name, lease.epoch);
      return lease;
    },
    isCurrent: ({ mailboxId, epoch }) =>
      [...epochs].some(([name, current]) => owned.mailboxIdOf(name) === mailboxId && current === epoch),
    notes: () => ({ history, conflicts }),
    decide: async (name, decision) => {
      const id = owned.mailboxIdOf(name);
      const held = of(name).filter(({ state }) => state === 'held');
      for (const link of held)
        await owned.ask(owned.ownerOf(id), 'POST', `/api/mailboxes/${id}/held/${link.id}`, { decision });
      return held.flatMap((link) => thingOfLink(link) ?? []);
    },
    seen: () => seen,
    take: (rows) => {
      const gone = new Set(links.keys());
      for (const row of rows.links) {
        const known = links.get(row.id);
        const link = linkOf(row);
        links.set(row.id, known === undefined ? link : refreshed(known, link));
        gone.delete(row.id);
      }
      for (const id of gone) links.delete(id);
      intents = rows.intents.map(({ mailbox_id: mailboxId, document }) => ({ ...document, mailboxId }));
      history.push(...rows.history);
      seen = rows.history.at(-1)?.id ?? seen;
      conflicts = rows.conflicts.map((conflict) => ({ ...conflict, ...unresolved(conflict, history) }));
    },
  };
}

/** A link as its row comes in JSON, where times are texts. */
function linkOf(row: LinkRow): Link {
  return rowToLink({ ...row, agreed_at: row.agreed_at === null ? null : new Date(row.agreed_at) });
}

/** What didn't change stays the same object: by that it is seen that nothing did. */
function refreshed(known: Link, now: Link): Link {
  const [before, after] = [known, now] as unknown as Record<string, Json>[];
  const keys = Object.keys({ ...before, ...after });
  const parts = keys.map((key): [string, Json | undefined] => {
    const [old, fresh] = [before?.[key], after?.[key]];
    return [key, old !== undefined && fresh !== undefined && equal(old, fresh) ? old : fresh];
  });
  return parts.every(([key, value]) => value === before?.[key])
    ? known
    : (Object.fromEntries(parts.filter(([, value]) => value !== undefined)) as unknown as Link);
}

/** The table doesn't say whether both values stay where they are, but the history does. */
function unresolved(
  { at, linkId, field }: ConflictRecord,
  history: readonly HistoryEntry[],
): Partial<ConflictRecord> {
  const [property = field] = field.split('/', 1);
  const said = history.some(
    (line) =>
      line.linkId === linkId &&
      line.at === at &&
      line.reason?.code === 'first-pairing-difference' &&
      line.reason.parameters['field'] === property,
  );
  return said ? { unresolved: true } : {};
}
