import { hasMailboxApi, officeCall } from './office-call.ts';
import type { OfficeColours } from './theme.ts';

/** How often Outlook is asked to tell of something, where its answer gets lost. */
const TRIES = 3;

/**
 * Tells of an event of the mailbox from now on, for as long as the page lives. Where this Outlook does not know the event,
 * or keeps refusing, nothing is ever told.
 */
export async function hearOf(
  event: Office.EventType,
  since: string,
  handler: (event: { readonly officeTheme?: OfficeColours }) => void,
): Promise<void> {
  if (!hasMailboxApi(since)) return;
  for (let tried = 0; tried < TRIES; tried++) {
    try {
      await officeCall('mailbox.addHandlerAsync', (callback) =>
        Office.context.mailbox.addHandlerAsync(event, handler, callback),
      );
      return;
    } catch {
      // Not being told is less than not working: a pane that isn't pinned needs none of it.
    }
  }
}
