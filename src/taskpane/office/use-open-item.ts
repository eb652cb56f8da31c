import { useMemo, useSyncExternalStore } from 'react';
import { followItem } from './follow-item.ts';
import type { Followed, ItemFollower, ItemLoader } from './follow-item.ts';
import type { Outlook } from './port.ts';

/** What is open, what was loaded for it, and how to ask again or to show what a write answered. */
export interface OpenItemInPane<T> {
  readonly followed: Followed<T>;
  readonly again: ItemFollower<T>['again'];
  readonly show: ItemFollower<T>['show'];
}

/**
 * Follows what is open in Outlook and loads `load` for it, with the guarantees of followItem. A new `load` or `outlook`
 * begins anew: keep both stable (useCallback, module scope).
 */
export function useOpenItem<T>(outlook: Outlook, load: ItemLoader<T>): OpenItemInPane<T> {
  const follower = useMemo(() => followItem(outlook, load), [outlook, load]);
  const followed = useSyncExternalStore(follower.subscribe, follower.state);
  return useMemo(() => ({ followed, again: follower.again, show: follower.show }), [followed, follower]);
}
