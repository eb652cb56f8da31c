import { randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { ItemInView } from '../../../src/contract/item.ts';
import { itemServices } from '../../../src/server/items/item-services.ts';
import { createSeal } from '../../../src/server/storage/seal.ts';
import type { Database } from '../../../src/server/storage/tables.ts';
import { conversationOf, mailCount } from './mails.ts';

/** Looks a mail up as the pane does when it is opened: who its people are, and what it may be linked with. */
export interface Views {
  /** Mails that nobody has linked, by what is said of them, so many of each. */
  readonly classes: readonly { readonly name: string; readonly mails: readonly ItemInView[] }[];
  readonly ask: (userId: string, mail: ItemInView) => Promise<unknown>;
}

/** People of a mail, and whether it answers one of a conversation that others of were linked. */
const KINDS = [
  { name: 'view, 2 people', people: 2, answers: false },
  { name: 'view, 4 people, known conversation', people: 4, answers: true },
  { name: 'view, 30 people, known conversation', people: 30, answers: true },
] as const;
const SAMPLES = 12;

export const VIEW_NAMES: readonly string[] = KINDS.map(({ name }) => name);

/** Mails to persons that there are, and to some strangers at their companies. */
export async function viewsOf(db: Kysely<Database>, persons: number): Promise<Views> {
  const { rows } = await sql<{ address: string }>`
    SELECT address FROM record_addresses ORDER BY hashtext(address || 'view'), address LIMIT 2000
  `.execute(db);
  const { items } = itemServices({
    db,
    urlOf: (type, id) => `/${type}/${id}`,
    now: () => new Date(),
    accounts: { list: () => Promise.resolve([]), password: unasked },
    connect: () => {
      throw new Error('A view asks no mailbox');
    },
    blobs: { put: unasked, get: unasked, read: unasked, remove: unasked },
    seal: createSeal([randomBytes(32)]),
  });
  const classes = KINDS.map(({ name, people, answers }) => ({
    name,
    mails: Array.from({ length: SAMPLES }, (_, index) => {
      const from = (index * people) % (rows.length - people + 1 || 1);
      const known = rows.slice(from, from + people).map(({ address }) => address);
      const addresses = known.map((address, at) => (at % 5 === 4 ? `new.${address}` : address));
      const other = Math.floor((mailCount(persons) * (index + 0.5)) / SAMPLES);
      return mailOf(
        index,
        addresses,
        answers ? conversationOf(other) : { conversationId: null, subject: name },
      );
    }),
  }));
  const session = { sessionId: 'bench', kind: 'pane', expiresAt: new Date(), language: 'en' } as const;
  return { classes, ask: async (id, mail) => items.view({ id, role: 'user', ...session }, mail) };
}

function mailOf(
  index: number,
  addresses: readonly string[],
  { conversationId, subject }: Pick<ItemInView, 'conversationId' | 'subject'>,
): ItemInView {
  const participants = addresses.map((address, index) => ({
    name: address,
    address,
    role: index === 0 ? ('from' as const) : ('to' as const),
  }));
  return {
    kind: 'message',
    itemId: `view ${String(index)}`,
    messageId: `<view-${String(index)}@bench.example>`,
    seriesId: null,
    start: null,
    end: null,
    conversationId,
    subject: subject === '' ? '' : `Re: ${subject}`,
    participants,
  };
}

async function unasked(): Promise<never> {
  return Promise.reject(new Error('A view asks no mailbox and opens nothing'));
}
