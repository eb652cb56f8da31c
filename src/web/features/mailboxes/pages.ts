/** The mailbox pages, one chunk. */
export { ConnectForUserPage, ConnectPage } from './connect-page.tsx';
export { MailboxPage } from './mailbox-page.tsx';
export { MailboxesPage } from './mailboxes-page.tsx';
export { RehearsalPage } from './rehearsal-page.tsx';
export { SettingsPage } from './settings-page.tsx';
