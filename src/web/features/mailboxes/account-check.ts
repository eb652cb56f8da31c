import type { MailboxAccountInput } from '../../../contract/index.ts';

/** What has to be entered before an account can be tried. */
export type Missing = readonly ('url' | 'user' | 'password')[];

/**
 * What is missing. Exchange needs no server where the user name is an e-mail address: Autodiscover finds it, and the
 * server of Liaison takes that address for an empty one.
 */
export function missingOf({ kind, url, user, password }: MailboxAccountInput): Missing {
  const found = kind === 'ews' && isAddress(user);
  return [
    ...(url.trim() === '' && !found ? (['url'] as const) : []),
    ...(user.trim() === '' ? (['user'] as const) : []),
    ...(password === '' ? (['password'] as const) : []),
  ];
}

function isAddress(text: string): boolean {
  return /^[^@\s:/\\]+@[^@\s/\\]+$/.test(text.trim());
}
