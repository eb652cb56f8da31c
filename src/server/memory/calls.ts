import { Stale, Gone, Throttled, Unavailable, type SyncError } from '../../sync/errors.ts';
import type {
  CallContext,
  CreateRequest,
  RemoveRequest,
  UpdateRequest,
  WriteOutcome,
} from '../../sync/ports.ts';
import type { Call, CallFault, Faults } from './faults.ts';
import type { Store, Stored } from './store.ts';

/** What a side in memory is made of. */
export interface Side {
  readonly store: Store;
  readonly faults: Faults;
  /** Longest batch; a longer one is the caller's mistake and throws RangeError. */
  readonly batch: { readonly read: number; readonly write: number };
}

/** What a side answers to a write: its own version, or null where it doesn't say; the item, or null. */
export interface Answers {
  readonly version: boolean;
  readonly item: boolean;
}

/** Answers a call that has no effect, unless something goes wrong with it. */
export function look<T>(side: Side, call: Call, context: CallContext, answer: () => T): Promise<T> {
  return promised(() => {
    const fault = begin(side, call, side.batch.read);
    if (side.store.now() >= context.deadline) throw tooLate();
    if (fault !== null) throw failure(fault, side.store.now(), 'none');
    return answer();
  });
}

/** Carries out a batch of writes, unless something goes wrong with all of it, or with single requests. */
export function write<T>(
  side: Side,
  verb: 'create' | 'update' | 'remove',
  requests: readonly T[],
  context: CallContext,
  carryOut: (request: T) => WriteOutcome,
): Promise<readonly WriteOutcome[]> {
  return promised(() => {
    const { store } = side;
    const fault = begin(side, { verb, size: requests.length }, side.batch.write);
    if (store.now() >= context.deadline) return requests.map(() => refusal(tooLate()));
    if (fault?.type === 'partial')
      return requests.map((one, index) => partial(fault.requests[index], one, carryOut));
    if (fault === null || fault.type === 'lost-answer' || fault.type === 'cut') {
      const outcomes = (fault?.type === 'cut' ? requests.slice(0, fault.after) : requests).map(carryOut);
      if (fault === null) return outcomes;
    }
    if (fault.type === 'late') {
      const at = store.now() + Math.floor(fault.fraction * (context.deadline - store.now()));
      store.later(at, () => {
        requests.forEach(carryOut);
      });
    }
    throw failure(fault, store.now(), 'unknown');
  });
}

/** Creates unless an item with the id or (where the side minds) the key or the UID is there already. */
export function createOne(
  side: Side,
  request: CreateRequest,
  rules: {
    readonly uniqueKey: boolean;
    readonly uniqueUid: boolean;
    readonly id: string | undefined;
    readonly users: readonly string[];
  },
  answers: Answers,
): WriteOutcome {
  const { store } = side;
  const { collection, item, intent } = request;
  const uid = item['uid'];
  const taken =
    (rules.uniqueKey ? store.byKey(collection, intent.correlationKey) : null) ??
    (rules.id === undefined ? null : store.live(rules.id)) ??
    (rules.uniqueUid && typeof uid === 'string' ? store.byUid(collection, uid) : null);
  if (taken !== null) return refusal(new Stale({ code: 'exists-already' }));
  const id = rules.id === undefined || store.items.has(rules.id) ? {} : { id: rules.id };
  const { correlationKey } = intent;
  return done(side, store.insert(item, { collection, correlationKey, users: rules.users, ...id }), answers);
}

/** Writes the patch if the version is the expected one, where the side can tell. */
export function updateOne(
  side: Side,
  request: UpdateRequest,
  conditional: boolean,
  answers: Answers,
): WriteOutcome {
  const stored = expected(side.store, request, conditional);
  if ('ok' in stored) return stored;
  const { patch, intent } = request;
  const tellsOnly = intent.mailPolicy === 'send' && Object.keys(patch).length === 0;
  const { id } = stored.ref;
  return done(side, tellsOnly ? side.store.touch(id, intent.id) : side.store.edit(id, patch), answers);
}

/** Removes the item if the version is the expected one, where the side can tell. */
export function removeOne(
  side: Side,
  request: RemoveRequest,
  conditional: boolean,
  answers: Answers,
): WriteOutcome {
  const stored = expected(side.store, request, conditional);
  if ('ok' in stored) return stored;
  const { ref, version } = side.store.remove(stored.ref.id);
  return { ok: true, ref, version: answers.version ? version : null, item: null };
}

/** An error's outcome. */
export function refusal(error: SyncError): WriteOutcome {
  return { ok: false, error };
}

function expected(
  store: Store,
  request: UpdateRequest | RemoveRequest,
  conditional: boolean,
): Stored | (WriteOutcome & { ok: false }) {
  const stored = store.live(request.ref.id);
  if (stored?.ref.collection !== request.ref.collection)
    return { ok: false, error: new Gone({ code: 'not-there' }) };
  const { expectedVersion } = request.intent;
  if (conditional && expectedVersion !== null && expectedVersion !== stored.version) {
    return { ok: false, error: new Stale({ code: 'version-moved-on' }) };
  }
  return stored;
}

function done(side: Side, stored: Stored, answers: Answers): WriteOutcome {
  if (side.faults.rewritten()) side.store.touch(stored.ref.id);
  const { ref, version, item } = stored;
  return { ok: true, ref, version: answers.version ? version : null, item: answers.item ? item : null };
}

function tooLate(): Unavailable {
  return new Unavailable({ code: 'deadline-passed' }, 'none');
}

function begin(side: Side, call: Call, limit: number): CallFault | null {
  side.store.settle();
  if (call.size > limit)
    throw new RangeError(`A batch of ${String(call.size)} ${call.verb}s; ${String(limit)} allowed`);
  return side.faults.call(call);
}

function partial<T>(
  fault: 'before' | 'after' | 'refused' | undefined,
  request: T,
  carryOut: (request: T) => WriteOutcome,
): WriteOutcome {
  if (fault === undefined) return carryOut(request);
  if (fault === 'refused') return refusal(new Unavailable({ code: 'server-error' }, 'none'));
  if (fault === 'after') carryOut(request);
  return refusal(new Unavailable({ code: 'server-error' }));
}

function failure(fault: CallFault, now: number, effect: 'none' | 'unknown'): SyncError {
  if (fault.type === 'throttled') return new Throttled({ code: 'throttled' }, now + fault.retryAfterMs);
  if (fault.type === 'refused') return new Unavailable({ code: 'connection-refused' }, 'none');
  if (fault.type === 'server-error') return new Unavailable({ code: 'server-error' }, effect);
  return new Unavailable({ code: fault.type === 'cut' ? 'connection-cut' : 'timed-out' }, effect);
}

function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
