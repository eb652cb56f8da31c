import { Denied } from '../sync/errors.ts';
import { eventKind } from '../sync/kinds/event/kind.ts';
import type { Ledger, Mailbox } from '../sync/ports.ts';
import type { PumpSettings } from '../sync/settings.ts';
import { builtinCrm } from './crm/builtin/index.ts';
import type { Connection } from './jobs/worker.ts';
import type { MailboxAccount } from './mailboxes/provider.ts';
import type { OpenDatabase } from './storage/database.ts';
import type { MailboxAccounts } from './storage/mailbox-accounts.ts';
import type { MailboxCollections, StoredCollection } from './storage/mailbox-collections.ts';
import type { StoredMailbox } from './storage/mailbox-rows.ts';
import type { StoredUser, UserStore } from './storage/users.ts';
import { policyStore } from './storage/policy.ts';
import { engineRules, referenceRules, ruleStore, type StoredRule } from './storage/rules.ts';
import { newId } from './storage/uuid.ts';
import { storedPassword } from './stored-password.ts';

const DAY = 86_400_000;

/** What pumps are connected from. */
export interface ConnectionSource {
  readonly database: OpenDatabase;
  readonly ledger: Ledger;
  readonly accounts: MailboxAccounts;
  readonly collections: MailboxCollections;
  readonly users: UserStore;
  /** Null: there is no such kind of mailbox (any more). */
  readonly connect: (kind: string, account: MailboxAccount) => Mailbox | null;
  readonly urlOf: (recordType: string, id: string) => string;
  readonly callTimeoutMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Everything that a pump of one mailbox works with, as things stand now. Throws Denied when it can't be pumped until
 * a person does something: it is gone, its password can't be opened, its owner may not sign in.
 */
export function mailboxConnector(source: ConnectionSource): (mailboxId: string) => Promise<Connection> {
  const { database, ledger, accounts, collections, users, connect, urlOf, callTimeoutMs, now } = source;
  return async (mailboxId) => {
    const mailbox = await accounts.find(mailboxId);
    if (mailbox === null) throw new Denied({ code: 'mailbox-removed' }, 'mailbox');
    const user = await users.find(mailbox.userId);
    if (user?.active !== true) throw new Denied({ code: 'owner-inactive' }, 'mailbox');
    const { kind, url, account, discovered } = mailbox;
    const password = await storedPassword(accounts, mailboxId);
    if (password === null) throw new Denied({ code: 'mailbox-removed' }, 'mailbox');
    const adapter = connect(kind, { url, user: account, password, discovered });
    if (adapter === null) throw new Denied({ code: 'mailbox-kind-unknown', parameters: { kind } }, 'mailbox');
    const actor = { id: user.id, role: user.role };
    const [rules, chosen] = await Promise.all([ruleStore(database.db).list(), collections.list(mailboxId)]);
    const references = referenceRules(rules);
    const crm = builtinCrm(database.db, { user: actor, mailboxId, now, newId, urlOf, references });
    const own = pumpSettings(mailbox, user, chosen, callTimeoutMs, now());
    const settings = { ...own, ...(await commonSettings(database, user, rules)) };
    return { ports: { mailbox: adapter, crm, ledger, kinds: [eventKind], now, newId }, settings };
  };
}

/** What holds for everybody: the administrators' rules as far as they may be about this user, and who is synchronised. */
async function commonSettings(
  { db }: OpenDatabase,
  { id }: StoredUser,
  stored: readonly StoredRule[],
): Promise<Pick<PumpSettings, 'rules' | 'privacyLimit' | 'synchronised'>> {
  const policies = policyStore(db);
  const rules = engineRules(stored);
  const [{ privacy }, synchronised] = await Promise.all([policies.read(), policies.synchronised()]);
  return {
    rules: rules.filter(({ when: { users = [] } }) => users.length === 0 || users.includes(id)),
    ...(privacy === 'in' ? {} : { privacyLimit: privacy }),
    synchronised,
  };
}

/** What the owner decided, with days counted from now. */
function pumpSettings(
  mailbox: StoredMailbox,
  user: StoredUser,
  collections: readonly StoredCollection[],
  callTimeoutMs: number,
  now: number,
): PumpSettings {
  const { direction, privacy, scope, daysBack, daysAhead, mailPolicy, guard } = mailbox.settings;
  const { existingInMailbox, existingInCrm, actingFor } = mailbox.settings;
  const selected = collections.filter((collection) => collection.selected);
  return {
    mailboxId: mailbox.id,
    userId: mailbox.userId,
    addresses: [...new Set([...mailbox.addresses, ...user.addresses])],
    collections: selected.map(({ id }) => id),
    readOnly: selected.filter(({ writable }) => !writable).map(({ id }) => id),
    createIn: mailbox.createIn,
    direction,
    privacy,
    scope,
    window: {
      from: daysBack === null ? null : now - daysBack * DAY,
      to: daysAhead === null ? null : now + daysAhead * DAY,
    },
    ...(existingInMailbox === 'all' && existingInCrm === 'all'
      ? {}
      : { existing: { mailbox: existingInMailbox, crm: existingInCrm } }),
    actingFor,
    mailPolicy,
    guard,
    callTimeoutMs,
  };
}
