import { isObject } from '../../src/sync/json.ts';
import type { Json } from '../../src/sync/json.ts';
import * as product from '../../src/sync/kinds/event/normalise.ts';

export * from '../../src/sync/kinds/event/normalise.ts';

/**
 * A moved occurrence appears twice: an exception travels as an appointment of its own at its new time, and the series goes on at the old
 * one, because nobody tells it that this date is taken.
 */
export const normaliseEvent: typeof product.normaliseEvent = (item) => {
  const event = product.normaliseEvent(item);
  const overrides = Object.entries(event.recurrenceOverrides ?? {});
  if (!overrides.some(([, patch]) => isObject(patch) && typeof patch['start'] === 'string')) return event;
  const apart = overrides.map(([id, patch]): [string, Json] => {
    if (!isObject(patch) || typeof patch['start'] !== 'string') return [id, patch];
    const { start, ...rest } = patch;
    return [start, rest];
  });
  return product.normaliseEvent({ ...event, recurrenceOverrides: Object.fromEntries(apart) });
};
