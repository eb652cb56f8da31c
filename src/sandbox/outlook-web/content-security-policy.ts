/** Where real panes get office.js from. */
const CDN = 'https://appsforoffice.microsoft.com';
/** Hosts of Outlook on the web. */
const OUTLOOKS = [
  'outlook.office.com',
  'outlook.office365.com',
  'outlook.live.com',
  'outlook.cloud.microsoft',
] as const;

/**
 * A page's policy as it has to be in the sandbox: who may take office.js from Microsoft may take it from the page's own
 * origin, and who may be framed by Outlook on the web may be framed by this one. What real Outlook could not frame or
 * load stays forbidden here too.
 * @param policy the header Content-Security-Policy
 * @param outlook origin of the sandbox's Outlook
 */
export function sandboxPolicy(policy: string, outlook: string): string {
  const directives = policy.split(';').map((directive) => directive.trim());
  return directives
    .filter((directive) => directive !== '')
    .map((directive) => {
      const [name = '', ...sources] = directive.split(/\s+/);
      return [name, ...replaced(name.toLowerCase(), sources, outlook)].join(' ');
    })
    .join('; ');
}

function replaced(name: string, sources: readonly string[], outlook: string): readonly string[] {
  if (name === 'frame-ancestors') return sources.some(isOutlook) ? [...sources, outlook] : sources;
  const own = sources.map((source) => (source === CDN || source.startsWith(`${CDN}/`) ? "'self'" : source));
  return [...new Set(own)];
}

function isOutlook(source: string): boolean {
  return OUTLOOKS.some((host) => {
    const parent = host.slice(host.indexOf('.') + 1);
    return source === `https://${host}` || source === `https://*.${parent}`;
  });
}
