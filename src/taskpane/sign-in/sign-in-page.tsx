import { useEffect, useState } from 'react';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Problem, Unreachable } from '../api/problems.ts';
import { AccountForm } from './account-form.tsx';
import { NotHandedOver } from './hand-over.ts';
import { SignInFrame } from './sign-in-frame.tsx';
import { useSignIn } from './use-sign-in.ts';
import type { SignInWords } from './words.ts';

const useStyles = makeStyles({
  ways: { display: 'grid', gap: tokens.spacingVerticalM },
  later: { display: 'grid', gap: tokens.spacingVerticalXS, color: tokens.colorNeutralForeground3 },
  problem: { margin: 0, color: tokens.colorStatusDangerForeground1 },
});

/** The dialog in which somebody signs in for the pane. */
export function SignInPage({ words }: { readonly words: SignInWords }) {
  const styles = useStyles();
  const { state, signIn } = useSignIn();
  const [other, setOther] = useState(false);
  useEffect(() => {
    document.title = `${words.title} · Liaison`;
  }, [words]);
  const sending = state.stage === 'sending';
  if (state.stage === 'done') {
    return (
      <SignInFrame title={words.done}>
        <div role="status">{words.doneText}</div>
      </SignInFrame>
    );
  }
  return (
    <SignInFrame title={words.title} lead={words.lead}>
      {/* It stands there from the beginning, so that what comes into it is read out. */}
      <div role="alert">
        {state.error !== null && <p className={styles.problem}>{problemText(state.error, words)}</p>}
      </div>
      {state.stage === 'asking' && <p role="status">{words.oneMoment}</p>}
      {state.stage !== 'asking' && (
        <div className={styles.ways}>
          {state.known !== null && (
            <Button
              appearance="primary"
              size="large"
              autoFocus
              disabledFocusable={sending}
              onClick={() => signIn({})}
            >
              {words.continueAs(state.known)}
            </Button>
          )}
          {state.known === null || other ? (
            <AccountForm words={words} sending={sending} onSubmit={signIn} />
          ) : (
            <Button size="large" disabledFocusable={sending} onClick={() => setOther(true)}>
              {words.otherAccount}
            </Button>
          )}
          <div className={styles.later}>
            <Button disabledFocusable aria-describedby="later">
              {words.microsoft}
            </Button>
            <span id="later">{words.microsoftLater}</span>
          </div>
        </div>
      )}
    </SignInFrame>
  );
}

/** The server's own sentences come in the language of the page. */
function problemText(error: unknown, words: SignInWords): string {
  if (error instanceof NotHandedOver) return words.notHanded;
  if (error instanceof Unreachable) return words.unreachable;
  return error instanceof Problem && error.detail !== '' ? error.detail : words.unknown;
}
