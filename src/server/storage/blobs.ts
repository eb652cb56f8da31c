import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The SHA-256 of a blob's bytes, hexadecimal in lower case: its name. */
export type BlobHash = string;

/**
 * Where originals and attachments of mails are kept, named by their content: the same bytes are kept once, whoever brings
 * them. It knows nothing of who may see a blob and who still needs it; tables do. A store of another kind (an object
 * store spoken to over the network) implements the same four verbs; the folder is the only one there is.
 *
 * A hash that is none (not 64 hexadecimal digits) names nothing: null, and nothing to remove.
 */
export interface BlobStore {
  /** Keeps the bytes and says their name; resolves when they are on the disk. Idempotent. */
  put(bytes: Uint8Array): Promise<BlobHash>;
  /** The bytes as a stream; null: not kept. The caller reads it to its end or destroys it. */
  get(hash: BlobHash): Promise<Readable | null>;
  /** The bytes at once; null: not kept. */
  read(hash: BlobHash): Promise<Buffer | null>;
  /** Removes the blob; nothing happens when it isn't kept. */
  remove(hash: BlobHash): Promise<void>;
}

/** Where blobs are written before they have their name; what is older than a write can take is of no use to anybody. */
const INCOMING = 'incoming';
const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/**
 * Blobs in a folder: `ab/cd/abcd…`, by the beginning of the hash, so that no folder gets too many entries. A blob is
 * written aside, brought to the disk and renamed: whoever reads sees all of it or none, also after a crash.
 */
export function folderBlobs(folder: string): BlobStore {
  const fileOf = (hash: BlobHash): string | null =>
    /^[0-9a-f]{64}$/.test(hash) ? join(folder, hash.slice(0, 2), hash.slice(2, 4), hash) : null;
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const file = join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);
      if (!(await exists(file))) await writeWhole(folder, file, bytes);
      return hash;
    },
    async get(hash) {
      const handle = await openToRead(fileOf(hash));
      return handle?.createReadStream() ?? null;
    },
    async read(hash) {
      const handle = await openToRead(fileOf(hash));
      if (handle === null) return null;
      try {
        return await handle.readFile();
      } finally {
        await handle.close();
      }
    },
    async remove(hash) {
      const file = fileOf(hash);
      if (file !== null) await rm(file, { force: true });
    },
  };
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}

async function openToRead(file: string | null): Promise<FileHandle | null> {
  if (file === null) return null;
  try {
    return await open(file, 'r');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === 'ENOENT';
}

async function writeWhole(root: string, file: string, bytes: Uint8Array): Promise<void> {
  const [incoming, folder] = [join(root, INCOMING), dirname(file)];
  await mkdir(incoming, { recursive: true, mode: OWNER_ONLY_FOLDER });
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  const aside = join(incoming, randomUUID());
  try {
    const handle = await open(aside, 'wx', OWNER_ONLY_FILE);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  for (const entry of [folder, dirname(folder), root]) await syncFolder(entry);
}

/** A file is on the disk when the folders on the way to it are. Windows can't sync folders, and needs not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
