import { Unsupported } from '../../../sync/errors.ts';
import { equal } from '../../../sync/json.ts';
import type { Event } from '../../../sync/kinds/event/event.ts';
import { resolve } from '../../../sync/kinds/event/occurrences.ts';
import { isRuleStart } from '../../../sync/kinds/event/recurrence.ts';
import { PAIRED } from './properties/all.ts';
import { instanceIndex } from './recurrence-from-item.ts';
import { TIME_PROPERTIES } from './time.ts';

/** What has to be done to one occurrence of a series. */
export interface OccurrenceWork {
  /** Original start, local in the zone of the series. */
  readonly id: string;
  /** Its place in the series, from 1. */
  readonly instance: number;
  /** How it shall be; null: away. */
  readonly target: Event | null;
  /** The properties that it doesn't have yet. */
  readonly names: ReadonlySet<string>;
}

/** What makes the exceptions of a stored series those of `target`. */
export interface SeriesWork {
  readonly occurrences: readonly OccurrenceWork[];
  /** A deleted occurrence shall be there again: Exchange brings back all or none, by a rule that is written anew. */
  readonly restores: boolean;
}

const NAMES = [...TIME_PROPERTIES, ...PAIRED];

/**
 * Compares resolved occurrences, both events in normal form. Throws Unsupported: Exchange knows no dates beside the
 * rule.
 */
export function seriesWork(stored: Event, target: Event): SeriesWork {
  const ids = new Set([
    ...Object.keys(stored.recurrenceOverrides ?? {}),
    ...Object.keys(target.recurrenceOverrides ?? {}),
  ]);
  const occurrences: OccurrenceWork[] = [];
  let restores = false;
  for (const id of [...ids].sort()) {
    const [now, wanted] = [resolve(stored, id)?.event ?? null, resolve(target, id)?.event ?? null];
    if (wanted !== null && !isRuleStart(target, id)) {
      if (target.recurrenceOverrides?.[id] === undefined) continue;
      throw new Unsupported({ code: 'rule-not-expressible' }, ['recurrenceOverrides']);
    }
    const instance = instanceIndex(target, id);
    if (instance === null || (wanted === null && now === null)) continue;
    if (now === null) restores = true;
    const names =
      now === null || wanted === null ? NAMES : NAMES.filter((name) => !equal(now[name], wanted[name]));
    if (names.length > 0) occurrences.push({ id, instance, target: wanted, names: new Set(names) });
  }
  return { occurrences, restores };
}
