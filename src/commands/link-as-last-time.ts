import type { ItemCommand } from './on-open-item.ts';

/** Links the item with what its thread, else its sender, was linked with last. */
export const linkAsLastTime: ItemCommand = async ({ item }, attempt, { api, words }) => {
  const { added } = await api.linkAsLastTime(item, attempt);
  const [first, ...more] = added.map((record) => record.title);
  if (first === undefined) return words.alreadyLinked;
  return words.linked(more.length === 0 ? first : words.and(first, more.length));
};
