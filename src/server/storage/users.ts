import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import pg from 'pg';
import { claimAppointments } from './records/appointment-claim.ts';
import { unitOfWork } from './records/writer.ts';
import type { Database } from './tables.ts';
import type { UserTable } from './tables/accounts.ts';

/** A user's account without the password. */
export interface StoredUser {
  readonly id: string;
  readonly version: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  /** Calendar user addresses, canonical. Meetings with them as participant are this user's. */
  readonly addresses: readonly string[];
  readonly locale: string;
  readonly timeZone: string;
  readonly role: 'user' | 'admin';
  readonly active: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What may be changed of an account. */
export type UserChange = Partial<
  Pick<StoredUser, 'displayName' | 'email' | 'locale' | 'timeZone' | 'role' | 'active'>
>;

/** What came of a change. */
export type UserUpdate = StoredUser | 'missing' | 'version-changed' | 'last-administrator' | 'email-taken';

/** What came of a new account. Names and addresses compare in lower case. */
export type UserCreation = StoredUser | 'username-taken' | 'email-taken';

/** Longest duration of one statement of a change, milliseconds. */
const PATIENCE = 30_000;

/** Users' accounts. */
export interface UserStore {
  /** In the order of ids (of creation), after `after`. */
  list(after: string | null, limit: number): Promise<readonly StoredUser[]>;
  find(id: string): Promise<StoredUser | null>;
  /** With the password's hash; names compare in lower case. */
  findForSignIn(
    username: string,
  ): Promise<{ readonly user: StoredUser; readonly passwordHash: string | null } | null>;
  passwordHash(id: string): Promise<string | null>;
  setPasswordHash(id: string, hash: string): Promise<void>;
  /** An account of that id is answered as it is. */
  create(
    user: Pick<StoredUser, 'id' | 'username' | 'displayName' | 'email' | 'locale' | 'timeZone' | 'role'>,
    passwordHash: string,
  ): Promise<UserCreation>;
  /** Keeps at least one active administrator. A new address brings the meetings that it is invited to. */
  update(id: string, version: string, change: UserChange): Promise<UserUpdate>;
  /** How many there are. */
  count(): Promise<number>;
}

/** Users in the database. */
export function userStore(db: Kysely<Database>): UserStore {
  const byId = (id: string) => db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return {
    async list(after, limit) {
      const query = db.selectFrom('users').selectAll().orderBy('id').limit(limit);
      const rows = await (after === null ? query : query.where('id', '>', after)).execute();
      return rows.map(toUser);
    },
    async find(id) {
      const row = await byId(id);
      return row === undefined ? null : toUser(row);
    },
    async findForSignIn(username) {
      const lower = username.toLowerCase();
      const row = await db
        .selectFrom('users')
        .selectAll()
        .where(sql<string>`lower(username)`, '=', lower)
        .executeTakeFirst();
      return row === undefined ? null : { user: toUser(row), passwordHash: row.password_hash };
    },
    passwordHash: async (id) => (await byId(id))?.password_hash ?? null,
    async setPasswordHash(id, hash) {
      await db.updateTable('users').set({ password_hash: hash }).where('id', '=', id).execute();
    },
    create: (user, passwordHash) => create(db, user, passwordHash),
    async update(id, version, change) {
      try {
        return await unitOfWork(db, PATIENCE, (tx) => update(tx, id, version, change));
      } catch (error) {
        if (error instanceof pg.DatabaseError && error.constraint === 'users_email') return 'email-taken';
        throw error;
      }
    },
    async count() {
      const { count } = await db
        .selectFrom('users')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}

async function create(
  db: Kysely<Database>,
  user: Parameters<UserStore['create']>[0],
  passwordHash: string,
): Promise<UserCreation> {
  const row = await db
    .insertInto('users')
    .values({
      id: user.id,
      username: user.username,
      display_name: user.displayName,
      email: user.email === '' ? null : user.email,
      addresses: addressesOf(user.email),
      role: user.role,
      locale: user.locale,
      time_zone: user.timeZone,
      password_hash: passwordHash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) return toUser(row);
  const others = await db
    .selectFrom('users')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('id', '=', user.id),
        eb(sql<string>`lower(username)`, '=', user.username.toLowerCase()),
        eb(sql<string>`lower(email)`, '=', user.email.toLowerCase()),
      ]),
    )
    .execute();
  const same = others.find(({ id }) => id === user.id);
  if (same !== undefined) return toUser(same);
  const named = others.some(({ username }) => username.toLowerCase() === user.username.toLowerCase());
  return named ? 'username-taken' : 'email-taken';
}

async function update(
  tx: Transaction<Database>,
  id: string,
  version: string,
  change: UserChange,
): Promise<UserUpdate> {
  // All administrators are locked, in one order: two that step down at once would otherwise leave none.
  const admins = await tx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute();
  const row = await tx.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) return 'missing';
  if (row.version !== version) return 'version-changed';
  const stepsDown = change.role === 'user' || change.active === false;
  if (stepsDown && admins.every((admin) => admin.id === id) && admins.length > 0) return 'last-administrator';
  const changed = await tx
    .updateTable('users')
    .set({ ...columnsOf(change, row), version: sql<string>`version + 1`, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (change.email !== undefined) {
    const writer = { user: { id, role: changed.role }, origin: null, now: new Date() };
    await claimAppointments(tx, writer, id);
  }
  return toUser(changed);
}

type UserRow = Selectable<UserTable>;

function columnsOf(change: UserChange, row: UserRow) {
  const { displayName, email, locale, timeZone, role, active } = change;
  return {
    ...(displayName === undefined ? {} : { display_name: displayName }),
    ...(email === undefined ? {} : emailColumns(email, row)),
    ...(locale === undefined ? {} : { locale }),
    ...(timeZone === undefined ? {} : { time_zone: timeZone }),
    ...(role === undefined ? {} : { role }),
    ...(active === undefined ? {} : { active }),
  };
}

/** The old address was one of the user's calendar addresses because it was theirs; the new one takes its place. */
function emailColumns(email: string, row: UserRow) {
  const old = addressesOf(row.email ?? '');
  const others = row.addresses.filter((address) => !old.includes(address));
  return { email: email === '' ? null : email, addresses: [...new Set([...addressesOf(email), ...others])] };
}

function addressesOf(email: string): string[] {
  return email === '' ? [] : [`mailto:${email.toLowerCase()}`];
}

function toUser(row: UserRow): StoredUser {
  return {
    id: row.id,
    version: row.version,
    username: row.username,
    displayName: row.display_name,
    email: row.email ?? '',
    addresses: row.addresses,
    locale: row.locale,
    timeZone: row.time_zone,
    role: row.role,
    active: row.active,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
