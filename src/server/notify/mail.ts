import { createTransport } from 'nodemailer';
import type { Digest, Recipient } from './digest.ts';

/** Sends a digest to one person; rejects when the server did not take it. */
export type SendMail = (to: Recipient, digest: Digest) => Promise<void>;

const TIMEOUT_MS = 20_000;

/**
 * Mail through an SMTP server.
 * @param url smtp://user:password@host:587 (STARTTLS where offered) or smtps://…:465. A secret.
 * @param from the sender's address
 */
export function smtpMail(url: string, from: string): SendMail {
  const transport = createTransport(
    { url, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    // Machines must not answer: RFC 3834.
    { from, headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } },
  );
  return async ({ displayName, email }, { subject, text }) => {
    await transport.sendMail({ to: { name: displayName, address: email }, subject, text });
  };
}
