import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { PaneSignIn } from '../../contract/index.ts';
import type { SignInWords } from './words.ts';

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM } });

interface AccountFormProps {
  readonly words: SignInWords;
  readonly sending: boolean;
  readonly onSubmit: (account: PaneSignIn) => void;
}

/** Name and password of an account of the CRM's own. */
export function AccountForm({ words, sending, onSubmit }: AccountFormProps) {
  const styles = useStyles();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (username !== '' && password !== '' && !sending) onSubmit({ username, password });
  };
  const missing = (value: string) => (tried && value === '' ? { validationMessage: words.required } : {});
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field label={words.username} required {...missing(username)}>
        <Input
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          size="large"
          value={username}
          onChange={(_, data) => setUsername(data.value.trim())}
        />
      </Field>
      <Field label={words.password} required {...missing(password)}>
        <Input
          name="password"
          type="password"
          autoComplete="current-password"
          size="large"
          value={password}
          onChange={(_, data) => setPassword(data.value)}
        />
      </Field>
      <Button type="submit" appearance="primary" size="large" disabledFocusable={sending}>
        {sending ? words.submitting : words.submit}
      </Button>
    </form>
  );
}
