import type { Generated, GeneratedAlways } from 'kysely';

/** Requests for pumps that no job has been made of yet: of one mailbox, or of all mailboxes of a user. */
export interface PumpRequestTable {
  id: GeneratedAlways<string>;
  mailbox_id: string | null;
  user_id: string | null;
  /** A person or the interval asks: even if the mailbox is delayed or stopped. */
  forced: Generated<boolean>;
}
