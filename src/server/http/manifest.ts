/** The origin that the manifest is kept with: the server's own default. */
export const DEFAULT_ORIGIN = 'https://localhost:8443';

/**
 * A deployment's manifest: the template with its origin in place of the default one. Null: `address` is no https address
 * without a path, as Outlook needs it.
 */
export function manifestFor(template: string, address: string): string | null {
  const origin = originOf(address);
  return origin === null ? null : template.replaceAll(DEFAULT_ORIGIN, origin);
}

/** `https://crm.example.com`; a slash at the end is forgiven. Its characters need no escaping in XML: a URL has encoded them. */
function originOf(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.protocol !== 'https:' || url.pathname !== '/') return null;
  const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isBare && /^[\w.:[\]-]+$/.test(url.host) ? url.origin : null;
}
