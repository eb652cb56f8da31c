import { createHmac } from 'node:crypto';
import { textsIn } from './html.ts';
import type { MessageIdentity, ParsedMessage } from './message.ts';

/**
 * What a mail is known by. Its copies with sender and receivers, in whichever mailbox, have one identity; a mail that
 * says something else has another, also under the same Message-ID. `key` keeps who has the digests alone from trying out
 * what a mail may have said.
 *
 * The digest is HMAC-SHA-256 of the address in From (lower case), the instant in Date (seconds), the Subject and the body:
 * all others are changed on the way (Received, DKIM, Bcc, lists' fields) or by a server that takes a mail apart and writes
 * it anew when asked (Exchange: boundaries, transfer encodings, order of fields).
 * - Subject: as it is, `Re:` and a gateway's `[EXTERNAL]` included; white space collapsed, since fields are folded.
 * - Body: the words of the HTML where there is HTML, else the text part. Exchange keeps only the HTML of a mail that has
 *   both, and makes up the text part from it; a text part alone it keeps.
 * - White space isn't counted at all, nor `>` and invisible characters: line ends, trailing blanks, wrapping (also where
 *   words aren't parted by blanks), format=flowed with its quote marks and stuffing, the `>` in front of a `From ` at the
 *   beginning of a line. NFC throughout.
 * - Not counted: elements, links behind words (gateways rewrite them), images, attachments.
 * A list or gateway that adds a line to the body makes another mail of it: so it is shown beside the first.
 */
export function identityOfMessage(message: ParsedMessage, key: Buffer): MessageIdentity {
  const { from, sentAt, subject, html, text } = message;
  const counted = [
    from[0]?.address.toLowerCase() ?? '',
    sentAt === null ? null : Math.floor(sentAt.getTime() / 1000),
    subject.normalize('NFC').replace(/\s+/g, ' ').trim(),
    bare(textsIn(html)) || bare(text),
  ];
  const digest = createHmac('sha256', key).update(FORM).update(JSON.stringify(counted)).digest('hex');
  return { messageId: message.messageId, digest };
}

/** Another way of counting needs another name here: digests of two ways must never be compared. */
const FORM = 'liaison message identity 1';

function bare(text: string): string {
  return text.replace(/[\s>\p{Cc}\p{Cf}]+/gu, '').normalize('NFC');
}
