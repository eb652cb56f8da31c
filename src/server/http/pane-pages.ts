import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Api } from './api.ts';
import { manifestFor } from './manifest.ts';
import { staticHeaders } from './pages.ts';
import { ProblemError } from './problem.ts';

/** Where the pane's files are, absolute. */
export interface PaneFiles {
  /** Folder of the built pane; without a build its pages are unknown. */
  readonly pages: string;
  /** Folder of the icons. */
  readonly icons: string;
  /** The manifest with the default origin. */
  readonly manifest: string;
}

/** `icon-80.png`: a picture and its size in pixels. */
const ICON = /^[a-z]+-\d+\.png$/;

/**
 * Serves what Outlook loads: the built pane (taskpane.html, commands.html, pane-sign-in.html and their scripts below
 * /pane/), the icons, and the manifest of this deployment. `publicUrl`: where browsers find this server.
 */
export async function servePane(api: Api, files: PaneFiles, publicUrl: () => string): Promise<void> {
  if (existsSync(files.pages)) {
    await api.register(fastifyStatic, {
      root: files.pages,
      // A route per file: the CRM's own pages have the rest.
      wildcard: false,
      decorateReply: false,
      cacheControl: false,
      schemaHide: true,
      preCompressed: true,
      setHeaders: staticHeaders,
    });
  }
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
