import { useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircleFilled, PersonKeyRegular } from '@fluentui/react-icons';
import { usePane } from '../../app/pane-context.ts';
import { useWords } from '../../language/spoken.ts';
import { useProblemWords } from '../../language/use-problem-words.ts';
import { Bar, useSignStyles } from '../../parts/bar.tsx';
import { DeadEnd } from '../../parts/dead-end.tsx';

const useStyles = makeStyles({
  main: { display: 'flex', flex: 1, overflowY: 'auto' },
  ways: { display: 'grid', gap: tokens.spacingVerticalS, width: '100%' },
  later: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
});

/** Nobody is signed in: what that is good for, and the ways in. `ended`: somebody was. */
export function SignIn({ ended }: { readonly ended: boolean }) {
  const styles = useStyles();
  const signs = useSignStyles();
  const { session } = useWords();
  const { error, waiting, signIn } = useSignIn();
  const explain = useProblemWords();
  return (
    <main className={styles.main}>
      <DeadEnd
        sign={<PersonKeyRegular />}
        title={session.title}
        action={
          <div className={styles.ways}>
            <Button appearance="primary" disabledFocusable={waiting} onClick={signIn}>
              {waiting ? session.submitting : session.submit}
            </Button>
            <Button disabledFocusable aria-describedby="microsoft-later">
              {session.microsoft}
            </Button>
            <span id="microsoft-later" className={styles.later}>
              {session.microsoftLater}
            </span>
            <div role="alert">
              {error !== null && (
                <Bar tone="danger" sign={<ErrorCircleFilled className={signs.failed} />}>
                  {explain(error)}
                </Bar>
              )}
            </div>
          </div>
        }
      >
        {ended ? session.ended : session.lead}
      </DeadEnd>
    </main>
  );
}

function useSignIn() {
  const { session } = usePane();
  const [waiting, setWaiting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const signIn = () => {
    if (waiting) return;
    setWaiting(true);
    setError(null);
    session
      .signIn()
      .catch((problem: unknown) => setError(problem))
      .finally(() => setWaiting(false));
  };
  return { error, waiting, signIn };
}
