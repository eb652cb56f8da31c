import type { MailboxInput, MailboxPatch } from '../../contract/index.ts';
import type { MailboxChange } from '../storage/mailbox-accounts.ts';
import { equal } from '../../sync/json.ts';
import type { MailboxSettings, StoredMailbox } from '../storage/mailbox-rows.ts';
import type { Caller } from './api.ts';
import type { MailboxAccess } from './mailboxes.ts';
import { accountProbe, refusedBy } from './mailbox-probe.ts';
import { shapedOne } from './mailbox-reading.ts';
import type { Mailboxes } from './mailbox-services.ts';
import { tryStored, whereToLook } from './mailbox-trials.ts';
import { found, ProblemError } from './problem.ts';

/** Connecting, changing and disconnecting. What does not work is never stored. */
export function mailboxConnecting(access: MailboxAccess): Pick<Mailboxes, 'create' | 'update' | 'remove'> {
  const { accounts } = access;
  return {
    create: (caller, id, input) => create(access, caller, id, input),
    async update(caller, id, version, typed) {
      const mailbox = await access.visible(caller, id);
      const patch = located(typed, mailbox);
      const change = changeOf(patch, caller, mailbox.settings);
      const moves = patch.url !== undefined || patch.user !== undefined || patch.password !== undefined;
      const probed = moves ? await tryStored(access, mailbox, patch) : null;
      if (probed !== null && !probed.ok) throw refusedBy(probed.error);
      const tried = probed === null ? change : { ...change, probe: probed.probe };
      const result = await accounts.update(id, version, tried);
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

async function create(access: MailboxAccess, caller: Caller, id: string, input: MailboxInput) {
  const { accounts, intervalSeconds } = access;
  const { probe } = accountProbe(access.connect, access.timeoutMs, access.now);
  const userId = await ownerFor(access, caller, input.ownerId);
  const { kind, user, password } = input;
  const settings = storedSettings(input.settings ?? {}, caller, { actingFor: [] });
  const url = whereToLook(input.url, user);
  const { name = nameOf(url, user) } = input;
  const probed = await probe({ kind, account: { url, user, password, discovered: {} } });
  if (!probed.ok) throw refusedBy(probed.error);
  const account = { id, userId, kind, name, url, account: user, password, probe: probed.probe };
  const created = await accounts.create({ ...account, settings: { intervalSeconds, ...settings } });
  if (created === 'mailbox-exists') throw new ProblemError('mailbox-exists');
  return shapedOne(access, found(created.userId === userId ? created : null));
}

/** Whose the mailbox will be. Decided before anybody signs in anywhere. */
async function ownerFor(access: MailboxAccess, caller: Caller, ownerId = caller.id): Promise<string> {
  if (ownerId === caller.id) return ownerId;
  if (caller.role !== 'admin') throw new ProblemError('not-allowed');
  if (await access.isUser(ownerId)) return ownerId;
  throw new ProblemError('reference-unknown', {
    errors: [{ field: '/ownerId', code: 'field-reference-unknown' }],
  });
}

/** An address that was emptied is the one that the user name is. */
function located({ url, ...others }: MailboxPatch, mailbox: StoredMailbox): MailboxPatch {
  return url === undefined ? others : { ...others, url: whereToLook(url, others.user ?? mailbox.account) };
}

function changeOf(
  { user, settings, ...others }: MailboxPatch,
  caller: Caller,
  stored: Pick<MailboxSettings, 'actingFor'>,
): MailboxChange {
  return {
    ...others,
    ...(user === undefined ? {} : { account: user }),
    ...(settings === undefined ? {} : { settings: storedSettings(settings, caller, stored) }),
  };
}

/** In whose names somebody keeps calendars is the administrators' to say: their meetings become theirs to change. */
function storedSettings(
  settings: MailboxInput['settings'],
  caller: Caller,
  stored: Pick<MailboxSettings, 'actingFor'>,
): Partial<MailboxSettings> {
  const { actingFor, ...others } = settings ?? {};
  if (actingFor === undefined) return others;
  const addresses = [...new Set(actingFor.map((address) => `mailto:${address.toLowerCase()}`))];
  if (caller.role !== 'admin' && !equal(addresses, stored.actingFor)) throw new ProblemError('not-allowed');
  return { ...others, actingFor: addresses };
}

function nameOf(url: string, user: string): string {
  return (
    user.includes('@') ? user : `${user} (${url.replace(/^\w+:\/\//, '').replace(/[/?#].*$/, '')})`
  ).slice(0, 200);
}
