import { NO_LINKS } from '../storage/mailbox-status.ts';
import type { StoredMailbox } from '../storage/mailbox-rows.ts';
import type { MailboxAccess } from './mailboxes.ts';
import type { Mailboxes } from './mailbox-services.ts';
import { contractMailbox } from './mailbox-shape.ts';
import { pageAsked } from './paging.ts';
import { found, ProblemError } from './problem.ts';

/** Mailboxes as they stand. */
export function mailboxReading(access: MailboxAccess): Pick<Mailboxes, 'list' | 'find'> {
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

type Shaping = Pick<MailboxAccess, 'status' | 'watched'>;

async function shaped({ status, watched }: Shaping, mailboxes: readonly StoredMailbox[]) {
  const ids = mailboxes.map(({ id }) => id);
  const [counts, listening] = await Promise.all([status.counts(ids), watched(ids)]);
  return mailboxes.map((mailbox) =>
    contractMailbox(mailbox, counts.get(mailbox.id) ?? NO_LINKS, listening.has(mailbox.id)),
  );
}

/** A stored mailbox in the contract's shape, with the counts of its links. */
export async function shapedOne(access: Shaping, mailbox: StoredMailbox) {
  return found((await shaped(access, [mailbox]))[0]);
}
