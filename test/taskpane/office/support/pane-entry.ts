import { officeOutlook } from '../../../../src/taskpane/office/outlook.ts';
import type { Outlook } from '../../../../src/taskpane/office/port.ts';
import { whenOfficeReady } from '../../../../src/taskpane/office/when-ready.ts';

declare global {
  interface Window {
    /** The adapter, in the pane. */
    adapter: Outlook;
    /** Keys of the items that were read after each change, in order. */
    seen: (string | null)[];
  }
}

/** A pane that does nothing by itself: tests ask the adapter in it. */
if ((await whenOfficeReady()) === 'outlook') {
  const outlook = officeOutlook();
  window.adapter = outlook;
  window.seen = [];
  outlook.onItemChanged(() => {
    void outlook.current().then((open) => window.seen.push(open?.item.itemId ?? null));
  });
}
// Outlook answers in order: when this call is answered, the one that asks for events was answered too.
await new Promise((resolve) => setTimeout(resolve, 300));
const state = document.createElement('p');
state.id = 'state';
state.textContent = 'listening';
document.body.append(state);
