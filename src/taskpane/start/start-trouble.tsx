import { useEffect } from 'react';
import { Button, Link, makeStyles } from '@fluentui/react-components';
import { PlugDisconnectedRegular } from '@fluentui/react-icons';
import { AppearanceProvider } from '../app/appearance.tsx';
import { languageOf } from '../language/load-dictionary.ts';
import { DeadEnd } from '../parts/dead-end.tsx';
import { NO_OUTLOOK } from './no-outlook.ts';
import type { Trouble } from './trouble.ts';
import { START_WORDS } from './words.ts';

const useStyles = makeStyles({ main: { display: 'flex', minHeight: '100%' } });

/** The pane could not start: says why, and what to do. In the browser's language, since nobody told Outlook's. */
export function StartTrouble({ trouble }: { readonly trouble: Trouble }) {
  const language = languageOf(navigator.language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <AppearanceProvider outlook={NO_OUTLOOK}>
      <TroubleText trouble={trouble} />
    </AppearanceProvider>
  );
}

function TroubleText({ trouble }: { readonly trouble: Trouble }) {
  const styles = useStyles();
  const { troubles, tryAgain, toCrm } = START_WORDS[languageOf(navigator.language)];
  const { title, text } = troubles[trouble];
  return (
    <main className={styles.main}>
      <DeadEnd
        sign={<PlugDisconnectedRegular />}
        title={title}
        action={
          trouble === 'elsewhere' ? (
            <Link href="/">{toCrm}</Link>
          ) : (
            <Button appearance="primary" onClick={() => location.reload()}>
              {tryAgain}
            </Button>
          )
        }
      >
        {text}
      </DeadEnd>
    </main>
  );
}
