import { createHmac } from 'node:crypto';
import type { Notice } from '../storage/notices.ts';

/** Posts notices to another program; rejects when it did not take them. */
export type PostNotices = (notices: readonly Notice[]) => Promise<void>;

const TIMEOUT_MS = 10_000;

/** The other program did not answer with 2xx. Names neither the address nor the answer: both may hold secrets. */
class WebhookRefused extends Error {
  constructor(status: number) {
    super(`The webhook answered ${String(status)}`);
    this.name = 'WebhookRefused';
  }
}

/**
 * POSTs `{notices: [{kind, code, parameters, items, since, owner, mailbox}]}` as JSON; `text` says it in one line, for chat
 * programs. With a secret, `X-Liaison-Signature: sha256=<hex>` is the HMAC-SHA-256 of the body.
 * @param url http(s). May hold a token: a secret.
 */
export function webhook(
  url: string,
  secret: string | null,
  mailboxUrl: (mailboxId: string) => string,
): PostNotices {
  return async (notices) => {
    const body = JSON.stringify({
      text: notices
        .map(({ kind, ownerName, mailboxName }) => `${kind}: ${ownerName}, ${mailboxName}`)
        .join('\n'),
      notices: notices.map(({ kind, detail, items, since, ownerId, ownerName, mailboxId, mailboxName }) => ({
        kind,
        code: detail === '' ? null : detail,
        items,
        since: since.toISOString(),
        owner: { id: ownerId, displayName: ownerName },
        mailbox: { id: mailboxId, name: mailboxName, url: mailboxUrl(mailboxId) },
      })),
    });
    const signature =
      secret === null
        ? {}
        : { 'x-liaison-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signature },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new WebhookRefused(response.status);
  };
}
