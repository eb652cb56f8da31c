import type * as product from '../../src/sync/session.ts';

export * from '../../src/sync/session.ts';

/** Back-off is ignored: the server says when to come back (429 or 503 with Retry-After, ErrorServerBusy), and nobody listens. */
export const retryBy: typeof product.retryBy = () => undefined;

/** The same of errors of single items. */
export const retryAfter: typeof product.retryAfter = () => undefined;
