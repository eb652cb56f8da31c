import { useWords } from '../../language/spoken.ts';

/** Labels and hints of an account's fields. */
export interface AccountWords {
  readonly url: string;
  readonly urlHint: string;
  readonly urlMissing: string;
  readonly userHint: string | null;
  readonly passwordHint: string;
}

/** What the fields are called for a kind of mailbox. */
export function useAccountWords(kind: string): AccountWords {
  const { mailboxes, common } = useWords();
  if (kind === 'ews') return mailboxes.exchange;
  const { url, urlHint, passwordHint } = mailboxes;
  return { url, urlHint, urlMissing: common.required, userHint: null, passwordHint };
}
