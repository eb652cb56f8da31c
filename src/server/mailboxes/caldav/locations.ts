import { Gone } from '../../../sync/errors.ts';
import type { Ref } from '../../../sync/ports.ts';
import { mayFollow } from '../net/trust.ts';
import { resolveUrl } from '../net/url.ts';

/**
 * Ids: a collection's is the path of its URL (the whole URL when it lies on another origin than the home), an item's
 * the last segment of its path. Segments are percent-encoded in one way, whatever way the server prefers.
 */
export function collectionId(url: URL, base: URL): string {
  const path = normalPath(url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`);
  return url.origin === base.origin ? path : `${url.origin}${path}`;
}

/** The URL of a collection. Throws Gone when the id leads where the account's credentials may not go. */
export function collectionUrl(id: string, base: URL): URL {
  const url = resolveUrl(id, base);
  if (url === null || !mayFollow(base, url)) throw new Gone({ code: 'collection-gone' });
  return url;
}

export function itemUrl(ref: Ref, base: URL): URL {
  return new URL(`./${ref.id}`, collectionUrl(ref.collection, base));
}

/** The item that an href names, or null when it is the collection itself, a collection in it, or elsewhere. */
export function refOf(href: string, answerUrl: URL, collection: string, base: URL): Ref | null {
  const url = resolveUrl(href, answerUrl);
  if (url === null) return null;
  const path = normalPath(url.pathname);
  const within = normalPath(collectionUrl(collection, base).pathname);
  if (!path.startsWith(within)) return null;
  const id = path.slice(within.length);
  return id === '' || id.includes('/') ? null : { collection, id };
}

function normalPath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(decodeSafely(segment)))
    .join('/');
}

/** A percent-encoded segment in clear; one that is none stays as it is. */
export function decodeSafely(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const OWN_NAME = /^liaison-([A-Za-z0-9_-]+)\.ics$/;
const PLAIN_KEY = /^[a-z0-9][a-z0-9-]*$/;

/** The name of the resource that a create with this correlation key makes. */
export function resourceName(correlationKey: string): string {
  const name = PLAIN_KEY.test(correlationKey)
    ? correlationKey
    : `_${Buffer.from(correlationKey).toString('base64url')}`;
  return `liaison-${name}.ics`;
}

/** The correlation key in a resource's name, or null when another program named it. */
export function correlationKeyOf(id: string): string | null {
  const name = OWN_NAME.exec(id)?.[1];
  if (name === undefined) return null;
  return name.startsWith('_') ? Buffer.from(name.slice(1), 'base64url').toString('utf8') : name;
}
