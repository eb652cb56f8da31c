import { Field, Input } from '@fluentui/react-components';
import type { MailboxAccountInput } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';

interface AccountFieldsProps {
  readonly account: MailboxAccountInput;
  readonly onChange: (account: MailboxAccountInput) => void;
  /** The user tried to go on: missing entries are marked. */
  readonly tried: boolean;
}

/** Address, user name and password of an account. */
export function AccountFields({ account, onChange, tried }: AccountFieldsProps) {
  const { mailboxes, common } = useWords();
  const missing = (value: string) => (tried && value === '' ? { validationMessage: common.required } : {});
  return (
    <>
      <Field label={mailboxes.url} hint={mailboxes.urlHint} required {...missing(account.url)}>
        <Input
          name="url"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={2000}
          value={account.url}
          onChange={(_, data) => onChange({ ...account, url: data.value.trim() })}
        />
      </Field>
      <Field label={mailboxes.user} required {...missing(account.user)}>
        <Input
          name="account-user"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={500}
          value={account.user}
          onChange={(_, data) => onChange({ ...account, user: data.value })}
        />
      </Field>
      <Field label={mailboxes.password} hint={mailboxes.passwordHint} required {...missing(account.password)}>
        <Input
          name="account-password"
          type="password"
          autoComplete="new-password"
          maxLength={2000}
          value={account.password}
          onChange={(_, data) => onChange({ ...account, password: data.value })}
        />
      </Field>
    </>
  );
}
