// https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-stream-notifications-about-mailbox-events-by-using-ews-in-exchange
import { createXmlReader } from '../../xml/read.ts';
import type { XmlReader } from '../../xml/read.ts';
import { answerReading } from './read.ts';
import type { AnswerParts } from './read.ts';

const END_TAG = /<\/(?:[\w.-]+:)?Envelope\s*>/;
/** No end tag of an envelope is longer. */
const LONGEST_END_TAG = 80;

/**
 * Reads envelopes that follow one another in one answer, each handed out as it comes. Ends when the body does, also in
 * the middle of an envelope: a stream that breaks is opened again.
 */
export async function readAnswerStream(body: AsyncIterable<Uint8Array>, parts: AnswerParts): Promise<void> {
  const decoder = new TextDecoder('utf-8');
  let reader: XmlReader | null = null;
  let kept = '';
  const feed = (text: string): void => {
    // A declaration may only stand at the very beginning of a document.
    const from = reader === null ? text.trimStart() : text;
    if (from === '') return;
    reader ??= createXmlReader(answerReading(parts));
    reader.write(from);
  };
  for await (const piece of body) {
    let text = kept + decoder.decode(piece, { stream: true });
    for (let end = END_TAG.exec(text); end !== null; end = END_TAG.exec(text)) {
      const length = end.index + end[0].length;
      feed(text.slice(0, length));
      reader = null;
      text = text.slice(length);
    }
    kept = openTag(text);
    feed(text.slice(0, text.length - kept.length));
  }
}

/** The beginning of a tag at the end of a piece: it may be an end tag of which the rest is still to come. */
function openTag(text: string): string {
  const from = text.lastIndexOf('<');
  const isOpen = from !== -1 && text.length - from < LONGEST_END_TAG && !text.includes('>', from);
  return isOpen ? text.slice(from) : '';
}
