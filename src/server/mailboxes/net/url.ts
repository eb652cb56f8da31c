/** The URL that an href means, seen from another one; null when it is none that HTTP can ask. */
export function resolveUrl(href: string, base: URL): URL | null {
  try {
    const url = new URL(href, base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}
