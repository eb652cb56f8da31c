import type { ApiClient } from './api.ts';
import type { StoryUser } from './story/types.ts';

/** How the sandbox is connected to: the kind of mailbox, and where it is. */
export interface SandboxFace {
  readonly kind: 'caldav' | 'ews';
  readonly url: string;
  /** No calendar of it is synchronised. */
  readonly mailsOnly?: boolean;
}

/**
 * Connects a colleague's sandbox mailbox as they would in the pages: all calendars, new meetings into the first one that
 * can be written; for its mails alone, none.
 */
export async function connectMailbox(
  client: ApiClient,
  user: StoryUser,
  { kind, url, mailsOnly }: SandboxFace,
): Promise<void> {
  const mailbox = await client.post('/api/mailboxes', {
    kind,
    name: kind === 'ews' ? 'Sandbox Exchange' : 'Sandbox calendar',
    url,
    user: user.name,
    password: user.password,
  });
  const path = `/api/mailboxes/${String(mailbox['id'])}`;
  if (mailsOnly === true) {
    await client.put(`${path}/collections`, { selected: [], createIn: null });
    return;
  }
  const { items } = await client.get(`${path}/collections`);
  const calendars = items as readonly { readonly id: string; readonly writable: boolean }[];
  await client.put(`${path}/collections`, {
    selected: calendars.map(({ id }) => id),
    createIn: calendars.find(({ writable }) => writable)?.id ?? null,
  });
  await client.post(`${path}/synchronise`, {});
}
