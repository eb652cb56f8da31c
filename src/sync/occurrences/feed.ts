import { CursorLost } from '../errors.ts';
import { refKey } from '../observation.ts';
import type { CallContext, Change, Cursor, Page } from '../ports.ts';
import { kindOfSeries } from './present.ts';
import { freshContext, readWhole } from './presenting.ts';
import type { Presenting } from './presenting.ts';
import { takenApart, withBody } from './taken-apart.ts';
import { rolledOn } from './tell.ts';
import type { Frame } from './tell.ts';
import { cursorOf, toldIn } from './told.ts';
import type { Told } from './told.ts';

/**
 * The next page of a collection's feed, with the occurrences of its series in the place of the series. Days that have come
 * into the window since are told first.
 */
export async function changesOf(
  presenting: Presenting,
  collection: string,
  cursor: Cursor | null,
  context: CallContext,
): Promise<Page> {
  const told = toldIn(cursor);
  const due = told.listing ? [] : seriesToRollOn(presenting, told);
  if (due.length > 0) return rolledPage(presenting, collection, told, due);
  try {
    const page = await presenting.mailbox.changes(collection, told.inner, context);
    return await presentedPage(presenting, collection, told, page);
  } catch (error) {
    if (!(error instanceof CursorLost) || told.inner === null) throw error;
    // What was told stays known: the mailbox alone is listed again.
    return delta(presenting, collection, [], { ...told, inner: null, listing: false, first: false });
  }
}

/** A page beside the mailbox's own feed, which goes on afterwards where it was. */
function delta(presenting: Presenting, collection: string, changes: readonly Change[], told: Told): Page {
  presenting.told.set(collection, told);
  return { changes, listing: 'delta', cursor: cursorOf(told), more: true, complete: false };
}

function seriesToRollOn({ mailbox, window }: Presenting, { series }: Told): readonly string[] {
  const due = [...series].filter(([, { days }]) => days !== window.days);
  return due.slice(0, mailbox.traits.batch.read).map(([id]) => id);
}

/** Tells which occurrences of these series have come into the window. Where one is not found, its feed says why. */
async function rolledPage(
  presenting: Presenting,
  collection: string,
  told: Told,
  ids: readonly string[],
): Promise<Page> {
  const { kinds, window, waits } = presenting;
  const frame: Frame = { window, now: presenting.now() };
  const refs = ids.map((id) => ({ collection, id }));
  const readings = await readWhole(presenting, refs, () => freshContext(presenting));
  const series = new Map(told.series);
  const changes: Change[] = [];
  for (const ref of refs) {
    const before = series.get(ref.id);
    if (before === undefined) continue;
    const reading = readings.get(refKey(ref));
    const found = reading?.type === 'found' ? reading.found : null;
    const kind = found === null ? null : kindOfSeries(kinds, found.item);
    if (found === null || kind === null) {
      series.set(ref.id, { ...before, days: window.days });
      continue;
    }
    const next = rolledOn(kind, found, before, frame, waits);
    changes.push(...next.changes);
    series.set(ref.id, next.told);
  }
  return delta(presenting, collection, changes, { ...told, series });
}

/** A page of the mailbox's feed with its series taken apart. */
async function presentedPage(
  presenting: Presenting,
  collection: string,
  told: Told,
  page: Page,
): Promise<Page> {
  const latest = [...new Map(page.changes.map((change) => [refKey(change.ref), change])).values()];
  const unread = latest.filter((change) => change.type === 'present' && change.found === undefined);
  const bodies = await readWhole(
    presenting,
    unread.map(({ ref }) => ref),
    () => freshContext(presenting),
  );
  const isFull = page.listing === 'full';
  const frame = { window: presenting.window, now: presenting.now(), first: told.first && isFull };
  const series = new Map(told.series);
  const changes = latest.flatMap((change) =>
    takenApart(presenting, series, withBody(change, bodies.get(refKey(change.ref))), frame),
  );
  const open = isFull && page.more;
  const after: Told = { inner: page.cursor, first: told.first && open, listing: open, series };
  presenting.told.set(collection, after);
  return { ...page, changes, cursor: cursorOf(after) };
}
