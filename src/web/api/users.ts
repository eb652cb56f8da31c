import type { PageOf, User, UserInput, UserPatch } from '../../contract/index.ts';
import { call, withQuery } from './client.ts';
import type { Attempt } from './use-write.ts';

/** One page of the users. */
export async function listUsers(cursor: string | null, signal: AbortSignal): Promise<PageOf<User>> {
  return (await call<PageOf<User>>('GET', withQuery('/api/users', { cursor, limit: 200 }), { signal })).value;
}

/** One user. */
export async function readUser(id: string, signal: AbortSignal): Promise<User> {
  return (await call<User>('GET', `/api/users/${encodeURIComponent(id)}`, { signal })).value;
}

/** Creates a user. Administrators only. */
export async function createUser(body: UserInput, attempt: Attempt): Promise<User> {
  return (await call<User>('POST', '/api/users', { body, ...attempt })).value;
}

/** Changes a user; `etag` is the version in quotes. */
export async function changeUser(
  id: string,
  change: { readonly patch: UserPatch; readonly etag: string },
  attempt: Attempt,
): Promise<User> {
  const options = { body: change.patch, ifMatch: change.etag, ...attempt };
  return (await call<User>('PATCH', `/api/users/${encodeURIComponent(id)}`, options)).value;
}
