// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/autodiscover-for-exchange
import { Denied, SyncError, Throttled, Unavailable } from '../../../../sync/errors.ts';
import type { CallContext } from '../../../../sync/ports.ts';
import type { MailboxEnvironment } from '../../provider.ts';
import { createHttpClient } from '../../net/http-client.ts';
import { getFolder } from '../calls/get-folder.ts';
import { createSoap } from '../soap/soap.ts';
import type { EwsLocation } from '../wire.ts';
import { createAsking } from './asking.ts';
import type { Asking } from './asking.ts';
import { POX_PATH } from './pox.ts';
import { autodiscoverOrigins, readTyped } from './typed.ts';

/** Who looks for their mailbox. */
export interface Seeker {
  /** A URL, the name of a server, or an e-mail address. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

const MOST_ADDRESSES = 5;

/**
 * Finds an account's EWS and signs in there for real. Throws Denied (`wrong-password`, `sign-in-refused`,
 * `basic-not-offered`, `mailbox-not-found`, `access-denied`, `redirect-to-other-host`) and Unavailable (`wrong-path`,
 * `not-exchange`, `server-too-old`, `autodiscover-failed`, and the codes of net/connection-error.ts).
 */
export async function locateEws(
  seeker: Seeker,
  environment: MailboxEnvironment,
  context: CallContext,
): Promise<EwsLocation> {
  const typed = readTyped(seeker.url, seeker.user);
  const errors: SyncError[] = [];
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SyncError) || isFinal(error)) throw error;
      errors.push(error);
      return null;
    }
  };
  const firstOf = async (urls: readonly URL[], address: string | null): Promise<EwsLocation | null> => {
    for (const url of urls) {
      const found = await attempt(() => signIn(url, seeker, environment, context));
      if (found !== null) return { url: found, address };
    }
    return null;
  };

  const direct = await firstOf(typed.endpoints, null);
  if (direct !== null) return direct;
  if (typed.address === null) throw telling(errors);
  const asking = createAsking({ ...seeker, origin: typed.origin }, environment, context);
  try {
    const found = await autodiscover(typed.address, typed.origin, asking, attempt, firstOf);
    if (found !== null) return found;
  } finally {
    await asking.close();
  }
  throw telling(errors, typed.origin === null ? domainOf(typed.address) : null);
}

/** Follows an address from one to the next. */
async function autodiscover(
  start: string,
  origin: URL | null,
  asking: Asking,
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>,
  firstOf: (urls: readonly URL[], address: string | null) => Promise<EwsLocation | null>,
): Promise<EwsLocation | null> {
  let address = start;
  for (let hop = 0; hop < MOST_ADDRESSES; hop += 1) {
    const origins = [...(origin === null ? [] : [origin]), ...autodiscoverOrigins(address)];
    // Whoever answers without credentials is asked first.
    for (const one of origins) {
      const url = await attempt(() => asking.json(one, address));
      const found = url === null ? null : await firstOf([url], address);
      if (found !== null) return found;
    }
    let next: string | null = null;
    for await (const url of poxUrls(origins, () => attempt(() => asking.redirect(domainOf(address))))) {
      const answer = await attempt(() => asking.pox(url, address));
      if (answer?.type === 'settings') {
        const found = await firstOf(answer.urls, answer.address ?? address);
        if (found !== null) return found;
      }
      if (answer?.type === 'address') next = answer.address;
      if (next !== null) break;
    }
    if (next === null || next.toLowerCase() === address.toLowerCase()) return null;
    address = next;
  }
  return null;
}

/** The usual places, and only then the one that has to be asked for. */
async function* poxUrls(origins: readonly URL[], redirect: () => Promise<URL | null>): AsyncGenerator<URL> {
  for (const origin of origins) yield new URL(POX_PATH, origin);
  const target = await redirect();
  if (target !== null) yield target;
}

function domainOf(address: string): string {
  return address.split('@').at(-1) ?? '';
}

/** Where EWS answered to this account, after redirects. */
async function signIn(
  url: URL,
  { user, password }: Seeker,
  environment: MailboxEnvironment,
  context: CallContext,
): Promise<URL> {
  const http = createHttpClient({ origin: url, user, password }, environment);
  try {
    const soap = createSoap({ http, url, environment, schemaVersion: null });
    const [root] = await getFolder(soap, [{ distinguished: 'msgfolderroot' }], { base: 'IdOnly' }, context);
    if (root?.ok === false) throw root.error;
    return soap.url;
  } finally {
    await http.close();
  }
}

/** Errors that another address wouldn't change, or after which going on would do harm (passwords get locked). */
function isFinal(error: SyncError): boolean {
  if (error instanceof Denied)
    return error.code !== 'access-denied' && error.code !== 'redirect-to-other-host';
  if (error instanceof Throttled) return true;
  return ['server-too-old', 'deadline-passed', 'address-not-allowed'].includes(error.code);
}

/** The error that says most: a refusal, then what was wrong with a server that is there. */
function telling(errors: readonly SyncError[], domain: string | null = null): SyncError {
  const refused = errors.find((error) => error instanceof Denied);
  const certificate = errors.find(({ code }) => code.startsWith('certificate-'));
  if (refused !== undefined) return refused;
  if (domain !== null) {
    const parameters = { domain };
    return certificate ?? new Unavailable({ code: 'autodiscover-failed', parameters }, 'none');
  }
  return errors[0] ?? new Unavailable({ code: 'not-exchange', parameters: { what: '' } }, 'none');
}
