import type { CallContext, Mailbox } from '../../../sync/ports.ts';
import type { MailboxAccount, MailboxEnvironment, MailboxProvider } from '../provider.ts';
import { createHttpClient } from '../net/http-client.ts';
import { connectionFor } from './connection.ts';
import { calendarsIn, discover } from './discovery.ts';
import { readFacts, typedUrl, writeFacts } from './facts.ts';
import type { Facts } from './facts.ts';
import { createFeed } from './feed.ts';
import { collectionId } from './locations.ts';
import { findItems, readItems } from './reading.ts';
import { createTextCache } from './text-cache.ts';
import { traitsOf } from './traits.ts';
import { carryOut, createItem, readAhead, removeItem, updateItem } from './writing.ts';
import type { Writer } from './writing.ts';

/** Characters of calendar objects that one mailbox keeps between reading and writing. */
const CACHED = 8_000_000;

/** Any CalDAV server: RFC 4791 with RFC 6578 where there is, ETags where not. */
export const caldavProvider: MailboxProvider = { kind: 'caldav', name: 'CalDAV', connect };

function connect(account: MailboxAccount, environment: MailboxEnvironment): Mailbox {
  try {
    return connectTo(typedUrl(account), account, environment);
  } catch (error) {
    return unusable(error);
  }
}

/** An account whose address is none: every verb says so. */
function unusable(error: unknown): Mailbox {
  const refuse = (): Promise<never> =>
    Promise.reject(error instanceof Error ? error : new Error('No address', { cause: error }));
  return {
    traits: traitsOf(null),
    probe: refuse,
    collections: refuse,
    changes: refuse,
    read: refuse,
    find: refuse,
    create: refuse,
    update: refuse,
    remove: refuse,
  };
}

function connectTo(typed: URL, account: MailboxAccount, environment: MailboxEnvironment): Mailbox {
  let facts = readFacts(account.discovered, typed);
  const http = createHttpClient(
    { origin: typed, user: account.user, password: account.password },
    environment,
  );
  const cache = createTextCache(CACHED);
  const feed = createFeed();

  const probe = async (context: CallContext): Promise<Facts> => {
    facts = await discover(connectionFor(http, environment, context), typed, account.user);
    return facts;
  };
  const baseOf = (known: Facts): URL => known.homes[0] ?? known.calendar ?? typed;
  /** Ids are paths: without a discovery they still lead somewhere from what was typed. */
  const base = (): URL => (facts === null ? typed : baseOf(facts));
  const writer = (context: CallContext): Writer => ({
    connection: connectionFor(http, environment, context),
    base: base(),
    cache,
    addresses: facts?.addresses ?? [],
    conditionalCreate: facts?.conditionalCreate ?? false,
  });
  const isOver = (context: CallContext) => (): boolean => environment.now() >= context.deadline;
  /** One connection per request, so that each gets its own time. */
  const each =
    <T>(one: (writer: Writer, request: T) => ReturnType<typeof createItem>) =>
    (requests: readonly T[], context: CallContext) =>
      carryOut(requests, isOver(context), async (request) => one(writer(context), request));

  return {
    get traits() {
      return traitsOf(facts);
    },
    async probe(context) {
      const found = await probe(context);
      return { addresses: found.addresses, server: found.server, discovered: writeFacts(found) };
    },
    async collections(context) {
      const known = facts ?? (await probe(context));
      const calendars = await calendarsIn(connectionFor(http, environment, context), known);
      return calendars.map(({ url, name, color, writable }) => {
        return { id: collectionId(url, baseOf(known)), name, kinds: ['Event'], color, writable };
      });
    },
    changes: async (collection, cursor, context) =>
      feed(connectionFor(http, environment, context), base(), collection, cursor),
    read: async (refs, context) => readItems(writer(context), refs),
    find: async (collection, keys, context) => findItems(writer(context), collection, keys),
    create: each(createItem),
    async update(requests, context) {
      if (!isOver(context)()) await readAhead(writer(context), requests);
      return each(updateItem)(requests, context);
    },
    remove: each(removeItem),
    close: () => http.close(),
  };
}
