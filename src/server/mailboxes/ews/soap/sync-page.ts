import { Unavailable } from '../../../../sync/errors.ts';
import { childrenOf, textOf } from '../element.ts';
import type { Element } from '../element.ts';
import type { SyncPage } from '../wire.ts';

/**
 * The page in a synchronisation answer. Without a new state nobody could go on from here: Unavailable. A server that
 * doesn't say whether it was the last page is asked again unless the page was empty.
 */
export function syncPage<T>(
  message: Element,
  lastName: string,
  changeOf: (change: Element) => T | null,
): SyncPage<T> {
  const syncState = textOf(message, 'SyncState') ?? '';
  if (syncState === '') throw new Unavailable({ code: 'outcome-missing' }, 'none');
  const listed = childrenOf(message, 'Changes').flatMap(({ children }) => children);
  const last = textOf(message, lastName)?.toLowerCase() ?? null;
  return {
    changes: listed.map(changeOf).filter((change) => change !== null),
    syncState,
    last: last === null ? listed.length === 0 : last !== 'false',
  };
}
