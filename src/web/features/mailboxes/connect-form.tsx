import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import type { Mailbox, MailboxAccountInput } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { missingOf } from './account-check.ts';
import { AccountFields } from './account-fields.tsx';
import { TestLight } from './test-light.tsx';
import { useAccountTest } from './use-account-test.ts';
import { useConnect, useMailboxKinds } from './use-mailbox.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
});

interface ConnectFormProps {
  /** Whose the mailbox will be. */
  readonly ownerId: string;
  readonly cancelTo: string;
  readonly onConnected: (mailbox: Mailbox) => void;
}

const EMPTY: MailboxAccountInput = { kind: 'caldav', url: '', user: '', password: '' };

/** An account, tried for real before anything is stored. */
export function ConnectForm({ ownerId, cancelTo, onConnected }: ConnectFormProps) {
  const styles = useStyles();
  const { mailboxes, common } = useWords();
  const [account, setAccount] = useState(EMPTY);
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const test = useAccountTest(account);
  const connect = useConnect(onConnected);
  const complete = missingOf(account).length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const named = name.trim() === '' ? {} : { name: name.trim() };
    if (complete && !connect.isPending) connect.mutate({ ...account, ...named, ownerId });
  };
  const tryAccount = () => {
    setTried(true);
    if (complete) test.start();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Surface>
        <KindField kind={account.kind} onChange={(kind) => setAccount({ ...account, kind })} />
        <AccountFields account={account} onChange={setAccount} tried={tried} />
        <Field label={mailboxes.name} hint={mailboxes.nameHint}>
          <Input value={name} maxLength={200} onChange={(_, data) => setName(data.value)} />
        </Field>
        <TestLight test={test} onTest={tryAccount} />
      </Surface>
      {connect.error !== null && <Failure error={connect.error} />}
      <div className={styles.actions}>
        <LinkButton to={cancelTo}>{common.cancel}</LinkButton>
        <Button type="submit" appearance="primary" disabledFocusable={connect.isPending}>
          {connect.isPending ? mailboxes.connecting : mailboxes.connectAction}
        </Button>
      </div>
    </form>
  );
}

interface KindFieldProps {
  readonly kind: string;
  readonly onChange: (kind: string) => void;
}

function KindField({ kind, onChange }: KindFieldProps) {
  const { mailboxes } = useWords();
  const kinds = useMailboxKinds();
  return (
    <Field label={mailboxes.kind}>
      <Select name="kind" value={kind} onChange={(_, data) => onChange(data.value)}>
        {(kinds.data?.items ?? [{ kind, name: kind }]).map((each) => (
          <option key={each.kind} value={each.kind}>
            {mailboxes.kinds[each.kind] ?? each.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
