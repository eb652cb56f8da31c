import { sql, type Kysely, type Selectable } from 'kysely';
import pg from 'pg';
import type { ProbeResult } from '../../sync/ports.ts';
import { disconnect } from './ledger/disconnect.ts';
import {
  fullSettings,
  mailboxView,
  toMailbox,
  type MailboxSettings,
  type StoredMailbox,
} from './mailbox-rows.ts';
import { plainJson } from './plain-text.ts';
import { requestPump } from './pump-requests.ts';
import type { Seal } from './seal.ts';
import type { Database } from './tables.ts';
import type { MailboxTable } from './tables/ledger.ts';

/** A mailbox to be connected. */
export interface NewMailbox {
  readonly id: string;
  readonly userId: string;
  readonly kind: string;
  readonly name: string;
  readonly url: string;
  /** Account name at the provider. */
  readonly account: string;
  readonly password: string;
  readonly probe: ProbeResult;
  readonly settings?: Partial<MailboxSettings>;
}

/**
 * What may change. With another URL or account name everything starts anew, as after disconnecting: otherwise all items
 * of the old account would look deleted.
 */
export interface MailboxChange {
  readonly name?: string;
  readonly url?: string;
  readonly account?: string;
  readonly password?: string;
  readonly probe?: ProbeResult;
  readonly settings?: Partial<MailboxSettings>;
}

/** What came of a change. */
export type MailboxUpdate = StoredMailbox | 'missing' | 'version-changed' | 'mailbox-exists';

/** Users' accounts on their providers. Who may see them is decided elsewhere. */
export interface MailboxAccounts {
  /** Its password is sealed. An account of that id is answered as it is. */
  create(mailbox: NewMailbox): Promise<StoredMailbox | 'mailbox-exists'>;
  find(id: string): Promise<StoredMailbox | null>;
  /** In the order of ids after `after`; of one user, or of all (null). */
  list(userId: string | null, after: string | null, limit: number): Promise<readonly StoredMailbox[]>;
  /** The password in clear, or null when the mailbox is gone. Throws SealBroken. */
  password(id: string): Promise<string | null>;
  /**
   * A changed password or setting is tried out at once, even if the mailbox was stopped; after a change of URL or
   * account name collections have to be chosen again. Null `version`: any.
   */
  update(id: string, version: string | null, change: MailboxChange): Promise<MailboxUpdate>;
  /** What a probe found out, without a new version. */
  saveProbe(id: string, probe: ProbeResult): Promise<void>;
  /** Why the account can't be used, as a test found: the mailbox stops until it is changed or asked to be pumped. */
  saveRefusal(id: string, error: { readonly code: string; readonly parameters: object }): Promise<void>;
  /**
   * Stops synchronising for good and forgets the password and what was seen. Nothing is removed on either side, the
   * history stays; a worker that is at it can write nothing more.
   */
  remove(id: string, version: string | null): Promise<'removed' | 'missing' | 'version-changed'>;
}

/** Mailboxes in the database. */
export function mailboxAccounts(db: Kysely<Database>, seal: Seal): MailboxAccounts {
  const find = async (id: string): Promise<StoredMailbox | null> => {
    const row = await mailboxView(db).where('mailboxes.id', '=', id).executeTakeFirst();
    return row === undefined ? null : toMailbox(row);
  };
  return {
    find,
    create: (mailbox) => create(db, seal, mailbox, find),
    async list(userId, after, limit) {
      const rows = await mailboxView(db)
        .$if(userId !== null, (query) => query.where('user_id', '=', userId))
        .$if(after !== null, (query) => query.where('mailboxes.id', '>', after))
        .orderBy('mailboxes.id')
        .limit(limit)
        .execute();
      return rows.map(toMailbox);
    },
    async password(id) {
      const row = await db
        .selectFrom('mailboxes')
        .select('sealed_password')
        .where('id', '=', id)
        .where('removed_at', 'is', null)
        .executeTakeFirst();
      return row?.sealed_password == null ? null : seal.open(row.sealed_password, id);
    },
    async update(id, version, change) {
      try {
        const outcome = await db.transaction().execute((tx) => update(tx, seal, id, version, change));
        return outcome === 'updated' ? ((await find(id)) ?? 'missing') : outcome;
      } catch (error) {
        if (isDuplicate(error)) return 'mailbox-exists';
        throw error;
      }
    },
    async saveProbe(id, probe) {
      await db.updateTable('mailboxes').set(probeColumns(probe)).where('id', '=', id).execute();
    },
    async saveRefusal(id, error) {
      await db
        .updateTable('mailboxes')
        .set({ state: 'stopped', error: plainJson(error), next_pump_at: null })
        .where('id', '=', id)
        .where('state', '<>', 'new')
        .execute();
    },
    remove: (id, version) => remove(db, id, version),
  };
}

async function create(
  db: Kysely<Database>,
  seal: Seal,
  mailbox: NewMailbox,
  find: (id: string) => Promise<StoredMailbox | null>,
): Promise<StoredMailbox | 'mailbox-exists'> {
  const { id, userId, kind, name, url, account } = mailbox;
  try {
    await db
      .insertInto('mailboxes')
      .values({
        ...{ id, user_id: userId, kind, name, url, account },
        sealed_password: seal.seal(mailbox.password, id),
        settings: JSON.stringify(fullSettings(mailbox.settings ?? {})),
        create_in: '{}',
        ...probeColumns(mailbox.probe),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  } catch (error) {
    if (isDuplicate(error)) return 'mailbox-exists';
    throw error;
  }
  const created = await find(id);
  if (created === null) throw new Error('A mailbox vanished while it was being created');
  return created;
}

async function update(
  tx: Kysely<Database>,
  seal: Seal,
  id: string,
  version: string | null,
  change: MailboxChange,
): Promise<'updated' | 'missing' | 'version-changed'> {
  const row = await locked(tx, id);
  if (row === undefined) return 'missing';
  if (version !== null && row.version !== version) return 'version-changed';
  const { name, url, account, password, probe } = change;
  const moved = (url !== undefined && url !== row.url) || (account !== undefined && account !== row.account);
  if (moved) {
    await disconnect(tx, id);
    await tx.deleteFrom('collections').where('mailbox_id', '=', id).execute();
  }
  const settings = fullSettings({ ...(row.settings as Partial<MailboxSettings>), ...change.settings });
  const waits = moved || row.state === 'new';
  await tx
    .updateTable('mailboxes')
    .set({
      name: name ?? row.name,
      url: url ?? row.url,
      account: account ?? row.account,
      settings: JSON.stringify(settings),
      ...(password === undefined ? {} : { sealed_password: seal.seal(password, id) }),
      ...(probe === undefined ? {} : probeColumns(probe)),
      // Another server, or another account of it, has asked for nothing yet.
      ...(moved ? { create_in: '{}', quiet_until: null } : {}),
      ...(waits ? { state: 'new', next_pump_at: null } : { state: 'ok', next_pump_at: sql<Date>`now()` }),
      ...{ error: null, failures: 0 },
      version: sql<string>`version + 1`,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .execute();
  if (!waits) await requestPump(tx, { mailboxIds: [id], forced: true });
  return 'updated';
}

async function remove(
  db: Kysely<Database>,
  id: string,
  version: string | null,
): Promise<'removed' | 'missing' | 'version-changed'> {
  return db.transaction().execute(async (tx) => {
    const row = await locked(tx, id);
    if (row === undefined) return 'missing';
    if (version !== null && row.version !== version) return 'version-changed';
    await disconnect(tx, id);
    await tx
      .updateTable('mailboxes')
      .set({
        sealed_password: null,
        discovered: '{}',
        addresses: [],
        next_pump_at: null,
        requested_at: null,
        removed_at: sql<Date>`now()`,
        version: sql<string>`version + 1`,
      })
      .where('id', '=', id)
      .execute();
    return 'removed';
  });
}

function locked(tx: Kysely<Database>, id: string): Promise<Selectable<MailboxTable> | undefined> {
  return tx
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

function probeColumns({ server, addresses, discovered }: ProbeResult) {
  return { server, addresses: [...addresses], discovered: JSON.stringify(discovered) };
}

/** The same account of the same user is connected already. */
function isDuplicate(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === 'mailboxes_account';
}
