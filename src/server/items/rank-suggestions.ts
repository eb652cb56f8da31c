import type { Reason } from '../../contract/index.ts';

/** What speaks for a record. */
export interface Evidence {
  readonly recordId: string;
  readonly code: EvidenceCode;
  readonly parameters?: Readonly<Record<string, string>>;
  /** It is about who wrote the mail or called the meeting. */
  readonly sender?: boolean;
}

/**
 * How much each kind of evidence weighs. What was done with the same conversation says most; then who is there; where they
 * write from says less, and that the user was just busy with a record hardly anything.
 */
const WEIGHTS = {
  'suggested-thread': 100,
  'suggested-series': 90,
  'suggested-participant': 60,
  'suggested-address': 55,
  'suggested-company-of': 45,
  'suggested-open-matter': 42,
  'suggested-open-opportunity': 40,
  'suggested-domain': 30,
  'suggested-recent': 10,
} as const;
export type EvidenceCode = keyof typeof WEIGHTS;

/** The sender matters a little more than who reads along. */
const SENDER = 5;
const MOST_REASONS = 4;
/** Records that nothing speaks for but that the user was busy with them: more would bury the others. */
const MOST_RECENT = 2;

/** A record and all that speaks for it, the weightiest first. */
export interface Ranked {
  readonly recordId: string;
  readonly reasons: readonly Reason[];
}

/**
 * Records by what speaks for them, best first. Each kind of evidence counts once, so that ten people of one company don't
 * outweigh its conversation. Of equals the one that was named first.
 */
export function rankSuggestions(
  evidence: readonly Evidence[],
  without: ReadonlySet<string>,
): readonly Ranked[] {
  const byRecord = new Map<string, Evidence[]>();
  for (const one of evidence) {
    if (!without.has(one.recordId)) byRecord.set(one.recordId, [...(byRecord.get(one.recordId) ?? []), one]);
  }
  const ranked = [...byRecord]
    .map(([recordId, all]) => ({ recordId, score: scoreOf(all), reasons: reasonsOf(all) }))
    .sort((a, b) => b.score - a.score)
    .map(({ recordId, reasons }) => ({ recordId, reasons }));
  const isRelated = ({ reasons }: Ranked) => reasons.some(({ code }) => code !== 'suggested-recent');
  const busyWith = ranked.filter((one) => !isRelated(one)).slice(0, MOST_RECENT);
  return [...ranked.filter(isRelated), ...busyWith];
}

function weightOf({ code, sender = false }: Evidence): number {
  return WEIGHTS[code] + (sender ? SENDER : 0);
}

function scoreOf(evidence: readonly Evidence[]): number {
  const best = new Map<string, number>();
  for (const one of evidence) best.set(one.code, Math.max(weightOf(one), best.get(one.code) ?? 0));
  return [...best.values()].reduce((sum, weight) => sum + weight, 0);
}

function reasonsOf(evidence: readonly Evidence[]): readonly Reason[] {
  const distinct = new Map<string, Reason>();
  for (const { code, parameters = {} } of [...evidence].sort((a, b) => weightOf(b) - weightOf(a))) {
    distinct.set(JSON.stringify([code, parameters]), { code, parameters: { ...parameters } });
  }
  return [...distinct.values()].slice(0, MOST_REASONS);
}
