import { caldavProvider } from './caldav/index.ts';
import { ewsProvider } from './ews/index.ts';
import type { MailboxProvider } from './provider.ts';

/** Every kind of mailbox that a user can connect: the one list. */
export const MAILBOX_PROVIDERS: readonly MailboxProvider[] = [caldavProvider, ewsProvider];

/** The provider of a kind, or undefined when there is none of that name. */
export function mailboxProvider(kind: string): MailboxProvider | undefined {
  return MAILBOX_PROVIDERS.find((provider) => provider.kind === kind);
}
