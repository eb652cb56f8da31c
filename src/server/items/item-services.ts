import type { Kysely } from 'kysely';
import type { ConnectMailbox } from '../http/mailbox-probe.ts';
import type { Items, Messages } from '../http/services.ts';
import type { BlobStore } from '../storage/blobs.ts';
import type { MailboxAccounts } from '../storage/mailbox-accounts.ts';
import type { Seal } from '../storage/seal.ts';
import { sealedKey } from '../storage/sealed-key.ts';
import type { Database } from '../storage/tables.ts';
import { callerMailboxes } from './caller-mailboxes.ts';
import { storedItems } from './items.ts';
import { mails } from './mails.ts';
import { meetings } from './meetings.ts';
import { storedMessages } from './messages.ts';

/** What items in view and stored mails are built from. */
export interface ItemServiceSource {
  readonly db: Kysely<Database>;
  readonly seal: Seal;
  readonly accounts: Pick<MailboxAccounts, 'list' | 'password'>;
  readonly connect: ConnectMailbox;
  readonly blobs: BlobStore;
  readonly urlOf: (recordType: string, id: string) => string;
  readonly now: () => Date;
}

/** Items in view and stored mails, on the database and on their users' own mailboxes. */
export function itemServices(source: ItemServiceSource): {
  readonly items: Items;
  readonly messages: Messages;
} {
  const { db, seal, blobs, urlOf, now } = source;
  const mailboxes = callerMailboxes(source);
  let key: Promise<Buffer> | null = null;
  const digestKey = (): Promise<Buffer> => {
    key ??= sealedKey(db, seal, 'message-identity').catch((error: unknown) => {
      key = null;
      throw error;
    });
    return key;
  };
  const shared = { db, mailboxes, urlOf, now };
  const kinds = { message: mails({ ...shared, blobs, digestKey }), appointment: meetings(shared) };
  return { items: storedItems({ db, kinds, urlOf, now }), messages: storedMessages({ db, blobs, urlOf }) };
}
