import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { draftEvents } from './draft-events.ts';
import type { FrameHost } from './frame-host.ts';
import type { HostedItem } from './item.ts';
import { placeOf } from './methods/method.ts';
import type { Runtime } from './runtime.ts';

/** Tells the pane what becomes of the open item: another one, none, or a draft that changed. */
export function useItemEvents(
  item: HostedItem | null,
  host: FrameHost | null,
  pane: RefObject<Runtime | null>,
): void {
  const former = useRef<HostedItem | null>(null);
  useEffect(() => {
    const before = former.current;
    former.current = item;
    if (before === item || host === null) return;
    if (before?.key !== item?.key) {
      if (before !== null) host.board.leave(placeOf(before));
      host.sessionData.clear();
      pane.current?.itemChanged();
      return;
    }
    if (before?.kind !== 'draft' || item?.kind !== 'draft') return;
    for (const { name, data } of draftEvents(before, item)) pane.current?.emit(name, data);
  }, [item, host, pane]);
}
