// https://www.w3.org/TR/2000/NOTE-SOAP-20000508/#_Toc478383494 (envelope), ResponseMessageType in messages.xsd
import { Unavailable } from '../../../../sync/errors.ts';
import type { Element } from '../element.ts';
import { childOf, childrenOf, textOf } from '../element.ts';
import { createXmlReader } from '../../xml/read.ts';
import type { XmlReading } from '../../xml/read.ts';
import type { Divert } from './divert.ts';

/** One response message: about one request of a batch. */
export interface ResponseMessage {
  /** Warnings count as success. */
  readonly ok: boolean;
  /** `NoError`, `ErrorItemNotFound`; `''` when the server doesn't say. */
  readonly code: string;
  /** For how long the server wants to be left alone, if it says so (MessageXml). */
  readonly backOffMs: number | null;
  /** The whole message. */
  readonly element: Element;
  /** A text in it was too long and is not whole. */
  readonly cut: boolean;
}

/** A SOAP fault: nothing of the request was carried out, or nobody knows. */
export interface SoapFault {
  /** `ErrorServerBusy`; `''` when the fault is not from EWS. */
  readonly code: string;
  readonly backOffMs: number | null;
}

/** ServerVersionInfo of an answer's header. Numbers are null when left out. */
export interface ServerVersion {
  readonly major: number | null;
  readonly minor: number | null;
  /** `15.2.1118.7`. */
  readonly build: string;
}

/** What an answer consists of, as it comes in. */
export interface AnswerParts {
  onMessage(message: ResponseMessage): void;
  onFault(fault: SoapFault): void;
  onServer?(version: ServerVersion): void;
}

/** The lists whose entries are handed out one by one. */
const LISTS = new Set(['ResponseMessages', 'FreeBusyResponseArray']);

/**
 * How an answer is read. Names are local: servers and captures mix the namespaces up, and no two things differ in
 * theirs alone. Memory holds one response message at a time.
 */
export function answerReading(parts: AnswerParts): XmlReading {
  return {
    nameOf: (_namespace, local) => local,
    isPart: ([, section, third, list, ...more]) => {
      if (section === 'Header') return third !== undefined;
      if (third === 'Fault') return true;
      return section === 'Body' && list !== undefined && (LISTS.has(list) ? more.length > 0 : true);
    },
    onOpen([root, ...more]) {
      if (more.length === 0 && root !== 'Envelope') throw notExchange('other-document');
    },
    onPart(part, [, section, , list], cut) {
      if (section === 'Header' && part.name === 'ServerVersionInfo') parts.onServer?.(versionOf(part));
      if (part.name === 'Fault') parts.onFault(faultOf(part));
      else if (section === 'Body' && list !== undefined && LISTS.has(list))
        parts.onMessage(messageOf(part, cut));
    },
  };
}

/**
 * Reads an answer that is one document; `divert` takes something out of it first. Throws Unavailable: `not-exchange`,
 * `answer-not-xml`, `answer-truncated`.
 */
export async function readAnswer(
  body: AsyncIterable<Uint8Array>,
  parts: AnswerParts,
  divert?: Divert,
): Promise<void> {
  const reader = createXmlReader(answerReading(parts));
  const decoder = new TextDecoder('utf-8');
  for await (const piece of body) {
    const text = decoder.decode(piece, { stream: true });
    reader.write(divert === undefined ? text : divert.rest(text));
  }
  reader.end();
}

/** Who answers, but not with SOAP. */
export function notExchange(what: string): Unavailable {
  return new Unavailable({ code: 'not-exchange', parameters: { what } }, 'none');
}

/** Free/busy answers have their message inside. */
function messageOf(part: Element, cut: boolean): ResponseMessage {
  const message = part.name === 'FreeBusyResponse' ? childOf(part, 'ResponseMessage') : part;
  const responseClass = message?.attributes['ResponseClass'] ?? '';
  const code = textOf(message, 'ResponseCode') ?? '';
  return {
    ok: responseClass === '' ? code === '' || code === 'NoError' : responseClass !== 'Error',
    code,
    backOffMs: backOffOf(childOf(message, 'MessageXml')),
    element: part,
    cut,
  };
}

function faultOf(fault: Element): SoapFault {
  const detail = childOf(fault, 'detail');
  const named = textOf(detail, 'ResponseCode') ?? textOf(fault, 'faultcode') ?? '';
  const code = named.split(':').at(-1) ?? '';
  return { code: code.startsWith('Error') ? code : '', backOffMs: backOffOf(childOf(detail, 'MessageXml')) };
}

function backOffOf(messageXml: Element | undefined): number | null {
  const value = childrenOf(messageXml, 'Value').find(
    (entry) => entry.attributes['Name'] === 'BackOffMilliseconds',
  );
  const milliseconds = Number(value?.text.trim() ?? NaN);
  return Number.isFinite(milliseconds) && milliseconds >= 0 ? milliseconds : null;
}

function versionOf({ attributes }: Element): ServerVersion {
  const number = (name: string): number | null => {
    const text = attributes[name] ?? '';
    return /^\d+$/.test(text) ? Number(text) : null;
  };
  const parts = ['MajorVersion', 'MinorVersion', 'MajorBuildNumber', 'MinorBuildNumber'].map(number);
  const [major = null, minor = null] = parts;
  return { major, minor, build: parts.filter((part) => part !== null).join('.') };
}
