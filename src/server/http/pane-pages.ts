import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Api } from './api.ts';
import { manifestFor } from './manifest.ts';
import { staticHeaders } from './pages.ts';
import { ProblemError } from './problem.ts';
import { PANE_PAGES } from './security-headers.ts';

/** Where the pane's files are, absolute. */
export interface PaneFiles {
  /** Folder of the built pane; without a build its pages are unknown. */
  readonly pages: string;
  /** Folder of the icons. */
  readonly icons: string;
  /** The manifest with the default origin. */
  readonly manifest: string;
}

/** Names of built scripts. */
const FILE = /^\w[\w.-]*$/;
/** `icon-80.png`: a picture and its size in pixels. */
const ICON = /^[a-z]+-\d+\.png$/;

/**
 * Serves what Outlook loads: the built pane (taskpane.html, commands.html, pane-sign-in.html and their scripts below
 * /pane/), the icons, and the manifest of this deployment. `publicUrl`: where browsers find this server.
 */
export async function servePane(api: Api, files: PaneFiles, publicUrl: () => string): Promise<void> {
  if (existsSync(files.pages)) await api.register((scope: Api) => pageRoutes(scope, files.pages));
  for (const name of readdirSync(files.icons)) {
    if (ICON.test(name)) iconRoute(api, files.icons, name);
  }
  const template = readFileSync(files.manifest, 'utf8');
  api.get('/manifest.xml', { schema: { hide: true } }, async (_request, reply) => {
    const url = publicUrl();
    const manifest = manifestFor(template, url);
    if (manifest === null) throw new ProblemError('public-url-unsuitable', { parameters: { url } });
    return reply.type('text/xml; charset=utf-8').header('cache-control', 'no-cache').send(manifest);
  });
}

async function pageRoutes(scope: Api, root: string): Promise<void> {
  const options = { cacheControl: false, preCompressed: true, setHeaders: staticHeaders };
  await scope.register(fastifyStatic, { root, serve: false, ...options });
  for (const page of PANE_PAGES) {
    scope.get(page, { schema: { hide: true } }, (_request, reply) => reply.sendFile(page));
  }
  scope.get('/pane/:file', { schema: { hide: true } }, (request, reply) => {
    const { file } = request.params as { readonly file: string };
    if (!FILE.test(file)) throw new ProblemError('unknown-path');
    return reply.sendFile(`/pane/${file}`);
  });
}

/**
 * Outlook takes a default picture for an icon that comes with Cache-Control
 * (https://learn.microsoft.com/javascript/api/manifest/image), hence only Last-Modified.
 */
function iconRoute(api: Api, folder: string, name: string): void {
  const path = join(folder, name);
  const content = readFileSync(path);
  const lastModified = statSync(path).mtime.toUTCString();
  api.get(`/assets/${name}`, { schema: { hide: true } }, async (_request, reply) =>
    reply.type('image/png').header('last-modified', lastModified).send(content),
  );
}
