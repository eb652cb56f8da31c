import { applyPatch, type Item, type Patch } from '../../../sync/item.ts';
import { eventKind } from '../../../sync/kinds/event/kind.ts';

/**
 * An event as a person's patch makes it. When it changes when the series takes place and says nothing of the exceptions,
 * they go along with their occurrences; a mailbox' pump says what it means by itself.
 */
export function changedByPerson(event: Item, patch: Patch): Item {
  const after = applyPatch(event, patch);
  if (patch['recurrenceOverrides'] !== undefined) return after;
  return { ...after, recurrenceOverrides: eventKind.carryOverrides(event, eventKind.normalise(after)).kept };
}
