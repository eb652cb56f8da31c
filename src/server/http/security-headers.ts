import type { Api } from './api.ts';

/** For pages: only what this server serves. Fluent UI sets style elements, hence 'unsafe-inline' for styles alone. */
const PAGE_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
} as const;

/** For data: nothing may be loaded, whatever a browser takes it for. */
const DATA_POLICY = { 'default-src': "'none'", 'frame-ancestors': "'none'" };

/** Pages that Outlook shows: in a frame of its page, or (the dialog) in a window that talks to the one that opened it. */
export const PANE_PAGES: readonly string[] = ['/taskpane.html', '/commands.html', '/pane-sign-in.html'];

/** Where office.js comes from; Outlook on the web's part of it loads the Microsoft Ajax library from the second. */
const OFFICE_JS = 'https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com';

/** Outlook on the web, for work and at home. New Outlook for Windows is the same page. */
const OUTLOOK = [
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook.cloud.microsoft',
  'https://outlook.live.com',
];

/** Security headers of every answer. `frameAncestors`: origins of further Outlooks on the web that may show the pane. */
export function securityHeaders(api: Api, frameAncestors: readonly string[]): void {
  const panePolicy = policy({
    ...PAGE_POLICY,
    'script-src': `'self' ${OFFICE_JS}`,
    // office.js explains in a frame why it trusts no page around it.
    'frame-src': 'https://appsforoffice.microsoft.com',
    'frame-ancestors': ["'self'", ...OUTLOOK, ...frameAncestors].join(' '),
  });
  const [pagePolicy, dataPolicy] = [policy(PAGE_POLICY), policy(DATA_POLICY)];
  api.addHook('onRequest', (request, reply, done) => {
    const isData = request.url.startsWith('/api') || request.url.startsWith('/metrics');
    const route = request.routeOptions.url ?? '';
    const isPane = PANE_PAGES.includes(route);
    const isIcon = /^\/assets\/[a-z]+-\d+\.png$/.test(route);
    void reply.headers({
      'content-security-policy': isData ? dataPolicy : isPane ? panePolicy : pagePolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      // A dialog that is cut off from its opener can't hand over what it was opened for.
      'cross-origin-opener-policy': isPane ? 'unsafe-none' : 'same-origin',
      // Outlook shows the icons on pages of its own.
      'cross-origin-resource-policy': isIcon ? 'cross-origin' : 'same-origin',
      'x-request-id': request.id,
      ...(isData ? { 'cache-control': 'no-store' } : {}),
    });
    done();
  });
}

function policy(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
