import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import { answerProblem } from './problem-answer.ts';
import { ProblemError } from './problem.ts';

/**
 * Serves the built pages, compressed (Brotli, gzip) for whoever takes that, and index.html for every address that their router knows (no file, no /api). Without a
 * build every address outside /api is unknown.
 */
export async function servePages(api: Api, root: string | null): Promise<void> {
  const built = root !== null && existsSync(join(root, 'index.html'));
  if (built) {
    await api.register(fastifyStatic, {
      root,
      index: ['index.html'],
      cacheControl: false,
      schemaHide: true,
      // The build puts them beside the files. What is made anew for each request (the API, streams) isn't compressed.
      preCompressed: true,
      setHeaders: staticHeaders,
    });
  }
  api.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    if (built && isPage(request)) return reply.sendFile('index.html');
    return answerProblem(new ProblemError('unknown-path'), request, reply);
  });
}

/** Headers of a built file: names that hold their content's hash last; pages, which name those, are asked for again. */
export function staticHeaders(
  response: { setHeader(name: string, value: string): unknown },
  path: string,
): void {
  const lasting = /\.[0-9a-f]{8,}\.\w+(\.map)?(\.br|\.gz)?$/.test(path);
  response.setHeader('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('vary', 'accept-encoding');
}

function isPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '';
  const isData = path === '/api' || path.startsWith('/api/') || path === '/metrics';
  const lastName = path.slice(path.lastIndexOf('/') + 1);
  return (request.method === 'GET' || request.method === 'HEAD') && !isData && !lastName.includes('.');
}
