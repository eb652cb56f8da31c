import type { ApiClient } from './api.ts';
import type { StoryUser } from './story/types.ts';

/** How the sandbox is connected to: the kind of mailbox, and where it is. */
export interface SandboxFace {
  readonly kind: 'caldav' | 'ews';
  readonly url: string;
}

/**
 * Connects a colleague's sandbox mailbox as they would in the pages: all calendars, new meetings into the first one that
 * can be written.
 */
export async function connectMailbox(
  client: ApiClient,
  user: StoryUser,
  { kind, url }: SandboxFace,
): Promise<void> {
  const mailbox = await client.post('/api/mailboxes', {
    kind,
    name: kind === 'ews' ? 'Sandbox Exchange' : 'Sandbox calendar',
    url,
    user: user.name,
    password: user.password,
  });
  const path = `/api/mailboxes/${String(mailbox['id'])}`;
  const { items } = await client.get(`${path}/collections`);
  const calendars = items as readonly { readonly id: string; readonly writable: boolean }[];
  await client.put(`${path}/collections`, {
    selected: calendars.map(({ id }) => id),
    createIn: calendars.find(({ writable }) => writable)?.id ?? null,
  });
  await client.post(`${path}/synchronise`, {});
}
