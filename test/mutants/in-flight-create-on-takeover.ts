import type * as product from '../../src/sync/due.ts';

export * from '../../src/sync/due.ts';

/**
 * An in-flight create on takeover: the worker that takes over looks at once whether the other one's create happened, while that
 * call is still on its way. It finds nothing, creates, and then the first one arrives. Job queues that hand a job on when its
 * worker falls silent do this.
 */
export const byDue: typeof product.byDue = (open) => ({ due: open, early: [] });
