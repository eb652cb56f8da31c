import type { Item } from '../../src/sync/item.ts';
import { canonicalText, isObject } from '../../src/sync/json.ts';
import * as product from '../../src/sync/merge.ts';

export * from '../../src/sync/merge.ts';

/**
 * "This and following" leaves duplicates: the new series is a new item and travels, that the old one ends earlier is no change worth
 * carrying. From the split on every date is there twice.
 */
export const merge: typeof product.merge = (input, options) => {
  const endsOnly = pattern(input.now.crm) === pattern(input.now.mailbox);
  const fields = options.fields.filter((field) => !(endsOnly && field === 'recurrenceRules'));
  return product.merge(input, { ...options, fields });
};

/** How a series repeats, but for when it ends. */
function pattern({ recurrenceRules }: Item): string {
  const rules = Array.isArray(recurrenceRules) ? recurrenceRules : [];
  return canonicalText(
    rules.map((rule) => {
      if (!isObject(rule)) return rule;
      const { count: _count, until: _until, ...rest } = rule;
      return rest;
    }),
  );
}
