import { withoutProperties } from '../groupware/ical/edit.ts';
import type { XmlElement } from '../xml/tree.ts';
import type { EwsContext } from './context.ts';
import type { Folder } from './folders/folder.ts';
import { ItemProblem } from './item-problem.ts';
import { historyOf } from './items/history.ts';
import type { ItemChange } from './items/history.ts';
import type { Item } from './items/item.ts';
import { RequestProblem } from './request-problem.ts';

/** The faults that strike a request before anything happens. Throws RequestProblem. */
export function requestTroubles({ faults, target }: Pick<EwsContext, 'faults' | 'target'>): void {
  const fault = faults.take(['server-busy'], target);
  if (fault === null) return;
  const { backOffMilliseconds } = fault;
  throw new RequestProblem(
    'ErrorServerBusy',
    'The server cannot service this request right now. Try again later.',
    {
      values: backOffMilliseconds === null ? {} : { BackOffMilliseconds: String(backOffMilliseconds) },
    },
  );
}

/** The item, unless a fault strikes it: ItemProblem. */
export function itemTroubles({ faults, target }: EwsContext, item: Item): Item {
  const uid = item.kind === 'event' ? item.copy.object.uid : item.message.id;
  const fault = faults.take(['item-error'], target, (one) => one.uid === undefined || one.uid === uid);
  if (fault !== null) throw new ItemProblem(fault.code, 'The item could not be processed.');
  return item;
}

/** The faults that strike a folder before it is asked for its changes. */
export function troubleFolder({ faults, target, groupware }: EwsContext, folder: Folder): void {
  if (folder.kind === 'top') return;
  if (faults.take(['forget-cursors'], target) !== null) {
    if (folder.kind === 'calendar') groupware.calendars.forgetCursors(folder.calendar.id);
    else groupware.messages.feed(folder.folder.id).forget();
  }
  if (folder.kind !== 'calendar' || faults.take(['churn-versions'], target) === null) return;
  for (const event of groupware.events.in(folder.calendar.id))
    groupware.events.touch(folder.calendar.id, event.name);
}

/** The changes as they go out: repeated from the beginning, in reverse order. */
export function troubledHistory(
  context: EwsContext,
  folder: Folder,
  changes: readonly ItemChange[],
): readonly ItemChange[] {
  const { faults, target } = context;
  let result = changes;
  if (faults.take(['repeat-changes'], target) !== null) {
    const named = new Set(result.flatMap((change) => (change.kind === 'Delete' ? [] : [keyOf(change.item)])));
    const again = historyOf(context, folder, null).changes.filter(
      (change) => change.kind !== 'Delete' && !named.has(keyOf(change.item)),
    );
    result = [
      ...result,
      ...again.map((change) => (change.kind === 'Create' ? { ...change, kind: 'Update' as const } : change)),
    ];
  }
  return faults.take(['reorder-changes'], target) === null ? result : [...result].reverse();
}

/** The text that is stored instead of what was sent. */
export function troubledText({ faults, target }: EwsContext, text: string): string {
  const fault = faults.take(['rewrite', 'drop-properties'], target);
  if (fault === null) return text;
  return fault.kind === 'rewrite' ? fault.rewrite(text) : withoutProperties(text, fault.names);
}

/** The answer to a write without the change key. */
export function troubledId({ faults, target }: EwsContext, id: XmlElement): XmlElement {
  if (faults.take(['no-version'], target) === null) return id;
  return { ...id, attributes: { Id: id.attributes['Id'] ?? '' } };
}

function keyOf(item: Item): string {
  return item.kind === 'event' ? item.copy.id : item.message.id;
}
