import { paneApi } from '../taskpane/api/pane-api.ts';
import { tellPanes } from '../taskpane/office/item-news.ts';
import { onFunctionCommand } from '../taskpane/office/function-command.ts';
import { askInDialog } from '../taskpane/office/dialog.ts';
import { officeOutlook } from '../taskpane/office/outlook.ts';
import { whenOfficeReady } from '../taskpane/office/when-ready.ts';
import { paneSession } from '../taskpane/session/pane-session.ts';
import { linkAsLastTime } from './link-as-last-time.ts';
import { onOpenItem } from './on-open-item.ts';
import type { ItemCommand } from './on-open-item.ts';
import { synchroniseItem } from './synchronise-item.ts';
import { commandWords } from './words.ts';

/** Below Outlook's own five minutes, above what the server may take for one call, renewing the session included; milliseconds. */
const LONGEST = 75_000;

/** The buttons without a pane, by the FunctionName that the manifest gives them. */
const COMMANDS: Readonly<Record<string, ItemCommand>> = { linkAsLastTime, synchroniseItem };

// Outlook calls as soon as Office is ready: they are there before that, and wait for it themselves.
const surroundings = whenOfficeReady().then(() => {
  const outlook = officeOutlook();
  const words = commandWords(outlook.displayLanguage);
  document.documentElement.lang = words.language;
  return { outlook, words, api: paneApi(paneSession({ askInDialog })) };
});

for (const [name, command] of Object.entries(COMMANDS)) {
  onFunctionCommand(
    name,
    async () => {
      const outcome = await onOpenItem(await surroundings, command);
      tellPanes();
      return outcome;
    },
    {
      longest: LONGEST,
      outcome: () => ({ ok: false, text: commandWords(navigator.language).tooLong }),
    },
  );
}
