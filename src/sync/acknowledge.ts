import { Denied, Gone, Stale, Throttled, Unavailable, Unsupported } from './errors.ts';
import type { SyncError } from './errors.ts';
import { itemBefore } from './evidence.ts';
import { applyPatch } from './item.ts';
import type { Item, ItemKind, Patch } from './item.ts';
import { lastRead, observe } from './observation.ts';
import { withOwn, withReduced, withoutDoubt } from './own-write.ts';
import { isWithheld, shownOf } from './policy/privacy.ts';
import type { Found, IntentRecord, Link, Side, WriteOutcome } from './ports.ts';
import { reason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import type { PumpSettings } from './settings.ts';
import { isTakenOff } from './taken-off.ts';
import { untoldAfter } from './untold.ts';
import { withUnfinished } from './unfinished.ts';

type Done = Extract<WriteOutcome, { readonly ok: true }>;

/**
 * A link after its write is known to have happened. What was sent is the base; what the side returned only if its
 * version is the write's own. A version without content is read later, and then belongs to this write.
 */
export function acknowledged(
  link: Link,
  intent: IntentRecord,
  outcome: Done,
  kind: ItemKind,
  settings: PumpSettings,
): Link {
  const settled: Link = {
    ...link,
    base: {
      crm: settledBase(link.base.crm, intent, 'crm'),
      mailbox: settledBase(link.base.mailbox, intent, 'mailbox'),
    },
    agreed: intent.agrees ?? link.agreed,
    dirty: true,
    decision: null,
    ...untoldAfter(link, intent),
  };
  const { side } = intent;
  if (intent.operation === 'remove') return observe(settled, side, { state: 'gone' });
  const placed: Link =
    side === 'crm'
      ? { ...settled, recordRef: outcome.ref, assigned: isMeant(settled, intent, settings) }
      : { ...settled, itemRef: outcome.ref };
  const own = ownFields(intent, kind);
  const was =
    intent.operation === 'create' && intent.target !== null
      ? { was: intent.target }
      : lastRead(link.observed[side]);
  if (outcome.version === null) return observe(placed, side, { state: 'unread', version: '', own, ...was });
  if (outcome.item === null)
    return observe(placed, side, { state: 'unread', version: outcome.version, own, ...was });
  const stored = kind.normalise(outcome.item);
  if (isKeptBack(link, stored, side, kind, settings))
    return observe(placed, side, { state: 'unread', version: outcome.version, own });
  const item = side === 'crm' ? kind.shared(stored) : stored;
  return {
    ...observe(placed, side, { state: 'present', version: outcome.version, item }),
    base: withOwn(placed.base, side, kind.shared(item), own),
  };
}

/**
 * Whether a record that was just written is meant for this mailbox's user. With its participants a record may cease to be: that is
 * known when it is seen again, and is nobody's word about their calendar.
 */
function isMeant({ assigned }: Link, intent: IntentRecord, { addresses }: PumpSettings): boolean {
  if (intent.operation === 'create') return true;
  const { replaces, target } = intent;
  return (
    assigned && !(replaces['participants'] !== undefined && isTakenOff(replaces, target ?? {}, addresses))
  );
}

/**
 * The same, when a look found that the write happened: what is there now is an observation of its own, and so is for whom it is
 * meant: another mailbox's create may have made it. Properties that a write completes last (`completedLast`) may be unfinished.
 */
export function recovered(
  link: Link,
  intent: IntentRecord,
  found: Pick<Found, 'ref' | 'version' | 'item' | 'users'>,
  kind: ItemKind,
  completedLast: readonly string[],
  settings: PumpSettings,
): Link {
  const outcome: Done = { ok: true, ref: found.ref, version: null, item: null };
  const acknowledgement = acknowledged(link, intent, outcome, kind, settings);
  const isSeen = intent.operation === 'create' && intent.side === 'crm';
  const assigned = isSeen
    ? link.assigned || found.users?.includes(settings.userId) === true
    : acknowledgement.assigned;
  const done = { ...acknowledgement, assigned };
  const stored = kind.normalise(found.item);
  const own = ownFields(intent, kind);
  if (isKeptBack(link, stored, intent.side, kind, settings))
    return observe(done, intent.side, { state: 'unread', version: '', own });
  const reduced = withReduced(done, intent.side, kind.shared(stored), own, kind);
  const written = completedLast.filter((field) => own[field] !== undefined);
  const interrupted = { sent: own, stored, before: itemBefore(intent, kind) };
  const known = {
    base: withUnfinished(reduced.base, interrupted, written),
    agreed: withoutDoubt(reduced.agreed, written),
  };
  const item = intent.side === 'crm' ? kind.shared(stored) : stored;
  return { ...observe(done, intent.side, { state: 'present', version: found.version, item }), ...known };
}

/** The same, when it was seen to have happened already and has changed since: what was observed stands, cut or not. */
export function happened(link: Link, intent: IntentRecord, kind: ItemKind, settings: PumpSettings): Link {
  const { side } = intent;
  const ref = side === 'crm' ? link.recordRef : link.itemRef;
  if (ref === null) return link;
  const done = acknowledged(link, intent, { ok: true, ref, version: null, item: null }, kind, settings);
  const seen = link.observed[side];
  const known =
    seen.state === 'present'
      ? withReduced(done, side, kind.shared(seen.item), ownFields(intent, kind), kind)
      : {};
  const assigned = done.assigned && link.assigned;
  return { ...done, ...known, observed: link.observed, assigned };
}

/**
 * Whether the owner has made an item private since, or a rule withholds it: what it says is not for the ledger. It is read
 * once more, where reading projects it; so is what was withheld, and is not any more.
 */
function isKeptBack(link: Link, item: Item, side: Side, kind: ItemKind, settings: PumpSettings): boolean {
  return side === 'mailbox' && (isWithheld(link) || shownOf(item, kind, settings).privacy !== 'in');
}

/** The properties whose stored form this write decided, as sent: those written, and their dependents. */
function ownFields(intent: IntentRecord, kind: ItemKind): Patch {
  const written = intent.operation === 'create' ? Object.keys(kind.fields) : Object.keys(intent.patch);
  const dependents = written.flatMap((field) => kind.fields[field]?.dependents ?? []);
  const sent: Patch = intent.target === null ? {} : kind.shared(kind.normalise(intent.target));
  return Object.fromEntries(
    [...new Set([...written, ...dependents])]
      .filter((field) => kind.fields[field]?.scope === 'shared')
      .map((field) => [field, sent[field] ?? null]),
  );
}

function settledBase(base: Item | null, intent: IntentRecord, side: Side): Item | null {
  const patch = intent.settles[side];
  return Object.keys(patch).length === 0 ? base : (applyPatch(base ?? {}, patch) as Item);
}

/** A link whose step is known not to have happened: what a create was to tell a new record, it was not told. */
export function untaught(link: Link, { operation, side }: IntentRecord): Link {
  const wasToTell = operation === 'create' && side === 'crm' && link.base.crm === null;
  return wasToTell && link.recordRef === null ? { ...link, base: { crm: null, mailbox: null } } : link;
}

/** What an error that promises "nothing was changed" means for the link. Null: the link is as it was, try again later. */
export function refused(link: Link, intent: IntentRecord, error: SyncError): Link | null {
  if (error instanceof Stale || error instanceof Gone) {
    // Somebody was faster. What is there now has to be looked at; creates are resolved by their key.
    return intent.operation === 'create'
      ? null
      : {
          ...observe(link, intent.side, { state: 'missing', ...lastRead(link.observed[intent.side]) }),
          dirty: true,
        };
  }
  if (error instanceof Throttled || error instanceof Unavailable) return null;
  if (error instanceof Denied && error.scope === 'mailbox') return null;
  // What a person said of a mail is about this step; set aside, it waits for another word.
  const decision = intent.operation === 'update' && intent.mailPolicy === 'send' ? null : link.decision;
  const why = whyRefused(error, intent.side);
  return { ...link, state: 'quarantined', reason: why, decision, dirty: false };
}

function whyRefused(error: SyncError, side: Side): Reason {
  const parameters = { ...error.parameters, code: error.code, side };
  if (error instanceof Denied) return reason('item-denied', parameters);
  if (error instanceof Unsupported)
    return reason('item-unsupported', { ...parameters, fields: error.fields });
  return reason('item-rejected', parameters);
}

/** The same thing exists already, but not where its key says: another pair of eyes has to look at it. */
export function occupied(link: Link, side: Side): Link {
  return {
    ...link,
    state: 'quarantined',
    reason: reason('item-rejected', { code: 'exists-elsewhere', side }),
    dirty: false,
  };
}
