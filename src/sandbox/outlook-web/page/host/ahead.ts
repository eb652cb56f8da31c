import type { AppointmentChanges, HostedDraft, HostedItem } from './item.ts';

/** How long a page may take to show what was changed, in steps. */
const STEP_MS = 10;
const MOST_STEPS = 100;

/**
 * What stands open, with what an add-in just changed in a draft: the page shows that a moment later, and the add-in may
 * ask for it, change more, or save, before.
 * @param shown what the page gives
 */
export function ahead(shown: () => HostedItem | null): () => HostedItem | null {
  let base: HostedItem | null = null;
  let changes: Partial<AppointmentChanges & Pick<HostedDraft, 'id'>> = {};
  const current = (): HostedItem | null => {
    const item = shown();
    // A new object from the page has the changes in it.
    if (item !== base) changes = {};
    base = item;
    return item;
  };
  return () => {
    const item = current();
    if (item?.kind !== 'draft') return item;
    return {
      ...item,
      ...changes,
      change: (more) => {
        changes = { ...changes, ...more };
        item.change(more);
      },
      save: async () => {
        for (
          let step = 0;
          step < MOST_STEPS && current() === item && Object.keys(changes).length > 0;
          step += 1
        )
          await new Promise((resolve) => setTimeout(resolve, STEP_MS));
        const latest = current();
        const id = await (latest?.kind === 'draft' && latest.key === item.key ? latest : item).save();
        changes = { ...changes, id };
        return id;
      },
    };
  };
}
