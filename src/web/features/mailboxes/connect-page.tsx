import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import type { MailboxAccountInput } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TextLink } from '../../parts/text-link.tsx';
import { AccountFields } from './account-fields.tsx';
import { Steps } from './steps.tsx';
import { TestLight } from './test-light.tsx';
import { useConnect, useMailboxKinds } from './use-mailbox.ts';
import { useAccountTest } from './use-account-test.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
});

/** Connects a mailbox: its account, tried for real before anything is stored. */
export function ConnectPage() {
  const styles = useStyles();
  const { mailboxes, common } = useWords();
  const navigate = useNavigate();
  const kinds = useMailboxKinds();
  const [account, setAccount] = useState<MailboxAccountInput>({
    kind: 'caldav',
    url: '',
    user: '',
    password: '',
  });
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const test = useAccountTest(account);
  const connect = useConnect((mailbox) => {
    void navigate(`/mailboxes/${mailbox.id}/settings?first=1`, { replace: true });
  });
  const complete = account.url !== '' && account.user !== '' && account.password !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (complete && !connect.isPending)
      connect.mutate(name.trim() === '' ? account : { ...account, name: name.trim() });
  };
  const tryAccount = () => {
    setTried(true);
    if (complete) test.start();
  };
  return (
    <Page
      title={mailboxes.connectTitle}
      above={<TextLink to="/mailboxes">{mailboxes.title}</TextLink>}
      narrow
    >
      <Steps current={0} />
      <form className={styles.form} onSubmit={submit} noValidate>
        <Surface>
          <Field label={mailboxes.kind}>
            <Select value={account.kind} onChange={(_, data) => setAccount({ ...account, kind: data.value })}>
              {(kinds.data?.items ?? [{ kind: 'caldav', name: 'CalDAV' }]).map((each) => (
                <option key={each.kind} value={each.kind}>
                  {mailboxes.kinds[each.kind] ?? each.name}
                </option>
              ))}
            </Select>
          </Field>
          <AccountFields account={account} onChange={setAccount} tried={tried} />
          <Field label={mailboxes.name} hint={mailboxes.nameHint}>
            <Input value={name} maxLength={200} onChange={(_, data) => setName(data.value)} />
          </Field>
          <TestLight test={test} onTest={tryAccount} />
        </Surface>
        {connect.error !== null && <Failure error={connect.error} />}
        <div className={styles.actions}>
          <LinkButton to="/mailboxes">{common.cancel}</LinkButton>
          <Button type="submit" appearance="primary" disabledFocusable={connect.isPending}>
            {connect.isPending ? mailboxes.connecting : mailboxes.connectAction}
          </Button>
        </div>
      </form>
    </Page>
  );
}
