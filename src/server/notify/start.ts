import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import type { Database } from '../storage/tables.ts';
import { smtpMail } from './mail.ts';
import { startNotifier, type Notifier } from './notifier.ts';
import { webhook } from './webhook.ts';

/** Starts telling people of trouble, as the settings say; null: they say nothing of it. */
export function startNotifying(
  { notifySmtp, notifyWebhook }: Pick<Config, 'notifySmtp' | 'notifyWebhook'>,
  db: Kysely<Database>,
  publicUrl: () => string,
  onError: (error: unknown) => void,
): Notifier | null {
  if (notifySmtp === null && notifyWebhook === null) return null;
  const mailboxUrl = (id: string): string => `${publicUrl()}/mailboxes/${id}`;
  return startNotifier({
    db,
    mail: notifySmtp === null ? null : smtpMail(notifySmtp.url, notifySmtp.from),
    post: notifyWebhook === null ? null : webhook(notifyWebhook.url, notifyWebhook.secret, mailboxUrl),
    mailboxUrl,
    now: () => new Date(),
    onError,
  });
}
