import { equal } from '../../src/sync/json.ts';
import * as product from '../../src/sync/kinds/event/carry-overrides.ts';

export * from '../../src/sync/kinds/event/carry-overrides.ts';

/**
 * Exceptions are wiped by a change of the pattern: when a series gets another rule, all its changed and cancelled dates are gone without
 * a word. Outlook itself does so, after asking; connectors do it without.
 */
export const carryOverrides: typeof product.carryOverrides = (from, to) =>
  equal(from['recurrenceRules'], to['recurrenceRules'])
    ? product.carryOverrides(from, to)
    : { kept: {}, orphaned: {} };
