import { createMemoryLedger } from '../../src/server/storage/memory/memory-ledger.ts';
import type { Item } from '../../src/sync/item.ts';
import { equal } from '../../src/sync/json.ts';
import type {
  ConflictRecord,
  HistoryEntry,
  IntentRecord,
  Ledger,
  Lease,
  Link,
  Ref,
  Side,
  Version,
} from '../../src/sync/ports.ts';
import { thingOf } from './reading.ts';

/** The ledger of one scenario, and a look into it. */
export interface SimulatedLedger {
  readonly ledger: Ledger;
  /** The same without its fence: whoever asks is taken for the newest worker. */
  readonly unfenced: Ledger;
  /** A lease that makes all earlier ones on the mailbox worthless. */
  acquire(mailboxId: string): Promise<Lease>;
  isCurrent(lease: Lease): boolean;
  notes(): { readonly history: readonly HistoryEntry[]; readonly conflicts: readonly ConflictRecord[] };
  links(mailboxId: string): readonly Link[];
  /** Things of which something waits for a person's word. */
  waiting(): ReadonlySet<number>;
  /** Which thing a link is about, as far as anybody can tell. */
  thingOfLink(linkId: string): number | null;
  /** The mailbox that a link is of. */
  mailboxOfLink(linkId: string): string | null;
  /** The intents that are open. */
  intents(mailboxId: string): readonly IntentRecord[];
  /** Whether an update of this item is open that made this version of it, or one before it, as far as anybody knows. */
  isUnheard(place: { readonly side: Side; readonly mailboxId?: string }, ref: Ref, version: Version): boolean;
  /** Whether somebody is about to make a record of the thing, or has done so without anybody having heard of it. */
  isBeingRecorded(thing: number): boolean;
  /** Answers every held deletion of the mailbox; returns the things that it was about. */
  decide(mailboxId: string, answer: 'approve' | 'reject'): Promise<readonly number[]>;
  /** Answers what is saved in the CRM and not sent; returns the things that it was about. Absent: not played. */
  readonly answerUnsent?: (mailboxId: string, answer: 'send' | 'discard') => readonly number[];
  /** Marks what the mailbox has of a thing; returns whether there is anything. Absent: not played. */
  readonly mark?: (mailboxId: string, thing: number, mark: 'off' | null) => boolean;
  /** Takes all marks off. */
  readonly unmark?: (mailboxId: string) => void;
}

/** What a ledger holds. */
export interface Holdings {
  readonly links: (mailboxId: string) => readonly Link[];
  readonly link: (id: string) => Link | undefined;
  /** Of all mailboxes. */
  readonly intents: () => readonly (IntentRecord & { readonly mailboxId: string })[];
  readonly mailboxIds: () => Iterable<string>;
}

/** What can be asked of what a ledger holds. */
export function lookInto({
  links,
  link: linkOf,
  intents,
  mailboxIds,
}: Holdings): Pick<
  SimulatedLedger,
  'links' | 'intents' | 'isBeingRecorded' | 'isUnheard' | 'waiting' | 'thingOfLink' | 'mailboxOfLink'
> {
  return {
    links,
    intents: (mailboxId) => intents().filter((intent) => intent.mailboxId === mailboxId),
    isBeingRecorded: (thing) =>
      intents().some(
        ({ side, operation, target }) =>
          side === 'crm' && operation === 'create' && target !== null && thingOf(target) === thing,
      ),
    isUnheard: ({ side, mailboxId }, ref, version) =>
      intents().some((intent) => {
        const seen = linkOf(intent.linkId)?.observed[side];
        return (
          intent.side === side &&
          (mailboxId === undefined || intent.mailboxId === mailboxId) &&
          intent.operation === 'update' &&
          intent.ref?.id === ref.id &&
          intent.expectedVersion !== version &&
          !(seen?.state === 'present' && seen.version === version && shows(seen.item, intent))
        );
      }),
    waiting: () => {
      const all = [...mailboxIds()].flatMap(links);
      // What was written already only waits for a mail.
      const waiting = all.filter(
        ({ state, untold }) => state === 'held' || (state === 'not-sent' && untold == null),
      );
      return new Set(waiting.flatMap((link) => thingOfLink(link) ?? []));
    },
    thingOfLink: (linkId) => {
      const link = linkOf(linkId);
      return link === undefined ? null : thingOfLink(link);
    },
    mailboxOfLink: (linkId) =>
      [...mailboxIds()].find((name) => links(name).some(({ id }) => id === linkId)) ?? null,
  };
}

/** Whether an item shows that a write came before it: a value that was sent. */
function shows(item: Item, { patch, target }: IntentRecord): boolean {
  return Object.keys(patch).some((field) => equal(item[field], target?.[field]));
}

/** An empty ledger. `now`: epoch milliseconds. */
export function openSimulatedLedger(now: () => number): SimulatedLedger {
  const ledger = createMemoryLedger({ now });
  const epochs = new Map<string, number>();
  const links = (mailboxId: string): readonly Link[] => ledger.store.links.ofMailbox(mailboxId);
  return {
    ledger,
    unfenced: {
      transaction: (lease, work) =>
        ledger.transaction({ ...lease, epoch: epochs.get(lease.mailboxId) ?? lease.epoch }, work),
    },
    ...lookInto({
      links,
      link: (id) => ledger.store.links.get(id),
      intents: () => [...ledger.store.intents.values()],
      mailboxIds: () => epochs.keys(),
    }),
    acquire: async (mailboxId) => {
      const lease = await ledger.leases.acquire(mailboxId, 'simulated', 3_600_000, { takeOver: true });
      if (lease === null) throw new Error(`No lease on ${mailboxId}`);
      epochs.set(mailboxId, lease.epoch);
      return lease;
    },
    isCurrent: ({ mailboxId, epoch }) => epochs.get(mailboxId) === epoch,
    notes: () => ({ history: ledger.store.history, conflicts: ledger.store.conflicts }),
    decide: (mailboxId, answer) => {
      const held = links(mailboxId).filter(({ state }) => state === 'held');
      for (const { id } of held) ledger.decide(id, answer);
      return Promise.resolve(held.flatMap((link) => thingOfLink(link) ?? []));
    },
    answerUnsent: (mailboxId, answer) => {
      const unsent = links(mailboxId).filter(({ state }) => state === 'not-sent');
      for (const { id } of unsent) ledger.decide(id, answer);
      return unsent.flatMap((link) => thingOfLink(link) ?? []);
    },
    mark: (mailboxId, thing, mark) => {
      const about = links(mailboxId).filter(
        (link) => link.state !== 'ended' && link.mark !== mark && thingOfLink(link) === thing,
      );
      for (const { id } of about) ledger.mark(id, mark);
      return about.length > 0;
    },
    unmark: (mailboxId) => {
      for (const { id, mark } of links(mailboxId)) if (mark !== null) ledger.mark(id, null);
    },
  };
}

/** Which thing a link is about, as far as anybody can tell. */
export function thingOfLink({ observed, base, identity }: Link): number | null {
  for (const seen of [observed.mailbox, observed.crm]) {
    if (seen.state === 'present') return thingOf(seen.item);
  }
  const known = base.crm ?? base.mailbox;
  if (known !== null) return thingOf(known);
  // What is to be read again has nothing but its name.
  const [, thing = null] = /^thing-(\d+)@/.exec(identity ?? '') ?? [];
  return thing === null ? null : Number(thing);
}
