import type { Violation } from '../journal.ts';

/**
 * What every server holds as it is. The reference model compares full values, and knows nothing yet of what Exchange
 * can't hold or spells its own way (docs/exchange.md): what it finds about other fields is not judged.
 */
const HELD_EVERYWHERE = ['title', 'description'];

/** What may stand before the field in a violation's message. */
const BEFORE = /^(while thing .*? can't be read: )?(the places disagree on )?/;

/** Whether what the reference model found is about what every server holds, or about no field's value at all. */
export function isJudged({ message }: Violation): boolean {
  if (message.includes('takes place at other times elsewhere')) return false;
  const field = /^(.+?) of (?:thing|the invitation to) \d+/.exec(message.replace(BEFORE, ''))?.[1];
  return field === undefined || HELD_EVERYWHERE.includes(field);
}
