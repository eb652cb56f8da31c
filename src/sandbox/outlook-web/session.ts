import type { Groupware } from '../groupware/groupware.ts';
import type { User } from '../groupware/model.ts';
import type { SandboxRequest } from '../http/message.ts';
import type { Colleague } from './answers.ts';

/** Where the face lives; the cookie goes nowhere else, for cookies know no ports. */
export const OUTLOOK_PATH = '/outlook/';
const COOKIE = 'sandbox_outlook';

/** Who is signed in, by the cookie. There is no password: it is a sandbox, on loopback alone. */
export function signedIn(groupware: Groupware, { headers }: SandboxRequest): User | null {
  const pairs = (headers['cookie'] ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${COOKIE}=`));
  if (found === undefined) return null;
  return groupware.users.named(decodeURIComponent(found.slice(COOKIE.length + 1))) ?? null;
}

/** The header Set-Cookie that signs a colleague in; null: signs out. */
export function sessionCookie(user: User | null): string {
  const value = user === null ? '' : encodeURIComponent(user.name);
  const age = user === null ? 0 : 30 * 86_400;
  return `${COOKIE}=${value}; Path=${OUTLOOK_PATH}; Max-Age=${String(age)}; HttpOnly; Secure; SameSite=Strict`;
}

/** What others may know of somebody. */
export function colleagueOf({ name, displayName, address }: User): Colleague {
  return { name, displayName, address };
}
