import { canonicalText } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { PumpSettings } from '../settings.ts';

/** The settings under which the links were last planned, as texts to be compared. */
export interface Remembered {
  /** The window, by days: it moves on. */
  readonly days: string;
  /** What says which way items travel. */
  readonly settings: string;
  /** What says how much of them may be stored. */
  readonly privacy: string;
}

const DAY_MS = 86_400_000;

/** What is remembered of settings, and of the kinds of items that are synchronised. */
export function remembered(settings: PumpSettings, kinds: readonly string[]): Remembered {
  const { direction, scope, collections, readOnly, createIn, window } = settings;
  const day = (at: number | null): number | null => (at === null ? null : Math.floor(at / DAY_MS));
  return {
    days: canonicalText([day(window.from), day(window.to)]),
    settings: canonicalText({
      ...{ direction, scope, collections, readOnly, createIn, kinds },
      ...policyOf(settings),
    }),
    privacy: privacyOf(settings),
  };
}

/** What is not set is not named: older texts stay the same when a setting is added. */
function policyOf({ rules = [], privacyLimit, existing, actingFor = [] }: PumpSettings): JsonObject {
  return {
    ...(rules.length === 0 ? {} : { rules: plain(rules) }),
    ...(privacyLimit === undefined ? {} : { privacyLimit }),
    ...(existing === undefined ? {} : { existing: plain(existing) }),
    ...(actingFor.length === 0 ? {} : { actingFor }),
  };
}

function privacyOf({ privacy, privacyLimit, rules = [] }: PumpSettings): string {
  // Of a rule that says nothing of privacy the order among the others matters as little as the rest of it.
  const ruling = rules.filter(({ then }) => then.privacy !== undefined);
  if (privacyLimit === undefined && ruling.length === 0) return privacy;
  return canonicalText([privacy, privacyLimit ?? null, plain(ruling)]);
}

/** Data without what is `undefined`. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
