import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';

/** Conditional requests (RFC 9110, 13): a strong ETag is the version in double quotes. */

/** The ETag of a version. */
function etagOf(version: string): string {
  return `"${version}"`;
}

/**
 * The version that If-Match names. Missing or `*`: 428, for a writer has to say what they saw. A weak or malformed tag
 * never matches (strong comparison): 412.
 */
export function expectedVersion(request: FastifyRequest): string {
  const header = request.headers['if-match']?.trim();
  if (header === undefined || header === '' || header === '*') throw new ProblemError('if-match-required');
  const match = /^"([\x21\x23-\x7e]+)"$/.exec(header);
  if (match?.[1] === undefined) throw new ProblemError('version-changed');
  return match[1];
}

/** Sends what is there with its ETag; 304 without a body when If-None-Match names this version. */
export function sendVersioned(
  request: FastifyRequest,
  reply: FastifyReply,
  value: { readonly version: string },
): FastifyReply {
  const etag = etagOf(value.version);
  void reply.header('etag', etag);
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (request.method === 'GET' && known?.includes(etag) === true) return reply.code(304).send();
  return reply.send(value);
}

/** Sends what was created: 201 with Location and ETag. */
export function sendCreated(
  reply: FastifyReply,
  path: string,
  value: { readonly id: string; readonly version: string },
): FastifyReply {
  return reply
    .code(201)
    .header('location', `${path}/${value.id}`)
    .header('etag', etagOf(value.version))
    .send(value);
}
