import type { Colleague, MessageAnswer, PersonAnswer } from '../../answers.ts';
import type { Words } from '../language/en.ts';
import type { Formats } from '../language/formats.ts';

/** A mail that somebody is about to write. */
export interface LetterDraft {
  /** Tells one from the next. */
  readonly key: string;
  readonly to: readonly PersonAnswer[];
  readonly cc: readonly PersonAnswer[];
  readonly subject: string;
  /** Sanitised HTML of what it answers or forwards, with its head; '' for a new mail. */
  readonly quoted: string;
  /** EWS id of the mail that it answers; null: none. */
  readonly answers: string | null;
}

/** A new mail, with nothing in it. */
export function emptyLetter(): LetterDraft {
  return { key: crypto.randomUUID(), to: [], cc: [], subject: '', quoted: '', answers: null };
}

/** An answer to a mail, to its sender or to everybody; or the mail passed on. */
export function letterAbout(
  message: MessageAnswer,
  how: 'reply' | 'reply-all' | 'forward',
  user: Colleague,
  { words, formats }: { readonly words: Words; readonly formats: Formats },
): LetterDraft {
  const others = (people: readonly PersonAnswer[]): readonly PersonAnswer[] =>
    people.filter(({ address }) => address.toLowerCase() !== user.address);
  const own = message.from.address.toLowerCase() === user.address;
  const back = own ? message.to : [message.from];
  const all = how === 'reply-all';
  const mark = how === 'forward' ? 'Fw: ' : 'Re: ';
  const bare = message.subject.replace(/^((re|aw|fw|fwd|wg):\s*)+/i, '');
  return {
    key: crypto.randomUUID(),
    to: how === 'forward' ? [] : all && !own ? [...back, ...others(message.to)] : back,
    cc: all ? others(message.cc) : [],
    subject: mark + bare,
    quoted: `<p>${escaped(words.compose.wrote(formats.moment(message.at), message.from.name))}</p><blockquote>${withoutPictures(message.html)}</blockquote>`,
    answers: how === 'forward' ? null : message.id,
  };
}

/** The HTML of a letter: the paragraphs that somebody typed, and below them what they answer. */
export function letterHtml(text: string, quoted: string): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map((block) => `<p>${escaped(block).replaceAll('\n', '<br>')}</p>`);
  return `<html><body>${paragraphs.join('\n')}\n${quoted}</body></html>`;
}

/** `Name <address>` and addresses alone, between semicolons or commas. What is no address is answered as `wrong`. */
export function readPeople(text: string): {
  readonly people: readonly PersonAnswer[];
  readonly wrong: string | null;
} {
  const people: PersonAnswer[] = [];
  for (const part of text.split(/[;,]/).map((one) => one.trim())) {
    if (part === '') continue;
    const [, name = '', address = part] = /^(.*?)\s*<([^<>]+)>$/.exec(part) ?? [];
    if (!/^[^\s@]+@[^\s@]+$/.test(address)) return { people, wrong: part };
    people.push({ name: name === '' ? address : name, address });
  }
  return { people, wrong: null };
}

/** People as `readPeople` reads them. */
export function writtenPeople(people: readonly PersonAnswer[]): string {
  return people
    .map(({ name, address }) =>
      name === address ? address : `${name.replaceAll(/[;,]/g, ' ')} <${address}>`,
    )
    .join('; ');
}

/** Pictures belong to the mail that they came with. */
function withoutPictures(html: string): string {
  return html.replaceAll(/<img\b[^>]*>/gi, '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
