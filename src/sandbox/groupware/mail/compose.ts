// https://www.rfc-editor.org/rfc/rfc5322 and https://www.rfc-editor.org/rfc/rfc6047 (iMIP)

/** Somebody in a header. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** A mail to be written. */
export interface MailDraft {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc?: readonly Mailbox[];
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly plain?: string;
  readonly html?: string;
  /** The meeting it is about (RFC 5546): a whole VCALENDAR with METHOD. */
  readonly calendar?: { readonly method: string; readonly text: string };
  /** Further header fields, finished: `In-Reply-To: <a@b>`. */
  readonly headers?: readonly string[];
}

/** The text of a mail: 7-bit, every part in base64. */
export function composeMail(draft: MailDraft): string {
  const parts = [
    part('text/plain; charset=utf-8', draft.plain ?? (draft.html === undefined ? '' : null)),
    part('text/html; charset=utf-8', draft.html ?? null),
    part(
      `text/calendar; charset=utf-8; method=${draft.calendar?.method ?? ''}`,
      draft.calendar?.text ?? null,
    ),
  ].filter((one) => one !== null);
  const [first = ''] = parts;
  const boundary = `part-${draft.messageId.replaceAll(/[^A-Za-z0-9]/g, '-')}`;
  const whole =
    parts.length === 1
      ? first
      : [
          `Content-Type: multipart/alternative; boundary="${boundary}"`,
          '',
          ...parts.flatMap((one) => [`--${boundary}`, one]),
          `--${boundary}--`,
          '',
        ].join('\r\n');
  return [...headersOf(draft), whole].join('\r\n');
}

function headersOf(draft: MailDraft): readonly string[] {
  return [
    `From: ${mailbox(draft.from)}`,
    ...(draft.to.length === 0 ? [] : [`To: ${draft.to.map(mailbox).join(',\r\n ')}`]),
    ...(draft.cc === undefined || draft.cc.length === 0
      ? []
      : [`Cc: ${draft.cc.map(mailbox).join(',\r\n ')}`]),
    `Subject: ${encoded(draft.subject)}`,
    `Date: ${new Date(draft.at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${draft.messageId}>`,
    ...(draft.headers ?? []),
    'MIME-Version: 1.0',
  ];
}

function mailbox({ name, address }: Mailbox): string {
  if (name === '' || name === address) return address;
  // Anything but plain words would have to be quoted (RFC 5322, 3.2.4); encoded it needs no quotes.
  return `${/^[A-Za-z0-9 ]+$/.test(name) ? name : encodedWords(name)} <${address}>`;
}

/** Text in a header: as it is if it can be, else in encoded words (RFC 2047), each of at most 75 characters. */
function encoded(text: string): string {
  const plain = /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && text.length < 900;
  return plain ? text : encodedWords(text);
}

function encodedWords(text: string): string {
  const words: string[] = [];
  let chunk = '';
  const flush = (): void => {
    words.push(`=?utf-8?B?${Buffer.from(chunk).toString('base64')}?=`);
    chunk = '';
  };
  for (const character of text.replaceAll(/[\r\n]+/g, ' ')) {
    if (Buffer.byteLength(chunk + character) > 45) flush();
    chunk += character;
  }
  flush();
  return words.join('\r\n ');
}

function part(type: string, content: string | null): string | null {
  if (content === null) return null;
  const lines =
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  return [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', '', ...lines, ''].join('\r\n');
}
