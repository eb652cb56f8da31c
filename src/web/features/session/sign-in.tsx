import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { Mark } from '../../app/mark.tsx';
import { LanguageChoice } from '../../app/choices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Failure } from '../../parts/states.tsx';
import { useSignIn } from './use-session.ts';

const useStyles = makeStyles({
  ground: {
    minHeight: '100dvh',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  card: {
    width: '100%',
    maxWidth: '400px',
    display: 'grid',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
  },
  brand: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  name: { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  below: { marginTop: tokens.spacingVerticalL },
});

interface SignInProps {
  /** Who was signed in until now, when the session ended under them. */
  readonly previous: { readonly id: string; readonly username: string } | null;
}

/** The sign-in page. */
export function SignInPage({ previous }: SignInProps) {
  const styles = useStyles();
  const { session, shell } = useWords();
  useEffect(() => {
    document.title = `${session.title} · ${shell.product}`;
  }, [session, shell]);
  return (
    <main className={styles.ground}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={36} />
          <span className={styles.name}>{shell.product}</span>
        </div>
        <div>
          <h1 className={styles.title}>{session.title}</h1>
          <p className={styles.lead}>{session.lead}</p>
        </div>
        <SignInForm previous={previous} />
      </div>
      <div className={styles.below}>
        <LanguageChoice />
      </div>
    </main>
  );
}

const useFormStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM } });

/** User name and password; also shown in a dialog when a session ends. */
export function SignInForm({ previous }: SignInProps) {
  const styles = useFormStyles();
  const { session, common } = useWords();
  const [username, setUsername] = useState(previous?.username ?? '');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useSignIn(previous?.id ?? null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (username !== '' && password !== '' && !isPending) mutate({ username, password });
  };
  const missing = (value: string) => (tried && value === '' ? { validationMessage: common.required } : {});
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {previous !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{session.ended}</MessageBarBody>
        </MessageBar>
      )}
      {error !== null && <Failure error={error} />}
      <Field label={session.username} required {...missing(username)}>
        <Input
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="large"
          value={username}
          onChange={(_, data) => setUsername(data.value.trim())}
        />
      </Field>
      <Field label={session.password} required {...missing(password)}>
        <Input
          name="password"
          type="password"
          autoComplete="current-password"
          size="large"
          value={password}
          onChange={(_, data) => setPassword(data.value)}
        />
      </Field>
      <Button type="submit" appearance="primary" size="large" disabledFocusable={isPending}>
        {isPending ? session.submitting : session.submit}
      </Button>
    </form>
  );
}
