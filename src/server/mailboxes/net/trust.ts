import { isIP } from 'node:net';

/**
 * Whether a URL that a server named (in a redirect, or as the address of a calendar) may be given the account's
 * credentials: the same origin; the same host once it speaks TLS; or, over TLS, a host beside or below it
 * (`caldav.icloud.com` names `p42-caldav.icloud.com`).
 */
export function mayFollow(origin: URL, target: URL): boolean {
  if (target.origin === origin.origin) return true;
  if (target.protocol !== 'https:') return false;
  if (target.hostname === origin.hostname) return origin.protocol === 'http:' || defaultPort(origin);
  if (isIP(origin.hostname) !== 0 || origin.hostname.startsWith('[')) return false;
  if (target.hostname.endsWith(`.${origin.hostname}`)) return defaultPort(target);
  const parent = origin.hostname.split('.').slice(1);
  // A parent of two short labels (`co.uk`) belongs to nobody in particular.
  const owned = parent.length > 2 || (parent.length === 2 && (parent[0] ?? '').length > 3);
  return owned && defaultPort(target) && target.hostname.endsWith(`.${parent.join('.')}`);
}

function defaultPort(url: URL): boolean {
  return url.port === '' || url.port === '8443';
}
