import { Problem } from './problem.ts';

/** What a path names. It says nothing about whether the thing exists. */
export type Place =
  | { readonly kind: 'root' }
  | { readonly kind: 'principals' }
  | { readonly kind: 'principal'; readonly user: string }
  | { readonly kind: 'home'; readonly user: string }
  | { readonly kind: 'calendar'; readonly user: string; readonly slug: string }
  | { readonly kind: 'event'; readonly user: string; readonly slug: string; readonly name: string }
  | { readonly kind: 'nowhere' };

/** Where the CalDAV face lives. */
export const ROOT = '/caldav/';
const PRINCIPALS = 'principals';
const CALENDARS = 'calendars';

/** Names in a user's calendar home that are no calendars (RFC 6638, 2). */
export const INBOX = 'inbox';
export const OUTBOX = 'outbox';

/** Reads a percent-encoded path, or a whole URL. Broken encoding: 400. */
export function placeOf(href: string): Place {
  const path = /^https?:\/\/[^/]*/i.test(href) ? href.replace(/^https?:\/\/[^/]*/i, '') : href;
  if (path === '/' || path === '') return { kind: 'root' };
  if (!`${path}/`.startsWith(ROOT)) return { kind: 'nowhere' };
  const [area, user, slug, name, ...rest] = path.slice(ROOT.length).split('/').map(decoded).filter(filled);
  if (area === undefined) return { kind: 'root' };
  if (rest.length > 0) return { kind: 'nowhere' };
  if (area === PRINCIPALS) {
    if (user === undefined) return { kind: 'principals' };
    return slug === undefined ? { kind: 'principal', user } : { kind: 'nowhere' };
  }
  if (area !== CALENDARS || user === undefined) return { kind: 'nowhere' };
  if (slug === undefined) return { kind: 'home', user };
  if (name === undefined) return { kind: 'calendar', user, slug };
  return path.endsWith('/') ? { kind: 'nowhere' } : { kind: 'event', user, slug, name };
}

/** The percent-encoded path of a place. */
export function hrefOf(place: Exclude<Place, { kind: 'nowhere' }>): string {
  switch (place.kind) {
    case 'root':
      return ROOT;
    case 'principals':
      return `${ROOT}${PRINCIPALS}/`;
    case 'principal':
      return `${ROOT}${PRINCIPALS}/${encode(place.user)}/`;
    case 'home':
      return `${ROOT}${CALENDARS}/${encode(place.user)}/`;
    case 'calendar':
      return `${ROOT}${CALENDARS}/${encode(place.user)}/${encode(place.slug)}/`;
    case 'event':
      return `${ROOT}${CALENDARS}/${encode(place.user)}/${encode(place.slug)}/${encode(place.name)}`;
  }
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replaceAll('%40', '@');
}

function filled(segment: string): boolean {
  return segment !== '';
}

function decoded(segment: string): string {
  let text: string;
  try {
    text = decodeURIComponent(segment);
  } catch {
    throw new Problem(400, 'The path is not properly encoded.');
  }
  if (text === '.' || text === '..' || /[/\u0000-\u001f\u007f]/.test(text)) {
    throw new Problem(400, 'The path has a name that nothing can have.');
  }
  return text;
}
