import { LANGUAGES, type User, type UserPatch } from '../../contract/index.ts';
import type { StoredUser, UserChange, UserStore } from '../storage/users.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { found, ProblemError } from './problem.ts';
import type { Users } from './services.ts';
import { checkTimeZone } from './time-zone.ts';

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Users on the stored accounts. */
export function storedUsers(store: UserStore): Users {
  return {
    async list({ limit = 50, cursor = null }) {
      if (cursor !== null && !ID.test(cursor)) throw new ProblemError('cursor-malformed');
      const rows = await store.list(cursor, limit + 1);
      const items = rows.slice(0, limit).map(toUser);
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    async find(id) {
      const user = await store.find(id);
      return user === null ? null : toUser(user);
    },
    async create(id, input) {
      const { username, password, displayName, email = '', language = 'en', timeZone = 'Etc/UTC' } = input;
      const { role = 'user' } = input;
      checkTimeZone(timeZone, '/timeZone');
      const account = { id, username, displayName, email, locale: language, timeZone, role };
      const created = await store.create(account, await hashPassword(password));
      if (typeof created === 'string') throw new ProblemError(created);
      return toUser(created);
    },
    async update(id, version, patch) {
      if (patch.timeZone !== undefined) checkTimeZone(patch.timeZone, '/timeZone');
      const result = await store.update(id, version, changeOf(patch));
      if (result === 'missing') throw new ProblemError('not-found');
      if (typeof result === 'string') throw new ProblemError(result);
      return toUser(result);
    },
    async signIn(username, password) {
      const account = await store.findForSignIn(username);
      const matches = await verifyPassword(password, account?.passwordHash ?? null);
      return matches && account?.user.active === true ? toUser(account.user) : null;
    },
    checkPassword: async (id, password) => verifyPassword(password, await store.passwordHash(id)),
    async setPassword(id, password) {
      found(await store.find(id));
      await store.setPasswordHash(id, await hashPassword(password));
    },
  };
}

function changeOf({ language, ...others }: UserPatch): UserChange {
  return language === undefined ? others : { ...others, locale: language };
}

function toUser(user: StoredUser): User {
  const { locale, createdAt, updatedAt, addresses: _, ...others } = user;
  const language = LANGUAGES.find((name) => locale === name || locale.startsWith(`${name}-`)) ?? 'en';
  return { ...others, language, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
