import { Field, Input } from '@fluentui/react-components';
import type { MailboxAccountInput } from '../../../contract/index.ts';
import { useWords } from '../../language/spoken.ts';
import { missingOf, type Missing } from './account-check.ts';
import { useAccountWords } from './use-account-words.ts';

interface AccountFieldsProps {
  readonly account: MailboxAccountInput;
  readonly onChange: (account: MailboxAccountInput) => void;
  /** The user tried to go on: missing entries are marked. */
  readonly tried: boolean;
}

/** Address, user name and password of an account. */
export function AccountFields({ account, onChange, tried }: AccountFieldsProps) {
  const { mailboxes, common } = useWords();
  const words = useAccountWords(account.kind);
  const missing = tried ? missingOf(account) : [];
  const mark = (field: Missing[number], message = common.required) =>
    missing.includes(field) ? { validationMessage: message } : {};
  return (
    <>
      <Field
        label={words.url}
        hint={words.urlHint}
        required={account.kind !== 'ews'}
        {...mark('url', words.urlMissing)}
      >
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
      <Field
        label={mailboxes.user}
        required
        {...(words.userHint === null ? {} : { hint: words.userHint })}
        {...mark('user')}
      >
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
      <Field label={mailboxes.password} hint={words.passwordHint} required {...mark('password')}>
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
