import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';

/** A file that may be served. */
export interface ServedFile {
  /** Media type with its charset. */
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly open: () => Readable;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * The file of a folder that a path of an address means (percent-encoded, relative to the folder), or null: it is none, it
 * lies outside (through `..` or a symbolic link), or its kind is not served.
 */
export async function servedFile(folder: string, path: string): Promise<ServedFile | null> {
  const wanted = decoded(path);
  const contentType = wanted === null ? undefined : TYPES[extname(wanted).toLowerCase()];
  if (wanted === null || contentType === undefined) return null;
  try {
    const root = await realpath(folder);
    const file = await realpath(resolve(root, join('.', wanted)));
    const { size } = await stat(file);
    const isInside = file.startsWith(root + sep) && (await stat(file)).isFile();
    return isInside ? { contentType, size, open: () => createReadStream(file) } : null;
  } catch {
    // Not there, or not readable: to the one who asks it is the same.
    return null;
  }
}

function decoded(path: string): string | null {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') || text.includes('\\') ? null : text;
  } catch {
    return null;
  }
}
