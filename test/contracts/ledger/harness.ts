import type {
  ConflictRecord,
  Link,
  Ledger,
  Lease,
  IntentRecord,
  Ref,
  Side,
} from '../../../src/sync/ports.ts';
import type { Leases } from '../../../src/server/storage/ledger/leases.ts';
import { newId } from '../../../src/server/storage/uuid.ts';

/** A ledger under test. */
export interface OpenLedger {
  readonly ledger: Ledger;
  readonly leases: Leases;
  /** The id of a new mailbox. */
  mailbox(): Promise<string>;
  /** A person's answer, given outside of any lease. */
  decide(linkId: string, decision: Link['decision']): Promise<void>;
  /** Lines of a mailbox's history, oldest first. */
  history(mailboxId: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** How a kind of ledger is opened. */
export interface LedgerHarness {
  readonly name: string;
  open(): Promise<OpenLedger>;
}

/** Two leased mailboxes of one ledger. */
export interface Room extends OpenLedger {
  readonly mine: Lease;
  readonly other: Lease;
}

/** Leases two new mailboxes. */
export async function makeRoom(open: OpenLedger): Promise<Room> {
  const [mine, other] = await Promise.all([leased(open), leased(open)]);
  return { ...open, mine, other };
}

async function leased(open: OpenLedger): Promise<Lease> {
  const lease = await open.leases.acquire(await open.mailbox(), 'worker', 60_000);
  if (lease === null) throw new Error('A new mailbox must be free');
  return lease;
}

/** A reference that no other test uses. */
export function freshRef(collection = '/calendars/work/'): Ref {
  return { collection, id: newId() };
}

/** A link that has just been made, changed as the test wants. */
export function makeLink(lease: Lease, change: Partial<Link> = {}): Link {
  return {
    id: newId(),
    mailboxId: lease.mailboxId,
    kind: 'Event',
    itemRef: null,
    recordRef: null,
    identity: null,
    role: null,
    correlationKey: newId(),
    state: 'active',
    reason: null,
    observed: { mailbox: { state: 'unknown' }, crm: { state: 'unknown' } },
    base: { mailbox: null, crm: null },
    agreed: { normaliser: 1, fields: ['title'] },
    personal: {},
    assigned: true,
    dirty: false,
    seenIn: { mailbox: 0, crm: 0 },
    decision: null,
    mark: null,
    ...change,
  };
}

/** A side that holds something. */
export function present(title = 'Meeting', version = 'v1'): Link['observed'][Side] {
  return { state: 'present', version, item: { '@type': 'Event', title } };
}

/** An intent about a link. */
export function makeIntent(link: Link, change: Partial<IntentRecord> = {}): IntentRecord {
  return {
    id: newId(),
    mailboxId: link.mailboxId,
    linkId: link.id,
    side: 'crm',
    operation: 'update',
    ref: link.recordRef,
    collection: 'appointment',
    correlationKey: link.correlationKey,
    expectedVersion: 'v1',
    mailPolicy: 'none',
    patch: { title: 'New' },
    target: { '@type': 'Event', title: 'New' },
    lost: [],
    agrees: { normaliser: 1, fields: ['title'] },
    replaces: { title: 'Old' },
    settles: { mailbox: { title: 'New' }, crm: { title: null } },
    deadline: 1_700_000_000_000,
    lastsMs: 60_000,
    ...change,
  };
}

/** A value of a link's title that lost against another. */
export function conflictOf(linkId: string, change: Partial<ConflictRecord> = {}): ConflictRecord {
  return {
    id: newId(),
    linkId,
    at: 5_000,
    field: 'title',
    losingSide: 'mailbox',
    losing: { value: 'A' },
    winning: { value: 'B' },
    ...change,
  };
}
