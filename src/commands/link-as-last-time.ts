import { LONGEST_NOTIFICATION } from '../taskpane/office/function-command.ts';
import type { ItemCommand } from './on-open-item.ts';
import type { CommandWords } from './words.ts';

/** Links the item with what its thread, else its sender, was linked with last. */
export const linkAsLastTime: ItemCommand = async ({ item }, attempt, { api, words }) => {
  const { added } = await api.linkAsLastTime(item, attempt);
  if (added.length === 0) return words.alreadyLinked;
  return namingMost(
    added.map((record) => record.title),
    words,
  );
};

/** Names as many of the records as Outlook has room for, at least one, and counts the others. */
function namingMost(titles: readonly string[], words: CommandWords): string {
  const naming = (count: number) => words.linked(titles.slice(0, count), titles.length - count);
  let count = titles.length;
  while (count > 1 && naming(count).length > LONGEST_NOTIFICATION) count -= 1;
  return naming(count);
}
