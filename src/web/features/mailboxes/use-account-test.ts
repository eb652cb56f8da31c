import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MailboxAccountInput, MailboxTestResult } from '../../../contract/index.ts';
import { testMailbox, testStoredMailbox } from '../../api/mailboxes.ts';
import { mailboxKeys } from './use-mailbox.ts';

/** What the Test button knows. A result counts only for the account that was tested: editing it makes it unknown. */
export interface AccountTest {
  readonly result: MailboxTestResult | null;
  readonly error: Error | null;
  readonly running: boolean;
  readonly start: () => void;
}

/** Tries an account for real. */
export function useAccountTest(account: MailboxAccountInput): AccountTest {
  const { data, error, isPending, variables, mutate } = useMutation({
    networkMode: 'always',
    mutationFn: testMailbox,
  });
  const same = variables !== undefined && sameAccount(variables, account);
  return {
    result: same ? (data ?? null) : null,
    error: same ? error : null,
    running: isPending,
    start: () => {
      if (!isPending) mutate(account);
    },
  };
}

/** Tries a connected account as it is stored; what came of it is noted there, so the mailbox is asked for anew. */
export function useStoredTest(id: string): AccountTest {
  const queries = useQueryClient();
  const { data, error, isPending, mutate } = useMutation({
    networkMode: 'always',
    mutationFn: () => testStoredMailbox(id),
    onSettled: () => queries.invalidateQueries({ queryKey: mailboxKeys.one(id) }),
  });
  return {
    result: isPending ? null : (data ?? null),
    error,
    running: isPending,
    start: () => {
      if (!isPending) mutate();
    },
  };
}

function sameAccount(one: MailboxAccountInput, other: MailboxAccountInput): boolean {
  return (
    one.kind === other.kind &&
    one.url === other.url &&
    one.user === other.user &&
    one.password === other.password
  );
}
