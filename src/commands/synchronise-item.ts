import type { ItemCommand } from './on-open-item.ts';

/** Marks the item for synchronisation. */
export const synchroniseItem: ItemCommand = async ({ item }, attempt, { api, words }) => {
  await api.markItem(item, true, attempt);
  return words.synchronised;
};
