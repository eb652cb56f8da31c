import { SyncError } from '../../../sync/errors.ts';
import type { CallContext, Mailbox, WriteOutcome } from '../../../sync/ports.ts';
import type { MailboxAccount, MailboxEnvironment, MailboxProvider } from '../provider.ts';
import { createAccountConnection } from './account-connection.ts';
import { createItems } from './creating.ts';
import { ewsContent } from './content.ts';
import { writeFacts } from './facts.ts';
import { readPage } from './feed.ts';
import { calendarFolders } from './folders.ts';
import { findItems, readItems } from './reading.ts';
import type { Reader } from './reading.ts';
import { removeItems } from './removing.ts';
import { EWS_TRAITS } from './traits.ts';
import { updateItems } from './updating.ts';
import { watchCalendars } from './watching.ts';

/** Exchange Server through Exchange Web Services. */
export const ewsProvider: MailboxProvider = { kind: 'ews', name: 'Exchange', connect };

function connect(account: MailboxAccount, environment: MailboxEnvironment): Mailbox {
  const connection = createAccountConnection(account, environment);
  const watching = new Set<() => void>();
  const reader = async (context: CallContext): Promise<Reader> => {
    const { ews, facts, homeZone } = await connection.ready(context);
    const owner = { addresses: facts.addresses, homeZone: homeZone.current() };
    return { ews, owner, context, onItem: homeZone.see };
  };
  const writing =
    <T>(write: (reader: Reader, requests: readonly T[]) => Promise<readonly WriteOutcome[]>) =>
    async (requests: readonly T[], context: CallContext): Promise<readonly WriteOutcome[]> => {
      if (requests.length === 0) return [];
      try {
        return await write(await reader(context), requests);
      } catch (error) {
        // Nothing was begun: each one's error is the same.
        if (error instanceof SyncError && error.code === 'deadline-passed')
          return requests.map(() => ({ ok: false, error }));
        throw error;
      }
    };

  return {
    traits: EWS_TRAITS,
    async probe(context) {
      const { facts } = await connection.discover(context);
      return { addresses: facts.addresses, server: facts.server, discovered: writeFacts(facts) };
    },
    collections: async (context) => calendarFolders((await connection.ready(context)).ews, context),
    changes: async (collection, cursor, context) =>
      readPage((await connection.ready(context)).ews, collection, cursor, context),
    read: async (refs, context) => (refs.length === 0 ? [] : readItems(await reader(context), refs)),
    find: async (collection, keys, context) =>
      keys.length === 0 ? [] : findItems(await reader(context), collection, keys),
    create: writing(createItems),
    update: writing(updateItems),
    remove: writing(removeItems),
    content: ewsContent(async (context) => (await connection.ready(context)).ews),
    watch(onHint) {
      const stop = watchCalendars(connection, environment, onHint);
      watching.add(stop);
      return stop;
    },
    async close() {
      for (const stop of watching) stop();
      await connection.close();
    },
  };
}
