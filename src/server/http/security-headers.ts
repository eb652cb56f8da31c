import type { Api } from './api.ts';

/** For pages: only what this server serves. Fluent UI sets style elements, hence 'unsafe-inline' for styles alone. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** For data: nothing may be loaded, whatever a browser takes it for. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Security headers of every answer. */
export function securityHeaders(api: Api): void {
  api.addHook('onRequest', (request, reply, done) => {
    const isData = request.url.startsWith('/api') || request.url.startsWith('/metrics');
    void reply.headers({
      'content-security-policy': isData ? DATA_POLICY : PAGE_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-request-id': request.id,
      ...(isData ? { 'cache-control': 'no-store' } : {}),
    });
    done();
  });
}
