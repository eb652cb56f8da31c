import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { paneApi } from '../../../src/taskpane/api/pane-api.ts';
import { App } from '../../../src/taskpane/app/app.tsx';
import { paneSession } from '../../../src/taskpane/session/pane-session.ts';
import { StartTrouble } from '../../../src/taskpane/start/start-trouble.tsx';
import { scriptedOutlook } from './scripted-outlook.ts';
import type { OutlookSettings, ScriptedOutlook } from './scripted-outlook.ts';

declare global {
  interface Window {
    /** Set before the page loads. */
    outlookSettings?: OutlookSettings;
    /** For tests to play on. */
    outlook?: ScriptedOutlook;
  }
}

/** The pane as it ships, but for Outlook, which a test plays. */
const { outlookSettings } = window;
const root = document.getElementById('root');
if (outlookSettings === undefined || root === null) throw new Error('The test page is not set up');
const outlook = scriptedOutlook(outlookSettings);
window.outlook = outlook;
const session = paneSession(outlook);
createRoot(root).render(
  <StrictMode>
    {outlookSettings.trouble === null ? (
      <App outlook={outlook} session={session} api={paneApi(session)} />
    ) : (
      <StartTrouble trouble={outlookSettings.trouble} />
    )}
  </StrictMode>,
);
