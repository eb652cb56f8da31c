/** Texts of calendar objects as they were read, to save a look before a write. */
export interface TextCache {
  /** The text of this revision, or undefined when it was never read or is forgotten. */
  get(url: URL, etag: string): string | undefined;
  put(url: URL, etag: string, text: string): void;
  drop(url: URL): void;
}

/** A cache of so many characters at most; the least recently used goes first, and what is long is never kept. */
export function createTextCache(most: number): TextCache {
  const entries = new Map<string, { readonly etag: string; readonly text: string }>();
  let size = 0;
  const drop = (key: string): void => {
    size -= entries.get(key)?.text.length ?? 0;
    entries.delete(key);
  };
  return {
    get(url, etag) {
      const entry = entries.get(url.href);
      if (entry?.etag !== etag) return undefined;
      entries.delete(url.href);
      entries.set(url.href, entry);
      return entry.text;
    },
    put(url, etag, text) {
      drop(url.href);
      if (text.length > most / 20) return;
      entries.set(url.href, { etag, text });
      size += text.length;
      for (const key of entries.keys()) {
        if (size <= most) return;
        drop(key);
      }
    },
    drop(url) {
      drop(url.href);
    },
  };
}
