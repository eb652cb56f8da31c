import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import type { Mailbox, MailboxSettings } from '../../../contract/index.ts';
import {
  changeMailbox,
  chooseCollections,
  createMailbox,
  disconnectMailbox,
  listCollections,
  listMailboxes,
  listMailboxKinds,
  readMailbox,
  synchroniseNow,
} from '../../api/mailboxes.ts';
import type { Versioned } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { useSentence } from '../../language/use-problem-words.ts';
import { useFormats, useWords } from '../../language/spoken.ts';
import { lightOf } from './light.ts';
import type { Light } from './light.ts';

/** Keys of what is loaded about mailboxes. */
export const mailboxKeys = {
  all: ['mailboxes'] as const,
  list: ['mailboxes', 'list'] as const,
  kinds: ['mailbox-kinds'] as const,
  one: (id: string) => ['mailboxes', 'one', id] as const,
  collections: (id: string) => ['mailboxes', 'collections', id] as const,
  items: (id: string) => ['mailboxes', 'items', id] as const,
};

/** All of a user's mailboxes, looked at again every few seconds. */
export function useMailboxes(ownerId: string) {
  return useQuery({
    queryKey: [...mailboxKeys.list, ownerId],
    queryFn: ({ signal }) => listMailboxes(ownerId, signal),
    refetchInterval: 5_000,
  });
}

/** What can be connected. */
export function useMailboxKinds() {
  return useQuery({
    queryKey: mailboxKeys.kinds,
    queryFn: ({ signal }) => listMailboxKinds(signal),
    staleTime: Infinity,
  });
}

/** One mailbox with its ETag; asked for again every so many milliseconds, if at all. */
export function useMailbox(id: string, refetchInterval: number | false = false) {
  return useQuery({
    queryKey: mailboxKeys.one(id),
    queryFn: ({ signal }) => readMailbox(id, signal),
    refetchInterval,
  });
}

/** The account's calendars. */
export function useCollections(id: string) {
  return useQuery({
    queryKey: mailboxKeys.collections(id),
    queryFn: ({ signal }) => listCollections(id, signal),
    refetchOnWindowFocus: false,
  });
}

/** Connects a new mailbox. */
export function useConnect(onConnected: (mailbox: Mailbox) => void) {
  return useWrite({ write: createMailbox, changes: [mailboxKeys.list], onSuccess: onConnected });
}

export interface MailboxChange {
  readonly settings: MailboxSettings;
  readonly collections: { readonly selected: string[]; readonly createIn: string | null };
  readonly etag: string | null;
  readonly synchronise: boolean;
}

/** Saves settings and choice of calendars, then synchronises when asked. */
export function useSaveSettings(id: string, onSaved: () => void) {
  return useWrite<MailboxChange, unknown>({
    write: async ({ settings, collections, etag, synchronise }, { idempotencyKey }) => {
      await changeMailbox(
        id,
        { patch: { settings }, etag },
        { idempotencyKey: `${idempotencyKey}.settings` },
      );
      await chooseCollections(id, collections, { idempotencyKey: `${idempotencyKey}.calendars` });
      if (synchronise) await synchroniseNow(id, { idempotencyKey: `${idempotencyKey}.now` });
    },
    changes: [mailboxKeys.all],
    onSuccess: onSaved,
  });
}

/** Asks for a synchronisation at once. */
export function useSynchroniseNow(id: string, onAsked: () => void) {
  return useWrite<null, unknown>({
    write: (_, attempt) => synchroniseNow(id, attempt),
    changes: [mailboxKeys.one(id), mailboxKeys.list],
    onSuccess: onAsked,
  });
}

/** Ends the connection. */
export function useDisconnect(id: string, onDone: () => void) {
  return useWrite<string | null, unknown>({
    write: (etag, attempt) => disconnectMailbox(id, etag, attempt),
    changes: [mailboxKeys.list],
    onSuccess: onDone,
  });
}

/** The light of a mailbox, its relative times kept fresh. */
export function useLight(mailbox: Mailbox): Light {
  const { mailboxes: words } = useWords();
  const formats = useFormats();
  const explain = useSentence();
  const now = useNow(15_000);
  return lightOf(mailbox, { words, formats, explain, now });
}

/** The time, renewed at the given interval. */
export function useNow(milliseconds: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return now;
}

/** Lays news of a mailbox over what is loaded of it. */
export function mergeMailbox(queries: QueryClient, id: string, news: Partial<Mailbox>): void {
  queries.setQueryData<Versioned<Mailbox>>(mailboxKeys.one(id), (known) =>
    known === undefined ? known : { ...known, value: { ...known.value, ...news } },
  );
}
