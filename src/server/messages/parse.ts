import PostalMime from 'postal-mime';
import type { Email, Header } from 'postal-mime';
import { attachmentsOf } from './attachments.ts';
import { addressesIn, dateOf, decoded, messageIdsIn, ownMessageId, valueOf } from './header.ts';
import { crudeText, sanitiseHtml } from './html.ts';
import type { ParsedMessage } from './message.ts';
import { headersOf, rawBody, withoutMark } from './sections.ts';
import { textOfHtml } from './text.ts';
import { storable } from './unicode.ts';

/**
 * Reads a mail (RFC 5322, MIME). Never throws: real mail breaks every rule, so what can't be understood as MIME is taken
 * as text, and the original is kept beside. A mail that came with it is an attachment. Line ends of texts are LF.
 */
export async function parseMessage(original: Uint8Array): Promise<ParsedMessage> {
  const email = await parsed(withoutMark(original));
  const body = bodyOf(email);
  const attachments = await attachmentsOf(email.attachments, body.html);
  return { ...headerOf(email.headers), ...body, attachments };
}

function headerOf(headers: readonly Header[]): Omit<ParsedMessage, 'text' | 'html' | 'attachments'> {
  const addresses = (key: string) => addressesIn(headers, key);
  return {
    messageId: ownMessageId(valueOf(headers, 'message-id')),
    inReplyTo: messageIdsIn(valueOf(headers, 'in-reply-to'))[0] ?? null,
    references: messageIdsIn(valueOf(headers, 'references')),
    subject: decoded(valueOf(headers, 'subject')),
    from: addresses('from'),
    sender: addresses('sender'),
    to: addresses('to'),
    cc: addresses('cc'),
    bcc: addresses('bcc'),
    sentAt: dateOf(valueOf(headers, 'date')),
  };
}

type Parts = Pick<Email, 'text' | 'html' | 'attachments'> & { readonly headers: readonly Header[] };

async function parsed(original: Uint8Array): Promise<Parts> {
  try {
    const email = await PostalMime.parse(original, { forceRfc822Attachments: true });
    const isEmpty = isBlank(email.text) && isBlank(email.html) && email.attachments.length === 0;
    // A multipart whose boundary is nowhere: what stands in it would be lost.
    return isEmpty ? { ...email, text: rawBody(original) } : email;
  } catch {
    // Parts nested hundreds deep, a header of megabytes.
    return { headers: await headersOf(original), text: rawBody(original), attachments: [] };
  }
}

function isBlank(text: string | undefined): boolean {
  return (text ?? '').trim() === '';
}

function linesOf(text: string): string {
  return storable(text).replace(/\r\n?/g, '\n');
}

function bodyOf(email: Parts): Pick<ParsedMessage, 'text' | 'html'> {
  const given = storable(email.html ?? '');
  const text = linesOf(email.text ?? '');
  try {
    const html = sanitiseHtml(given);
    return { text: isBlank(text) ? linesOf(textOfHtml(html)) : text, html };
  } catch {
    // What it says is kept, its looks stay in the original.
    return { text: isBlank(text) ? linesOf(crudeText(given)) : text, html: '' };
  }
}
