/**
 * What can go wrong on demand. Transport faults concern any request; the others take effect where they mean
 * something (a rewrite when an event is stored, a repetition when changes are asked for).
 */
export type Fault =
  /** 429 with Retry-After. Nothing happens. */
  | { readonly kind: 'throttle'; readonly retryAfterSeconds: number }
  /** 503, with Retry-After unless null. Nothing happens. */
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number | null }
  /** The connection is cut; nothing happens. */
  | { readonly kind: 'cut-before' }
  /** It happens; then the connection is cut without an answer. */
  | { readonly kind: 'cut-after' }
  /** It happens; the answer is a gateway's 504. */
  | { readonly kind: 'lose-acknowledgement' }
  /** It happens; no answer ever comes, and the connection stays open. */
  | { readonly kind: 'hang' }
  /** It happens; the answer breaks off after so many bytes of its body. */
  | { readonly kind: 'truncate-answer'; readonly bytes: number }
  /** Nothing happens; this is the answer (a captive portal's page, an entity bomb, half a document). */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** Every cursor handed out so far for the calendar becomes unknown. */
  | { readonly kind: 'forget-cursors' }
  /** The changes since the beginning are reported once more, after the real ones. */
  | { readonly kind: 'repeat-changes' }
  /** Changes come in reverse order. */
  | { readonly kind: 'reorder-changes' }
  /** A listing ends after `count` items; `silent` without saying so, else as the protocol prescribes. */
  | { readonly kind: 'truncate-listing'; readonly count: number; readonly silent: boolean }
  /** What is stored is not what was sent. */
  | { readonly kind: 'rewrite'; readonly rewrite: (text: string) => string }
  /** Properties that the server does not keep, by name in any case. */
  | { readonly kind: 'drop-properties'; readonly names: readonly string[] }
  /** Every event of the calendar gets a new version without having changed. */
  | { readonly kind: 'churn-versions' }
  /** A write is answered without the new version. */
  | { readonly kind: 'no-version' }
  /** Exchange's ErrorServerBusy, with so many milliseconds to wait unless null. Nothing happens. */
  | { readonly kind: 'server-busy'; readonly backOffMilliseconds: number | null }
  /** One item of the answer is an error (Exchange's response code); with `uid` only that meeting's. */
  | { readonly kind: 'item-error'; readonly code: string; readonly uid?: string }
  /** Every subscription to notifications becomes unknown. */
  | { readonly kind: 'forget-subscriptions' };

export type FaultKind = Fault['kind'];
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

/** A request as faults see it. */
export interface FaultTarget {
  /** The HTTP method, or the face's name for the operation. */
  readonly operation: string;
  readonly path: string;
}

/** When a fault strikes. */
export interface FaultRule {
  readonly fault: Fault;
  /** How often; default once. */
  readonly times?: number;
  /** How many requests that would match are spared first; default none. */
  readonly after?: number;
  /** Only this operation (HTTP method, or the name of EWS's operation). */
  readonly operation?: string;
  /** Only paths that contain this. */
  readonly path?: string;
}

/** The faults that lie in wait. */
export interface Faults {
  /** Lays a fault; returns how to take it away again. */
  add(rule: FaultRule): () => void;
  /** Takes all away. */
  clear(): void;
  /** How many strikes are left over, all rules together. */
  pending(): number;
  /** The fault of one of these kinds that strikes this request, counted as struck; or null. */
  take<K extends FaultKind>(
    kinds: readonly K[],
    target: FaultTarget,
    /** Whether the fault means this part of the request. */
    meant?: (fault: FaultOf<K>) => boolean,
  ): FaultOf<K> | null;
}

interface Waiting {
  readonly rule: FaultRule;
  spared: number;
  left: number;
}

/** No faults, until some are added. */
export function noFaults(): Faults {
  let waiting: Waiting[] = [];
  return {
    add(rule) {
      const entry = { rule, spared: rule.after ?? 0, left: rule.times ?? 1 };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    clear() {
      waiting = [];
    },
    pending: () => waiting.reduce((sum, entry) => sum + entry.left, 0),
    take: (kinds, target, meant = () => true) => take(waiting, kinds, target, meant),
  };
}

function take<K extends FaultKind>(
  waiting: readonly Waiting[],
  kinds: readonly K[],
  target: FaultTarget,
  meant: (fault: FaultOf<K>) => boolean,
): FaultOf<K> | null {
  for (const entry of waiting) {
    if (entry.left <= 0 || !isOneOf(entry.rule.fault, kinds)) continue;
    if (!concerns(entry.rule, target) || !meant(entry.rule.fault)) continue;
    if (entry.spared > 0) {
      entry.spared -= 1;
      continue;
    }
    entry.left -= 1;
    return entry.rule.fault;
  }
  return null;
}

function isOneOf<K extends FaultKind>(fault: Fault, kinds: readonly K[]): fault is FaultOf<K> {
  return (kinds as readonly FaultKind[]).includes(fault.kind);
}

function concerns(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.operation !== undefined && rule.operation !== target.operation) return false;
  return rule.path === undefined || target.path.includes(rule.path);
}
