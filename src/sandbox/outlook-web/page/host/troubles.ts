/** A call of an add-in, as troubles see it. */
export interface HostCall {
  /** `GetInitialData`, `ExecuteMethod`, `executeMethod`, `ContextActivationManager_getAppContextAsync`, or an event's name. */
  readonly action: string;
  /** The method's number; null where there is none. */
  readonly method: number | null;
}

/** What becomes of an answer. */
export type Trouble =
  /** It never comes; the call takes effect. */
  | { readonly kind: 'lose' }
  /** It comes so many milliseconds later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The call has no effect and fails with this code. */
  | { readonly kind: 'fail'; readonly code: number };

/** When trouble strikes. */
export interface TroubleRule {
  readonly trouble: Trouble;
  /** Only this method (`ExecuteMethod`'s number); default any call. */
  readonly method?: number;
  /** Only this action; default any. */
  readonly action?: string;
  /** How often; default once. */
  readonly times?: number;
}

/** The troubles that lie in wait, and what add-ins called so far. Tests reach it as `window.outlookHost`. */
export interface HostTroubles {
  add(rule: TroubleRule): void;
  clear(): void;
  /** The latest calls, oldest first. */
  calls(): readonly HostCall[];
  /** The trouble that strikes this call, counted as struck; null: none. */
  take(call: HostCall): Trouble | null;
}

declare global {
  interface Window {
    outlookHost?: HostTroubles;
  }
}

const REMEMBERED = 2000;

/** No trouble, until some is added. */
export function noTroubles(): HostTroubles {
  let waiting: { readonly rule: TroubleRule; left: number }[] = [];
  let calls: HostCall[] = [];
  return {
    add(rule) {
      waiting.push({ rule, left: rule.times ?? 1 });
    },
    clear() {
      waiting = [];
    },
    calls: () => calls,
    take(call) {
      calls = [...calls.slice(-REMEMBERED), call];
      const entry = waiting.find(({ rule, left }) => left > 0 && concerns(rule, call));
      if (entry === undefined) return null;
      entry.left -= 1;
      return entry.rule.trouble;
    },
  };
}

function concerns(rule: TroubleRule, call: HostCall): boolean {
  if (rule.method !== undefined && rule.method !== call.method) return false;
  return rule.action === undefined || rule.action === call.action;
}
