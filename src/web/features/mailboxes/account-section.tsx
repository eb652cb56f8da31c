import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { Mailbox, MailboxPatch } from '../../../contract/index.ts';
import { changeMailbox } from '../../api/mailboxes.ts';
import type { Versioned } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { useNotify } from '../../app/notices.tsx';
import { useWords } from '../../language/spoken.ts';
import { Failure } from '../../parts/states.tsx';
import { Surface } from '../../parts/surface.tsx';
import { TestLight } from './test-light.tsx';
import { useStoredTest } from './use-account-test.ts';
import { useAccountWords } from './use-account-words.ts';
import { mailboxKeys } from './use-mailbox.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end', flexWrap: 'wrap' },
});

interface AccountSectionProps {
  readonly mailbox: Versioned<Mailbox>;
}

/** Address, user, password and name of a connected mailbox; a change is tried for real before it is stored. */
export function AccountSection({ mailbox }: AccountSectionProps) {
  const [open, setOpen] = useState(false);
  const { mailboxes } = useWords();
  const test = useStoredTest(mailbox.value.id);
  const change = <Button onClick={() => setOpen(true)}>{mailboxes.changeAccount}</Button>;
  return (
    <Surface
      title={mailboxes.account}
      text={[...new Set([mailbox.value.user, mailbox.value.url])].join(', ')}
      actions={open ? undefined : change}
    >
      {!open && <TestLight test={test} onTest={test.start} untested={mailboxes.testAgain} />}
      {open && <AccountForm mailbox={mailbox} onDone={() => setOpen(false)} />}
    </Surface>
  );
}

function AccountForm({ mailbox, onDone }: AccountSectionProps & { readonly onDone: () => void }) {
  const styles = useStyles();
  const { mailboxes, common } = useWords();
  const notify = useNotify();
  const words = useAccountWords(mailbox.value.kind);
  const { id, name, url, user } = mailbox.value;
  const [draft, setDraft] = useState({ name, url, user, password: '' });
  const save = useWrite<MailboxPatch, Mailbox>({
    write: (patch, attempt) => changeMailbox(id, { patch, etag: mailbox.etag }, attempt),
    changes: [mailboxKeys.all],
    onSuccess: () => {
      notify(mailboxes.settingsSaved);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { password, ...rest } = draft;
    const patch = Object.fromEntries(
      Object.entries(rest).filter(([key, value]) => value !== '' && value !== mailbox.value[key as 'url']),
    );
    if (!save.isPending) save.mutate(password === '' ? patch : { ...patch, password });
  };
  const field = (key: keyof typeof draft, label: string, rest: { type?: 'password'; hint?: string } = {}) => (
    <Field label={label} {...(rest.hint === undefined ? {} : { hint: rest.hint })}>
      <Input
        type={rest.type ?? 'text'}
        autoComplete={rest.type === 'password' ? 'new-password' : 'off'}
        value={draft[key]}
        onChange={(_, data) => setDraft({ ...draft, [key]: data.value })}
      />
    </Field>
  );
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {field('name', mailboxes.name)}
      {field('url', words.url)}
      {field('user', mailboxes.user)}
      {field('password', mailboxes.password, { type: 'password', hint: mailboxes.passwordKept })}
      {save.error !== null && <Failure error={save.error} />}
      <div className={styles.actions}>
        <Button onClick={onDone}>{common.cancel}</Button>
        <Button type="submit" appearance="primary" disabledFocusable={save.isPending}>
          {save.isPending ? mailboxes.testing : common.save}
        </Button>
      </div>
    </form>
  );
}
