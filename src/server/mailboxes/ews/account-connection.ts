import { Unavailable } from '../../../sync/errors.ts';
import type { CallContext } from '../../../sync/ports.ts';
import type { MailboxAccount, MailboxEnvironment } from '../provider.ts';
import { ownAddresses, recentZone, workingZone } from './account.ts';
import { locateEws } from './autodiscover/locate.ts';
import { createEws } from './connect.ts';
import { readFacts } from './facts.ts';
import type { Facts } from './facts.ts';
import { createHomeZone } from './home-zone.ts';
import type { HomeZone } from './home-zone.ts';
import type { Ews } from './wire.ts';

/** An account whose server is known. */
export interface Connected {
  readonly ews: Ews;
  readonly facts: Facts;
  readonly homeZone: HomeZone;
}

/** The way to an account's server: known from before, or found at the first call. */
export interface AccountConnection {
  /** Throws Unavailable `deadline-passed` when there is no time left. */
  ready(context: CallContext): Promise<Connected>;
  /** Finds out everything anew. */
  discover(context: CallContext): Promise<Connected>;
  close(): Promise<void>;
}

const UTC = 'Etc/UTC';

/** Nothing is asked before the first call. */
export function createAccountConnection(
  account: MailboxAccount,
  environment: MailboxEnvironment,
): AccountConnection {
  const known = readFacts(account.discovered);
  let current: Promise<Connected> | null =
    known === null ? null : Promise.resolve(open(account, environment, known));

  const discover = async (context: CallContext): Promise<Connected> => {
    checkDeadline(environment, context);
    const former = current;
    const next = discovered(account, environment, context);
    current = next;
    try {
      const found = await next;
      await (await former?.catch(() => null))?.ews.close();
      return found;
    } catch (error) {
      current = former;
      throw error;
    }
  };
  return {
    discover,
    async ready(context) {
      checkDeadline(environment, context);
      return current ?? discover(context);
    },
    async close() {
      await (await current?.catch(() => null))?.ews.close();
    },
  };
}

function checkDeadline(environment: MailboxEnvironment, { deadline }: CallContext): void {
  if (deadline <= environment.now()) throw new Unavailable({ code: 'deadline-passed' }, 'none');
}

function open({ user, password }: MailboxAccount, environment: MailboxEnvironment, facts: Facts): Connected {
  const { url, schemaVersion } = facts;
  const ews = createEws({ url, user, password, environment, schemaVersion });
  return { ews, facts, homeZone: createHomeZone(facts.homeZone) };
}

async function discovered(
  account: MailboxAccount,
  environment: MailboxEnvironment,
  context: CallContext,
): Promise<Connected> {
  const { url, address } = await locateEws(account, environment, context);
  const { user, password } = account;
  const ews = createEws({ url, user, password, environment, schemaVersion: null });
  try {
    const addresses = await ownAddresses(ews, { user, url: account.url, address }, context);
    const homeZone = await zoneOf(ews, addresses, environment.now(), context);
    const { schemaVersion, build } = ews.server;
    const server = build === '' ? 'Exchange' : `Exchange ${build}`;
    const facts: Facts = { url, addresses, schemaVersion, server, homeZone };
    return { ews, facts, homeZone: createHomeZone(homeZone) };
  } catch (error) {
    await ews.close();
    throw error;
  }
}

/** What is in the calendar tells best where its owner lives; an empty one leaves what they said in Outlook. */
async function zoneOf(
  ews: Ews,
  [address]: readonly string[],
  now: number,
  context: CallContext,
): Promise<string> {
  const recent = await recentZone(ews, now, context);
  if (recent !== null || address === undefined) return recent ?? UTC;
  return (await workingZone(ews, address, now, context)) ?? UTC;
}
