import type { Generated } from 'kysely';
import type { JsonObject } from '../../../sync/json.ts';
import type { JsonColumn } from './ledger.ts';

/** A cause of trouble that people are told of once, by mailbox. */
export interface NoticeTable {
  mailbox_id: string;
  /** See storage/notices.ts. */
  kind: string;
  /** The code of what is behind it; '' where that changes while the trouble stays the same. */
  detail: string;
  parameters: JsonColumn<JsonObject>;
  /** Items that it concerns; 0: it is the mailbox itself. */
  items: number;
  since: Date;
  /** Nobody is told before. */
  due_at: Date;
  closed_at: Date | null;
  /** Who was told already: `webhook`, ids of users. */
  told: Generated<string[]>;
  /** Everybody was. */
  done: Generated<boolean>;
}
