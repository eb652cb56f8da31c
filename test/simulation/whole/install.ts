import type { Mailbox, MailboxCollections } from '../../../src/contract/index.ts';
import { mailboxAccounts } from '../../../src/server/storage/mailbox-accounts.ts';
import { sessionStore } from '../../../src/server/storage/sessions.ts';
import { userStore } from '../../../src/server/storage/users.ts';
import { newId } from '../../../src/server/storage/uuid.ts';
import { mailboxId } from '../processes.ts';
import { addressOf, mailboxOf, userId, type World } from '../world.ts';
import { askWith, type Ask, type Premises } from './premises.ts';

const DAY = 86_400_000;

/** The users of a story with their mailboxes, connected as the pages do it. */
export interface Household {
  readonly ask: Ask;
  /** By the story's name of a user (`user-0`) the id, and back. */
  readonly idOf: ReadonlyMap<string, string>;
  readonly nameOf: ReadonlyMap<string, string>;
  /** By the story's name of a mailbox (`mailbox-0`) the id. */
  readonly mailboxes: ReadonlyMap<string, string>;
  /** By a mailbox's id its owner's. */
  readonly owners: ReadonlyMap<string, string>;
  /** Tokens and passwords, which are to be found nowhere. */
  readonly secrets: readonly string[];
}

/** Makes the users of a story, signs them in, and has each connect their mailbox. */
export async function install(premises: Premises, world: World): Promise<Household> {
  const { db } = premises.database;
  const tokens = new Map<string, string>();
  const idOf = new Map<string, string>();
  const mailboxes = new Map<string, string>();
  const now = new Date(world.clock.now);
  for (const user of world.mailboxes.keys()) {
    const name = userId(user);
    const id = newId();
    const email = addressOf(user).replace('mailto:', '');
    const account = { id, username: name, displayName: name, email, locale: 'en' };
    await userStore(db).create({ ...account, timeZone: 'Europe/Berlin', role: 'user' }, 'nobody signs in');
    const session = {
      userId: id,
      kind: 'token',
      name,
      expiresAt: new Date(now.getTime() + 90 * DAY),
    } as const;
    tokens.set(id, (await sessionStore(db).open(session, now)).secret);
    idOf.set(name, id);
  }
  const ask = askWith(premises, tokens);
  const owners = new Map<string, string>();
  const secrets = [...tokens.values()];
  for (const [user] of world.mailboxes.entries()) {
    const owner = idOf.get(userId(user)) ?? '';
    const id = await connect(premises, world, user, owner, ask);
    mailboxes.set(mailboxId(user), id);
    owners.set(id, owner);
    secrets.push(mailboxOf(world, user).account?.password ?? '');
  }
  const nameOf = new Map([...idOf].map(([name, id]) => [id, name]));
  return { ask, idOf, nameOf, mailboxes, owners, secrets };
}

async function connect(
  { database, seal }: Premises,
  world: World,
  user: number,
  owner: string,
  ask: Ask,
): Promise<string> {
  const { account, collection } = mailboxOf(world, user);
  const { mailboxes, guardFew: few } = world.scenario.setup;
  if (account === null) throw new RangeError(`User ${String(user)} has no account that could be connected`);
  const settings = { privacy: mailboxes[user]?.privacy ?? 'in', mailPolicy: 'none' };
  const { id } = (await ask(owner, 'POST', '/api/mailboxes', { ...account, settings })) as Mailbox;
  const path = `/api/mailboxes/${id}/collections`;
  const { items } = (await ask(owner, 'GET', path)) as MailboxCollections;
  if (items.every((listed) => listed.id !== collection)) throw new Error(`${collection} is not listed`);
  await ask(owner, 'PUT', path, { selected: [collection], createIn: collection });
  const guard = { few, share: 0.2, many: 100 };
  await mailboxAccounts(database.db, seal).update(id, null, { settings: { guard } });
  return id;
}
