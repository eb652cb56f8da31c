import type { Kysely } from 'kysely';
import { SyncError } from '../../sync/errors.ts';
import type { ProgressFeed } from '../jobs/progress.ts';
import type { Rehearsals } from '../jobs/rehearsals.ts';
import type { MailboxAccounts } from '../storage/mailbox-accounts.ts';
import type { ConflictStore } from '../storage/conflicts.ts';
import type { MailboxCollections } from '../storage/mailbox-collections.ts';
import type { StoredMailbox } from '../storage/mailbox-rows.ts';
import type { MailboxStatus } from '../storage/mailbox-status.ts';
import { requestPump } from '../storage/pump-requests.ts';
import type { Database } from '../storage/tables.ts';
import type { Caller } from './api.ts';
import { mailboxConflicts } from './mailbox-conflicts.ts';
import { mailboxConnecting } from './mailbox-connecting.ts';
import { mailboxLists } from './mailbox-lists.ts';
import { accountProbe, refusedBy, type ConnectMailbox } from './mailbox-probe.ts';
import { mailboxProgress } from './mailbox-progress.ts';
import { mailboxRehearsals } from './mailbox-rehearsals.ts';
import { mailboxReading, shapedOne } from './mailbox-reading.ts';
import type { Mailboxes } from './mailbox-services.ts';
import { contractCollection } from './mailbox-shape.ts';
import { mailboxTrials, trialOf } from './mailbox-trials.ts';
import { found, ProblemError } from './problem.ts';
import type { Appointments } from './services.ts';

/** What mailboxes are served from. */
export interface MailboxSource {
  readonly db: Kysely<Database>;
  readonly accounts: MailboxAccounts;
  readonly collections: MailboxCollections;
  readonly status: MailboxStatus;
  /** Which of these mailboxes some process listens to. */
  readonly watched: (mailboxIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Whether there is a user of that id. */
  readonly isUser: (id: string) => Promise<boolean>;
  readonly conflicts: ConflictStore;
  /** Where the other value of a conflict is written. */
  readonly appointments: Pick<Appointments, 'find' | 'update'>;
  readonly progress: Pick<ProgressFeed, 'subscribe'>;
  readonly rehearsals: Pick<Rehearsals, 'start'>;
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
    ...mailboxReading(access),
    ...mailboxTrials(access),
    ...mailboxConnecting(access),
    ...choosing(access),
    ...mailboxProgress(access),
    ...mailboxLists(access),
    ...mailboxConflicts(access),
    ...mailboxRehearsals(access),
  };
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
      if (mailbox.state === 'paused') throw new ProblemError('mailbox-paused');
      await requestPump(access.db, { mailboxIds: [id], forced: true });
      if (mailbox.state === 'new' || mailbox.state === 'running') return shapedOne(access, mailbox);
      const { quietUntil } = mailbox;
      if (quietUntil === null) return shapedOne(access, { ...mailbox, state: 'queued' });
      // Not even for a person: it is done as soon as the server may be asked again, and they are told when.
      return shapedOne(access, { ...mailbox, state: 'delayed', nextPumpAt: quietUntil });
    },
  };
}
