/** The pages of linked mails, one chunk. */
export { MessagePage } from './message-page.tsx';
