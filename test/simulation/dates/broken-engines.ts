import type { SeriesKind } from '../../../src/sync/item.ts';
import { BROKEN_ENGINES, type Break } from '../broken-engines.ts';

/** Engines that stories about a CRM without series have to catch; otherwise these check nothing. */
export const BROKEN_DATES: Readonly<Record<string, Break>> = {
  'changes the series for one of its dates': onSeries(({ change }) => ({
    change: (series, changes) => {
      const [patch] = [...changes.values()].filter((one) => one !== null);
      return patch === undefined ? change(series, changes) : { ...change(series, changes), ...patch };
    },
  })),
  'forgets the other exceptions of a series': onSeries(({ change }) => ({
    change: ({ recurrenceOverrides: _all, ...series }, changes) =>
      change({ ...series, '@type': 'Event' }, changes),
  })),
  'shows a date without its exception': onSeries(({ occurrences }) => ({
    occurrences: ({ recurrenceOverrides: _all, ...series }, ids) =>
      occurrences({ ...series, '@type': 'Event' }, ids),
  })),
  'takes the series away with one of its dates': onSeries(({ change }) => ({
    change: (series, changes) => ([...changes.values()].includes(null) ? null : change(series, changes)),
  })),
  'names a date by when it takes place': onSeries(({ occurrences }) => ({
    occurrences: (series, ids) =>
      new Map(
        [...occurrences(series, ids)].map(([id, item]) => [
          id,
          { ...item, recurrenceId: item['start'] ?? id },
        ]),
      ),
  })),
  ...Object.fromEntries(
    ['forgets what it was about to do', 'never notices a deletion', 'creates without a key'].flatMap(
      (bug) => {
        const known = BROKEN_ENGINES[bug];
        return known === undefined ? [] : [[bug, known]];
      },
    ),
  ),
};

function onSeries(change: (series: SeriesKind) => Partial<SeriesKind>): Break {
  return (ports) => ({
    ...ports,
    kinds: ports.kinds.map((kind) =>
      kind.series === undefined ? kind : { ...kind, series: { ...kind.series, ...change(kind.series) } },
    ),
  });
}
