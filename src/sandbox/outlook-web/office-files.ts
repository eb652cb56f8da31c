import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { MICROSOFT_AJAX } from './microsoft-ajax.ts';
import { servedFile } from './static-files.ts';
import type { ServedFile } from './static-files.ts';
import { Readable } from 'node:stream';

/** Where the add-in's origin serves office.js in the sandbox. */
export const OFFICE_JS_PATH = '/office-js/';

const AJAX_NAME = 'microsoft-ajax.js';
/** The address that shipped pages name, whatever its version and file. */
const CDN_SCRIPT =
  /<script\b[^>]*\bsrc=["']?https:\/\/appsforoffice\.microsoft\.com\/lib\/[^"'\s>]*\/office\.js["']?[^>]*><\/script>/i;
const CDN_ADDRESS = /https:\/\/appsforoffice\.microsoft\.com\/lib\/[^"'\s>]*\//i;

/**
 * The folder of office.js: `dist` of the npm package @microsoft/office-js, read where it is installed and never copied.
 * Throws an Error that says what to do when it is not installed.
 */
export function officeJsFolder(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve('@microsoft/office-js/package.json');
    return join(dirname(manifest), 'dist');
  } catch (error) {
    const message = 'The sandbox Outlook needs the npm package @microsoft/office-js: run npm install.';
    throw new Error(message, { cause: error });
  }
}

/** The file under OFFICE_JS_PATH: one of the package, or the script in the place of MicrosoftAjax.js. Null: none. */
export async function officeFile(folder: string, path: string): Promise<ServedFile | null> {
  const name = path.slice(OFFICE_JS_PATH.length);
  if (name !== AJAX_NAME) return servedFile(folder, name);
  const bytes = Buffer.from(MICROSOFT_AJAX);
  return {
    contentType: 'text/javascript; charset=utf-8',
    size: bytes.length,
    open: () => Readable.from([bytes]),
  };
}

/** A page with office.js from here and not from Microsoft: only that address changes, and the other script comes before it. */
export function withLocalOfficeJs(html: string): string {
  return html.replace(CDN_SCRIPT, (tag) => {
    const ajax = `<script src="${OFFICE_JS_PATH}${AJAX_NAME}"></script>`;
    return ajax + tag.replace(CDN_ADDRESS, OFFICE_JS_PATH);
  });
}
