import { SyncError } from '../../sync/errors.ts';
import type { MailboxPatch } from '../../contract/index.ts';
import type { StoredMailbox } from '../storage/mailbox-rows.ts';
import { storedPassword } from '../stored-password.ts';
import type { MailboxAccess } from './mailboxes.ts';
import { accountProbe, type Probed, type Trial } from './mailbox-probe.ts';
import type { Mailboxes, MailboxTestFinding } from './mailbox-services.ts';
import { endpointOf } from './mailbox-shape.ts';
import { found, ProblemError } from './problem.ts';

/** The Test button: accounts are tried for real, nothing of a new one is stored. */
export function mailboxTrials(access: MailboxAccess): Pick<Mailboxes, 'test' | 'testStored'> {
  const { probe } = accountProbe(access.connect, access.timeoutMs, access.now);
  return {
    test: async ({ kind, user, password, url }) => {
      const account = { url: whereToLook(url, user), user, password, discovered: {} };
      return findingOf(await probe({ kind, account }));
    },
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
  const { server, addresses } = probed.probe;
  const endpoint = endpointOf(probed.probe);
  return { ok: true, server, ...(endpoint === null ? {} : { endpoint }), addresses: [...addresses] };
}

const ADDRESS = /^[^@\s:/\\]+@[^@\s/\\]+$/;

/** A name and a password before the host (RFC 3986, 3.2.1); the scheme is the part that stays. */
const CREDENTIALS = /^\s*([a-z][a-z0-9+.-]*:\/\/)?[^/?#@:]*:[^/?#]*@/i;

/**
 * Where an account is looked for: at the address that was typed, else by the e-mail address that the user name is.
 * Credentials in an address are left out: addresses are shown and stored openly. Throws `invalid` when it is none.
 */
export function whereToLook(url: string, user: string): string {
  if (url.trim() !== '') return url.replace(CREDENTIALS, '$1');
  if (ADDRESS.test(user.trim())) return user.trim();
  throw new ProblemError('invalid', { errors: [{ field: '/url', code: 'field-required' }] });
}

/** Signs in to the stored account with what is to change of it. */
export async function tryStored(
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
export async function trialOf(
  { accounts }: Pick<MailboxAccess, 'accounts'>,
  mailbox: StoredMailbox,
  patch: MailboxPatch,
): Promise<Trial> {
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
