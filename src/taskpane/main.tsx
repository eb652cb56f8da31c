import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { paneApi } from './api/pane-api.ts';
import { App } from './app/app.tsx';
import { languageOf, loadDictionary } from './language/load-dictionary.ts';
import { askInDialog } from './office/dialog.ts';
import { officeOutlook } from './office/outlook.ts';
import { whenOfficeReady } from './office/when-ready.ts';
import { paneSession } from './session/pane-session.ts';
import { StartTrouble } from './start/start-trouble.tsx';
import { troubleOf } from './start/trouble.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('taskpane.html has no #root');
void start(createRoot(container));

/** Office starts, the session is continued and the words are fetched at the same time: none needs another. */
async function start(root: Root): Promise<void> {
  const session = paneSession({ askInDialog });
  const api = paneApi(session);
  void session.start();
  // The browser's language is Outlook's mostly; if not, or without network, they are fetched again.
  loadDictionary(languageOf(navigator.language)).catch(() => undefined);
  try {
    if ((await whenOfficeReady()) === 'elsewhere') {
      root.render(<StartTrouble trouble="elsewhere" />);
      return;
    }
    root.render(
      <StrictMode>
        <App outlook={officeOutlook()} session={session} api={api} />
      </StrictMode>,
    );
  } catch (error) {
    root.render(<StartTrouble trouble={troubleOf(error)} />);
  }
}
