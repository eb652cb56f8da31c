import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppearanceProvider } from './app/appearance.tsx';
import { languageOf } from './language/load-dictionary.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { SIGN_IN_WORDS } from './sign-in/words.ts';
import { NO_OUTLOOK } from './start/no-outlook.ts';

/** The page of the sign-in dialog: a window of its own, beside Outlook. It speaks the browser's language. */
const container = document.getElementById('root');
if (container === null) throw new Error('sign-in.html has no #root');
const language = languageOf(navigator.language);
document.documentElement.lang = language;
createRoot(container).render(
  <StrictMode>
    <AppearanceProvider outlook={NO_OUTLOOK}>
      <SignInPage words={SIGN_IN_WORDS[language]} />
    </AppearanceProvider>
  </StrictMode>,
);
