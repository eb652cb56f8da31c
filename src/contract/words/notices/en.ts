import type { Words } from '../sentence.ts';

/** English: what owners and administrators are told of by mail. */
export const enNotices: Words = {
  subject: 'Liaison: your synchronisation needs attention',
  'subject-administrator': 'Liaison: synchronisation needs attention ({count})',
  greeting: 'Hello {name},',
  'mailbox-stopped': 'Synchronisation has stopped until somebody acts.',
  'mailbox-delayed': 'Synchronisation has been failing since {since}. It is tried again by itself.',
  'mailbox-notice': 'Synchronisation goes on, but something is missing.',
  'deletions-held': 'Deletions wait for an approval; nothing was removed yet. ({items})',
  'items-set-aside': 'Items were set aside; all others go on. ({items})',
  mailbox: '{mailbox}: {url}',
  'mailbox-of': '{owner}, {mailbox}: {url}',
  'and-more': 'and {count} more',
  ending: 'You are told once of each cause, not of each item.',
};
