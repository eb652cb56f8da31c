import { buffer } from 'node:stream/consumers';
import { empty, plain } from '../http/message.ts';
import type { Face, SandboxResponse } from '../http/message.ts';
import { servedFile } from './static-files.ts';

/** The built pages of the sandbox's Outlook. An address that is no file is one of the page's own places: index.html. */
export function pageFiles(folder: string): Face {
  return {
    prefixes: ['/'],
    async handle({ method, path }) {
      if (method !== 'GET' && method !== 'HEAD') return empty(405, { Allow: 'GET, HEAD' });
      const isFile = /\.[a-z0-9]+$/i.test(path);
      const found = await fileAnswer(folder, isFile ? path : '/index.html');
      if (found !== null) return found;
      return isFile
        ? plain(404, 'There is nothing here.')
        : plain(503, `The pages of the sandbox's Outlook are not built: ${folder} has no index.html.`);
    },
    tooLarge: () => empty(413),
  };
}

async function fileAnswer(folder: string, path: string): Promise<SandboxResponse | null> {
  const file = await servedFile(folder, path.slice(1));
  if (file === null) return null;
  const headers = {
    'Content-Type': file.contentType,
    // Names of built files change with their contents; index.html names them.
    'Cache-Control': path === '/index.html' ? 'no-cache' : 'public, max-age=31536000, immutable',
  };
  return { status: 200, headers, body: '', bytes: await buffer(file.open()) };
}
