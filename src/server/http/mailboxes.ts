import type { Kysely } from 'kysely';
import type { MailboxInput, MailboxPatch } from '../../contract/index.ts';
import { SyncError } from '../../sync/errors.ts';
import type { ProgressFeed } from '../jobs/progress.ts';
import type { MailboxAccounts, MailboxChange } from '../storage/mailbox-accounts.ts';
import type { ConflictStore } from '../storage/conflicts.ts';
import type { MailboxCollections } from '../storage/mailbox-collections.ts';
import type { StoredMailbox } from '../storage/mailbox-rows.ts';
import { NO_LINKS, type MailboxStatus } from '../storage/mailbox-status.ts';
import { requestPump } from '../storage/pump-requests.ts';
import { storedPassword } from '../stored-password.ts';
import type { Database } from '../storage/tables.ts';
import type { Caller } from './api.ts';
import { mailboxConflicts } from './mailbox-conflicts.ts';
import { mailboxLists } from './mailbox-lists.ts';
import { accountProbe, refusedBy, type ConnectMailbox, type Probed } from './mailbox-probe.ts';
import { mailboxProgress } from './mailbox-progress.ts';
import type { Mailboxes, MailboxTestFinding } from './mailbox-services.ts';
import { contractCollection, contractMailbox } from './mailbox-shape.ts';
import { pageAsked } from './paging.ts';
import { found, ProblemError } from './problem.ts';
import type { Appointments } from './services.ts';

/** What mailboxes are served from. */
export interface MailboxSource {
  readonly db: Kysely<Database>;
  readonly accounts: MailboxAccounts;
  readonly collections: MailboxCollections;
  readonly status: MailboxStatus;
  readonly conflicts: ConflictStore;
  /** Where the other value of a conflict is written. */
  readonly appointments: Pick<Appointments, 'find' | 'update'>;
  readonly progress: Pick<ProgressFeed, 'subscribe'>;
  readonly kinds: readonly { readonly kind: string; readonly name: string }[];
  readonly connect: ConnectMailbox;
  /** Longest duration of a test, milliseconds. */
  readonly timeoutMs: number;
  /** Of a mailbox whose owner chose none. */
  readonly intervalSeconds: number;
  readonly now: () => Date;
}

/** What the parts of the service share. */
export interface MailboxAccess extends MailboxSource {
  /** The mailbox, if it is the caller's or the caller is an administrator; otherwise `not-found`. */
  visible(caller: Caller, id: string): Promise<StoredMailbox>;
  /** The mailbox, if it is the caller's; `not-allowed` for administrators, otherwise `not-found`. */
  own(caller: Caller, id: string): Promise<StoredMailbox>;
}

/** Mailboxes on what is stored of them and on their providers. */
export function storedMailboxes(source: MailboxSource): Mailboxes {
  const visible: MailboxAccess['visible'] = async (caller, id) => {
    const mailbox = found(await source.accounts.find(id));
    return found(mailbox.userId === caller.id || caller.role === 'admin' ? mailbox : null);
  };
  const own: MailboxAccess['own'] = async (caller, id) => {
    const mailbox = await visible(caller, id);
    if (mailbox.userId !== caller.id) throw new ProblemError('not-allowed');
    return mailbox;
  };
  const access: MailboxAccess = { ...source, visible, own };
  return {
    kinds: () => ({ items: source.kinds.map(({ kind, name }) => ({ kind, name })) }),
    ...reading(access),
    ...testing(access),
    ...writing(access),
    ...choosing(access),
    ...mailboxProgress(access),
    ...mailboxLists(access),
    ...mailboxConflicts(access),
  };
}

async function shaped({ status }: MailboxAccess, mailboxes: readonly StoredMailbox[]) {
  const counts = await status.counts(mailboxes.map(({ id }) => id));
  return mailboxes.map((mailbox) => contractMailbox(mailbox, counts.get(mailbox.id) ?? NO_LINKS));
}

async function shapedOne(access: MailboxAccess, mailbox: StoredMailbox) {
  return found((await shaped(access, [mailbox]))[0]);
}

function reading(access: MailboxAccess): Pick<Mailboxes, 'list' | 'find'> {
  return {
    async list(caller, { ownerId = caller.id, ...query }) {
      const { limit, cursor } = pageAsked(query, /^[\da-f-]{36}$/);
      if (ownerId !== caller.id && caller.role !== 'admin') throw new ProblemError('not-allowed');
      const rows = await access.accounts.list(ownerId === 'everyone' ? null : ownerId, cursor, limit + 1);
      const items = await shaped(access, rows.slice(0, limit));
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    find: async (caller, id) => shapedOne(access, await access.visible(caller, id)),
  };
}

function testing(access: MailboxAccess): Pick<Mailboxes, 'test' | 'testStored'> {
  const { probe } = accountProbe(access.connect, access.timeoutMs, access.now);
  return {
    test: async ({ kind, ...account }) =>
      findingOf(await probe({ kind, account: { ...account, discovered: {} } })),
    async testStored(caller, id) {
      const mailbox = await access.visible(caller, id);
      const probed = await tryStored(access, mailbox, {});
      if (probed.ok) await access.accounts.saveProbe(id, probed.probe);
      else if (probed.error.name === 'Denied') await access.accounts.saveRefusal(id, probed.error);
      return findingOf(probed);
    },
  };
}

function findingOf(probed: Probed): MailboxTestFinding {
  if (!probed.ok)
    return { ok: false, error: { code: probed.error.code, parameters: { ...probed.error.parameters } } };
  return { ok: true, server: probed.probe.server, addresses: [...probed.probe.addresses] };
}

function writing(access: MailboxAccess): Pick<Mailboxes, 'create' | 'update' | 'remove'> {
  const { accounts, intervalSeconds } = access;
  const { probe } = accountProbe(access.connect, access.timeoutMs, access.now);
  return {
    async create(caller, id, input) {
      const { kind, url, user, password, name = nameOf(input), settings = {} } = input;
      const probed = await probe({ kind, account: { url, user, password, discovered: {} } });
      if (!probed.ok) throw refusedBy(probed.error);
      const account = {
        id,
        userId: caller.id,
        kind,
        name,
        url,
        account: user,
        password,
        probe: probed.probe,
      };
      const created = await accounts.create({ ...account, settings: { intervalSeconds, ...settings } });
      if (created === 'mailbox-exists') throw new ProblemError('mailbox-exists');
      return shapedOne(access, found(created.userId === caller.id ? created : null));
    },
    async update(caller, id, version, patch) {
      const mailbox = await access.visible(caller, id);
      const change = changeOf(patch);
      const moves = patch.url !== undefined || patch.user !== undefined || patch.password !== undefined;
      const probed = moves ? await tryStored(access, mailbox, patch) : null;
      if (probed !== null && !probed.ok) throw refusedBy(probed.error);
      const result = await accounts.update(
        id,
        version,
        probed === null ? change : { ...change, probe: probed.probe },
      );
      if (result === 'missing') throw new ProblemError('not-found');
      if (typeof result === 'string') throw new ProblemError(result);
      return shapedOne(access, result);
    },
    async remove(caller, id, version) {
      await access.visible(caller, id);
      const result = await accounts.remove(id, version);
      if (result === 'missing') throw new ProblemError('not-found');
      if (result !== 'removed') throw new ProblemError(result);
    },
  };
}

/** Signs in to the stored account with what is to change of it. */
async function tryStored(
  access: MailboxAccess,
  mailbox: StoredMailbox,
  patch: MailboxPatch,
): Promise<Probed> {
  const { probe } = accountProbe(access.connect, access.timeoutMs, access.now);
  try {
    return await probe(await trialOf(access, mailbox, patch));
  } catch (error) {
    if (error instanceof SyncError) return { ok: false, error };
    throw error;
  }
}

/** The stored account with what is to change of it. Throws Denied when its password can't be opened. */
async function trialOf({ accounts }: MailboxAccess, mailbox: StoredMailbox, patch: MailboxPatch) {
  const { kind, discovered } = mailbox;
  const { url = mailbox.url, user = mailbox.account, password } = patch;
  const moved = url !== mailbox.url || user !== mailbox.account;
  // A stored password is only ever sent to where its owner sent it.
  if (moved && password === undefined) {
    throw new ProblemError('invalid', { errors: [{ field: '/password', code: 'field-required' }] });
  }
  const known = password ?? found(await storedPassword(accounts, mailbox.id));
  return { kind, account: { url, user, password: known, discovered: moved ? {} : discovered } };
}

function changeOf({ user, ...others }: MailboxPatch): MailboxChange {
  return user === undefined ? others : { ...others, account: user };
}

function nameOf({ url, user }: MailboxInput): string {
  return (
    user.includes('@') ? user : `${user} (${url.replace(/^\w+:\/\//, '').replace(/[/?#].*$/, '')})`
  ).slice(0, 200);
}

function choosing(access: MailboxAccess): Pick<Mailboxes, 'collections' | 'choose' | 'synchronise'> {
  const account = accountProbe(access.connect, access.timeoutMs, access.now);
  const listed = async (id: string) => ({
    items: (await access.collections.list(id)).map(contractCollection),
  });
  return {
    async collections(caller, id) {
      const mailbox = await access.visible(caller, id);
      try {
        await access.collections.save(id, await account.collections(await trialOf(access, mailbox, {})));
      } catch (error) {
        if (!(error instanceof SyncError)) throw error;
        const known = await listed(id);
        // What was there last time is better than nothing while the server is away.
        if (known.items.length === 0) throw refusedBy(error);
        return known;
      }
      return listed(id);
    },
    async choose(caller, id, choice) {
      await access.visible(caller, id);
      const result = await access.collections.choose(id, choice);
      if (result === 'missing') throw new ProblemError('not-found');
      if (result !== 'chosen') throw new ProblemError(result);
      return listed(id);
    },
    async synchronise(caller, id) {
      const mailbox = await access.visible(caller, id);
      await requestPump(access.db, { mailboxIds: [id], forced: true });
      const waits = mailbox.state !== 'new' && mailbox.state !== 'running';
      return shapedOne(access, waits ? { ...mailbox, state: 'queued' } : mailbox);
    },
  };
}
