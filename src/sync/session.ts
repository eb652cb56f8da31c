import { Throttled, Unavailable } from './errors.ts';
import type { SyncError } from './errors.ts';
import type { Item, ItemKind } from './item.ts';
import { forCrm } from './occurrences/occurrence-mailbox.ts';
import { actedFor } from './policy/delegation.ts';
import type { CallContext, LedgerTransaction, Lease, Side } from './ports.ts';
import type { PumpPorts, PumpReport, PumpSettings } from './settings.ts';
import type { PlanContext } from './step.ts';

/** How long to leave alone what failed for reasons that pass, in milliseconds. */
const RETRY_MS = 60_000;

/** One run of the pump: what it works with, and what it has done so far. */
export interface Session {
  readonly ports: PumpPorts;
  readonly lease: Lease;
  /** When it began, by this worker's clock (epoch milliseconds). */
  readonly begunAt: number;
  readonly settings: PumpSettings;
  readonly tally: Tally;
  /** Links that had to wait in this run; they stay dirty and are not tried again before the next one. */
  readonly deferred: Set<string>;
  /** Chosen collections that are not there any more. */
  readonly gone: string[];
  /** When to pump again (epoch milliseconds). */
  retryAt: number | null;
  /** Until when a side that was asked too much wants to be left alone (epoch milliseconds). Any pump asks both sides. */
  quietUntil: number | null;
}

/** Counts for the report. */
export interface Tally {
  readonly observed: Record<Side, number>;
  readonly written: Record<Side, Record<'create' | 'update' | 'remove', number>>;
}

export function openSession(given: PumpPorts, lease: Lease, chosen: PumpSettings): Session {
  const { ports, settings } = forCrm(given, chosen);
  const none = () => ({ create: 0, update: 0, remove: 0 });
  return {
    ports: { ...ports, kinds: ports.kinds.map((kind) => actedFor(kind, settings)) },
    lease,
    begunAt: ports.now(),
    settings,
    tally: { observed: { mailbox: 0, crm: 0 }, written: { mailbox: none(), crm: none() } },
    deferred: new Set(),
    gone: [],
    retryAt: null,
    quietUntil: null,
  };
}

/** The report of a run, ended early by `error` or to its end. */
export function reportOf(session: Session, error: SyncError | null): PumpReport {
  return {
    observed: session.tally.observed,
    written: session.tally.written,
    gone: session.gone,
    // Whatever else has to wait: nothing is asked for before that, nor need it wait longer.
    retryAt: session.quietUntil ?? session.retryAt,
    error: error === null ? null : { code: error.code, parameters: error.parameters },
  };
}

/** The deadline of a call that begins now. */
export function callContext(session: Session): CallContext {
  return { deadline: session.ports.now() + session.settings.callTimeoutMs };
}

export function transaction<T>(session: Session, work: (tx: LedgerTransaction) => Promise<T>): Promise<T> {
  return session.ports.ledger.transaction(session.lease, work);
}

/** The kind of an item, or undefined when it is not synchronised. */
export function kindOf(session: Session, item: Item): ItemKind | undefined {
  return session.ports.kinds.find((kind) => kind.type === item['@type']);
}

/** Asks for another pump, no later than `at`. */
export function retryBy(session: Session, at: number): void {
  session.retryAt = session.retryAt === null ? at : Math.min(session.retryAt, at);
}

/** Notes when an error that passes may be tried again. */
export function retryAfter(session: Session, error: SyncError): void {
  if (error instanceof Throttled) {
    session.quietUntil = Math.max(session.quietUntil ?? 0, error.retryAt);
    session.ports.onQuiet?.(session.quietUntil - session.ports.now());
  } else if (error instanceof Unavailable) retryBy(session, session.ports.now() + RETRY_MS);
}

/** What a plan may look at, but for siblings and guard. */
export function planBasics(
  session: Session,
  kind: ItemKind,
): Omit<PlanContext, 'siblings' | 'witnesses' | 'joinable' | 'series' | 'guarded'> {
  const { mailbox, crm, newId } = session.ports;
  const { since } = session.lease;
  const held = crm.traits.kinds[kind.type];
  return {
    kind,
    settings: session.settings,
    createIn: { mailbox: session.settings.createIn[kind.type], crm: held?.recordType },
    fields: { mailbox: mailbox.traits.fields[kind.type] ?? [], crm: held?.fields ?? [] },
    silentScheduling: mailbox.traits.silentScheduling,
    // However wrong this worker's clock is, it tells how long ago the lease was given.
    time: { looked: since, now: since + session.ports.now() - session.begunAt },
    freshKey: newId,
  };
}

/** Properties that a write on this side completes last (MailboxTraits). */
export function completedLastAt({ ports }: Session, side: Side): readonly string[] {
  return side === 'mailbox' ? (ports.mailbox.traits.completedLast ?? []) : [];
}
