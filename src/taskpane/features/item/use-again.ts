import { useEffect, useState } from 'react';
import type { ItemView } from '../../../contract/item.ts';
import { Unreachable } from '../../api/problems.ts';
import { useOnline } from '../../app/use-online.ts';
import type { Followed } from '../../office/follow-item.ts';
import { onItemsChanged } from '../../office/item-news.ts';

/** Between two looks, in milliseconds: soon at first, then less and less often. */
const WAITS = [3_000, 6_000, 12_000, 24_000, 60_000];

/**
 * Asks again by itself where that will change something: after silence of the server, when the network is back, when a button
 * without a pane has done something, and while the item waits for its turn. Not while nobody sees it.
 */
export function useAgain(followed: Followed<ItemView>, again: () => void): void {
  const online = useOnline();
  const waiting = online && (isUnanswered(followed) || isQueued(followed));
  const settled = followed.stage === 'failed' || (followed.stage === 'shown' && !followed.refreshing);
  const key = 'open' in followed ? followed.open.key : '';
  const [counted, setCounted] = useState({ key, tries: 0 });
  const tries = counted.key === key ? counted.tries : 0;

  useEffect(() => {
    if (!waiting || !settled) return;
    const look = () => {
      setCounted({ key, tries: tries + 1 });
      if (document.visibilityState === 'visible') again();
    };
    const timer = setTimeout(look, WAITS[Math.min(tries, WAITS.length - 1)]);
    return () => clearTimeout(timer);
  }, [waiting, settled, key, tries, again]);

  useEffect(() => onItemsChanged(again), [again]);

  const unanswered = isUnanswered(followed);
  useEffect(() => {
    if (!unanswered) return;
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [unanswered, again]);
}

function isUnanswered(followed: Followed<ItemView>): boolean {
  return 'error' in followed && followed.error instanceof Unreachable;
}

function isQueued(followed: Followed<ItemView>): boolean {
  if (followed.stage !== 'shown') return false;
  const { state, links } = followed.value;
  return state.state === 'queued' || links.some(({ pending }) => pending);
}
