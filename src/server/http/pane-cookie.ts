import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Lasting } from '../storage/pane-grant.ts';

/**
 * The cookie that renews the pane's session, and does nothing else.
 *
 * In Outlook on the web the pane is a frame inside Microsoft's page, so its cookies are third-party there:
 * - a request from such a frame carries `SameSite=None` cookies alone (RFC 6265bis, 5.2.1: the "site for cookies" of a frame
 *   under a page of another site is empty), and those must be `Secure`;
 * - browsers that block third-party cookies make an exception for `Partitioned` ones (CHIPS,
 *   draft-cutler-httpbis-partitioned-cookies): those live in a jar of their own for each site that the frame is embedded in.
 *   Hence the pane itself fetches it; one that the dialog got would lie in another jar.
 * What SameSite would have kept out is kept out by asking where the request comes from (`requireSameOrigin`).
 */
const RENEWAL_COOKIE = '__Host-liaison-pane';

const ATTRIBUTES = {
  path: '/',
  httpOnly: true,
  secure: true,
  sameSite: 'none',
  partitioned: true,
} as const;

/** The secret that the pane's browser sends, or null. */
export function renewalCookieOf(request: FastifyRequest): string | null {
  return request.cookies[RENEWAL_COOKIE] ?? null;
}

/** Sets the cookie; it outlives Outlook's window, so that people sign in once and not each morning. */
export function setRenewalCookie(reply: FastifyReply, { secret, expiresAt }: Lasting, now: Date): void {
  const maxAge = Math.floor((expiresAt.getTime() - now.getTime()) / 1000);
  void reply.setCookie(RENEWAL_COOKIE, secret, { ...ATTRIBUTES, maxAge });
}

/** Takes the cookie back. */
export function clearRenewalCookie(reply: FastifyReply): void {
  void reply.clearCookie(RENEWAL_COOKIE, ATTRIBUTES);
}
