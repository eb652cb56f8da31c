/** The add-in's pages of one browser, by name; what is said there carries nothing of any item. */
const CHANNEL = 'liaison-items';

/** Says to open panes that a button without a pane has changed something. Old browsers can't: their panes ask again in time. */
export function tellPanes(): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('changed');
  channel.close();
}

/** Calls back each time that `tellPanes` was called elsewhere. Returns how to stop. */
export function onItemsChanged(listener: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', listener);
  return () => {
    channel.close();
  };
}
