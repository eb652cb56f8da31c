import swagger from '@fastify/swagger';
import type { Api } from './api.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Describes every route by its schemas, OpenAPI 3.1, at /api/openapi.json. Call it before the routes. */
export async function openApi(api: Api, version: string): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Liaison',
        version,
        description:
          'Every write takes an Idempotency-Key. Changes need If-Match with the ETag. Errors are problem documents (RFC 9457) with a stable code.',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: '__Host-liaison' },
        },
      },
      security: [{ token: [] }, { cookie: [] }],
    },
    transformObject: (document) =>
      'openapiObject' in document
        ? (named(document.openapiObject as unknown as Json) as unknown as typeof document.openapiObject)
        : document.swaggerObject,
  });
  api.get('/api/openapi.json', { schema: { hide: true }, config: { public: true } }, () => api.swagger());
}

/** Moves every schema with a title to components, so that a shape is written once and generators have a name for it. */
function named(document: Json): Json {
  const schemas: { [name: string]: Json } = {};
  const walk = (value: Json, top: boolean): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((entry) => walk(entry, false));
    const copy = Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, walk(entry, key === 'info')]),
    );
    const title = copy['title'];
    if (top || typeof title !== 'string' || copy['type'] !== 'object') return copy;
    schemas[title] = copy;
    return { $ref: `#/components/schemas/${title}` };
  };
  const walked = walk(document, true) as { [key: string]: Json };
  const components = walked['components'] as { [key: string]: Json };
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...walked, components: { ...components, schemas: sorted } };
}
