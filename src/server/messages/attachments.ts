// https://www.rfc-editor.org/rfc/rfc2183 (Content-Disposition), https://www.rfc-editor.org/rfc/rfc2392 (Content-ID)
import type { Attachment } from 'postal-mime';
import { decoded, valueOf } from './header.ts';
import { contentIdsIn } from './html.ts';
import type { ParsedAttachment } from './message.ts';
import { headersOf } from './sections.ts';
import { shortened, storable } from './unicode.ts';

const UNKNOWN_TYPE = 'application/octet-stream';
const LONGEST_NAME = 200;
const LONGEST_ENDING = 20;

/** Endings of files that came without a name. */
const ENDINGS: Readonly<Record<string, string>> = {
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'application/ics': 'ics',
  'text/csv': 'csv',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'text/rfc822-headers': 'txt',
  'message/delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'message/rfc822': 'eml',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/pkcs7-signature': 'p7s',
  'application/pgp-signature': 'asc',
  'application/ms-tnef': 'dat',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
};

/** The attachments of a mail; those that its sanitised HTML names are inline. */
export async function attachmentsOf(
  attachments: readonly Attachment[],
  html: string,
): Promise<readonly ParsedAttachment[]> {
  const named = attachments.some(({ contentId }) => contentId !== undefined) ? contentIdsIn(html) : new Set();
  return Promise.all(
    attachments.map(async (attachment) => {
      const bytes = bytesOf(attachment.content);
      const mediaType = mediaTypeOf(attachment.mimeType);
      const contentId = contentIdOf(attachment.contentId);
      const inline = contentId !== null && named.has(contentId);
      return {
        name: await nameOf(attachment.filename, mediaType, bytes),
        mediaType,
        inline,
        contentId,
        bytes,
      };
    }),
  );
}

function bytesOf(content: Attachment['content']): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

function mediaTypeOf(written: string): string {
  const type = written.trim().toLowerCase();
  return /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/.test(type) ? type : UNKNOWN_TYPE;
}

function contentIdOf(written: string | undefined): string | null {
  const id = storable(written ?? '').replace(/^[\s<]+|[\s>]+$/g, '');
  return id === '' ? null : id;
}

async function nameOf(given: string | null, mediaType: string, bytes: Uint8Array): Promise<string> {
  const name = fileName(given ?? '');
  if (name !== '') return name;
  const subject = mediaType === 'message/rfc822' ? await subjectOf(bytes) : '';
  return `${subject === '' ? 'attachment' : subject}.${ENDINGS[mediaType] ?? 'bin'}`;
}

/** As the beginning of a file's name. */
async function subjectOf(message: Uint8Array): Promise<string> {
  const subject = decoded(valueOf(await headersOf(message), 'subject'));
  return fileName(shortened(subject.replace(/[/\\]/g, '-'), LONGEST_NAME - LONGEST_ENDING));
}

/** A name that is one file's on every system: no folders, nothing invisible, no longer than folders take. '' for none. */
function fileName(given: string): string {
  const last = storable(given).split(/[/\\]/).at(-1) ?? '';
  const name = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (name.length <= LONGEST_NAME) return name;
  const ending = /\.[^.]+$/.exec(name)?.[0] ?? '';
  if (ending.length > LONGEST_ENDING) return shortened(name, LONGEST_NAME);
  return shortened(name, LONGEST_NAME - ending.length) + ending;
}
