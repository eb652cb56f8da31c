import { Unavailable } from '../../../../sync/errors.ts';
import { resolveUrl } from '../../net/url.ts';

/** What to try, read from what a person typed. */
export interface Typed {
  /** Addresses at which EWS itself may be. */
  readonly endpoints: readonly URL[];
  /** Whose mailbox Autodiscover shall find; null when no address is known. */
  readonly address: string | null;
  /** The host that was typed, if one was: it is asked first, and over http only if that was typed. */
  readonly origin: URL | null;
}

const ADDRESS = /^[^/\s:@]+@([^/\s@:]+)$/;

/**
 * A URL of Exchange.asmx, the URL or name of a server, or an e-mail address. Credentials in a URL are dropped.
 * Throws Unavailable `url-invalid`.
 */
export function readTyped(text: string, user: string): Typed {
  const trimmed = text.trim();
  const address = ADDRESS.test(user.trim()) ? user.trim() : null;
  if (ADDRESS.test(trimmed)) return { endpoints: [], address: trimmed, origin: null };
  const url = urlOf(trimmed);
  if (/\.asmx$/i.test(url.pathname)) return { endpoints: [url], address: null, origin: url };
  const path = url.pathname.replace(/\/+$/, '');
  const paths =
    path === '' || /^\/owa\b/i.test(path)
      ? ['/EWS/Exchange.asmx']
      : [`${path}/Exchange.asmx`, '/EWS/Exchange.asmx'];
  return { endpoints: paths.map((one) => new URL(one, url)), address, origin: new URL('/', url) };
}

function urlOf(text: string): URL {
  const isOther = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !/^https?:/i.test(text);
  const full = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  const url =
    text === '' || isOther || /\s/.test(text) ? null : resolveUrl(full, new URL('https://invalid/'));
  if (url === null || url.hostname === '') throw new Unavailable({ code: 'url-invalid' }, 'none');
  url.username = '';
  url.password = '';
  url.hash = '';
  url.search = '';
  return url;
}

/** Where Autodiscover of an address may be asked, over TLS. */
export function autodiscoverOrigins(address: string): readonly URL[] {
  const domain = address.split('@').at(-1) ?? '';
  return [`https://autodiscover.${domain}/`, `https://${domain}/`]
    .map((origin) => resolveUrl(origin, new URL('https://invalid/')))
    .filter((url) => url !== null);
}
