import { CursorLost } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Json } from '../json.ts';
import type { Cursor, Version } from '../ports/side.ts';
import { runsOf, startsOf } from './runs.ts';
import type { Run } from './runs.ts';

/** What the feed has told of one series. */
export interface ToldSeries {
  /** ItemKind.identity of the series; null where it has none. */
  readonly identity: string | null;
  /** Of the series when it was last told. */
  readonly version: Version;
  /** The time frame for which it was told (`days` of a RollingWindow). */
  readonly days: string;
  /** Original starts of the occurrences that were told and not taken back. */
  readonly starts: readonly string[];
  /** It was there in the very first listing, and nobody has changed it since. */
  readonly untouched: boolean;
}

/**
 * What a collection's feed has told of its series. It travels in the feed's cursor, so that it is kept or lost together
 * with what was told.
 */
export interface Told {
  /** Of the mailbox's own feed; null: it is to be listed anew. */
  readonly inner: Cursor | null;
  /** The very first listing is under way. */
  readonly first: boolean;
  /** A full listing is under way. */
  readonly listing: boolean;
  /** By id. */
  readonly series: ReadonlyMap<string, ToldSeries>;
}

/** Before anything was told. */
export const NOTHING_TOLD: Told = { inner: null, first: true, listing: false, series: new Map() };

type Entry = readonly [
  id: string,
  identity: string | null,
  version: string,
  days: string,
  runs: readonly Run[],
  untouched: 0 | 1,
];

/** Of the cursor: raised when it is written otherwise. Everything is then listed again. */
const FORM = 1;

/** The cursor that holds all of it. */
export function cursorOf({ inner, first, listing, series }: Told): Cursor {
  const entries = [...series].map(([id, { identity, version, days, starts, untouched }]): Entry => [
    id,
    identity,
    version,
    days,
    runsOf(starts),
    untouched ? 1 : 0,
  ]);
  return JSON.stringify({ form: FORM, inner, first, listing, series: entries });
}

/** What a cursor holds. Throws CursorLost where it was not made here. */
export function toldIn(cursor: Cursor | null): Told {
  if (cursor === null) return NOTHING_TOLD;
  const parsed = parse(cursor);
  if (!isObject(parsed) || parsed['form'] !== FORM) throw new CursorLost({ code: 'cursor-unknown' });
  const { inner, first, listing } = parsed;
  const series = (parsed['series'] as readonly Entry[]).map(
    ([id, identity, version, days, runs, untouched]): [string, ToldSeries] => [
      id,
      { identity, version, days, starts: startsOf(runs), untouched: untouched === 1 },
    ],
  );
  return {
    inner: typeof inner === 'string' ? inner : null,
    first: first === true,
    listing: listing === true,
    series: new Map(series),
  };
}

function parse(cursor: Cursor): Json {
  try {
    return JSON.parse(cursor) as Json;
  } catch {
    return null;
  }
}
