import type { Message, MessageSummary, PageOf, RecordRef } from '../../contract/index.ts';
import { call, withQuery } from './client.ts';
import type { RecordPath } from './records.ts';

/** One linked mail. Throws Problem 404. */
export async function readMessage(id: string, signal: AbortSignal): Promise<Message> {
  return (await call<Message>('GET', `/api/messages/${encodeURIComponent(id)}`, { signal })).value;
}

/** The mails that are linked with a record, latest first. */
export async function recordMessages(
  path: RecordPath,
  id: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<PageOf<MessageSummary>> {
  const address = withQuery(`/api/${path}/${encodeURIComponent(id)}/messages`, { cursor, limit: 20 });
  return (await call<PageOf<MessageSummary>>('GET', address, { signal })).value;
}

/** Takes the mail's link with a record away. */
export async function unlinkMessage(id: string, record: RecordRef): Promise<void> {
  const place = `links/${record.recordType}/${encodeURIComponent(record.id)}`;
  await call('DELETE', `/api/messages/${encodeURIComponent(id)}/${place}`);
}

/** Where the browser downloads the mail as its mailbox returned it. */
export function originalAddress(id: string): string {
  return `/api/messages/${encodeURIComponent(id)}/original`;
}

/** Where the browser downloads an attachment. */
export function attachmentAddress(id: string, index: number): string {
  return `/api/messages/${encodeURIComponent(id)}/attachments/${index}`;
}
