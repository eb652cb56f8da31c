import type * as product from '../../src/sync/agreed-fields.ts';

export * from '../../src/sync/agreed-fields.ts';

/**
 * A new mapping overwrites: a field that was not synchronised until now is compared with bases that know nothing of it. What stood in
 * the CRM all along looks like an edit, and replaces what people have in their calendars.
 */
export const unagreed: typeof product.unagreed = () => [];
