import { isObject } from '../../src/sync/json.ts';
import type * as product from '../../src/sync/kinds/event/carry-overrides.ts';

export * from '../../src/sync/kinds/event/carry-overrides.ts';

/**
 * An orphaned override after the series moved: exceptions stay under the original starts that they had, which are no dates of the
 * moved series any more. Each turns into an additional date, beside the occurrence that it was about.
 */
export const carryOverrides: typeof product.carryOverrides = (from) => {
  const overrides = from['recurrenceOverrides'];
  return { kept: isObject(overrides) ? overrides : {}, orphaned: {} };
};
