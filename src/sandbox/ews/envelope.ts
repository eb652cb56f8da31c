// https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-soap-headers-request
import { empty } from '../http/message.ts';
import type { SandboxResponse } from '../http/message.ts';
import { InvalidXml, readXml } from '../xml/read.ts';
import type { XmlElement } from '../xml/tree.ts';
import { child } from '../xml/tree.ts';
import { writeXml } from '../xml/write.ts';
import { RequestProblem, schemaViolation } from './request-problem.ts';
import { ERRORS, made, MESSAGES, PREFIXES, SOAP, t, tWith, typeChild } from './xml.ts';

/** A request without its envelope. */
export interface SoapRequest {
  /** The element of the operation. */
  readonly operation: XmlElement;
  /** t:RequestServerVersion, or null: the oldest there is. */
  readonly version: string | null;
  /** t:TimeZoneDefinition of t:TimeZoneContext. */
  readonly timeZoneContext: XmlElement | null;
  readonly header: XmlElement | null;
}

/** Versions that a client may ask for, and the server understands. */
const VERSIONS = [
  'Exchange2007',
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2015',
  'Exchange2016',
];

/** What we say that we are: Exchange Server 2016. */
const SERVER_VERSION = {
  MajorVersion: '15',
  MinorVersion: '1',
  MajorBuildNumber: '2507',
  MinorBuildNumber: '6',
  Version: 'V2017_07_11',
};

/** Takes the envelope off. Throws RequestProblem for what is not SOAP 1.1 with one operation in it. */
export function openEnvelope(body: Buffer): SoapRequest {
  const envelope = parse(body);
  if (envelope.ns !== SOAP || envelope.name !== 'Envelope') {
    throw schemaViolation(positionOf(envelope), 'The root element is not a SOAP 1.1 Envelope.');
  }
  const header = child(envelope, { ns: SOAP, name: 'Header' }) ?? null;
  const [operation, second] = child(envelope, { ns: SOAP, name: 'Body' })?.children ?? [];
  if (operation === undefined) {
    throw schemaViolation(positionOf(envelope), 'The SOAP Body has no operation in it.');
  }
  if (second !== undefined || operation.ns !== MESSAGES) {
    const found = second ?? operation;
    throw schemaViolation(
      positionOf(found),
      `The element '${found.name}' in namespace '${found.ns}' cannot be here.`,
    );
  }
  const context = header === null ? undefined : typeChild(header, 'TimeZoneContext');
  return {
    operation,
    header,
    version: versionOf(header),
    timeZoneContext: context === undefined ? null : (typeChild(context, 'TimeZoneDefinition') ?? null),
  };
}

function parse(body: Buffer): XmlElement {
  try {
    return readXml(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const text = error instanceof InvalidXml ? error.message : 'The request is not UTF-8.';
    throw schemaViolation({ line: 1, column: 1 }, text);
  }
}

function positionOf(element: XmlElement): { readonly line: number; readonly column: number } {
  return element.position ?? { line: 1, column: 1 };
}

function versionOf(header: XmlElement | null): string | null {
  const element = header === null ? undefined : typeChild(header, 'RequestServerVersion');
  const version = element?.attributes['Version'];
  if (version === undefined) return null;
  // Exchange Online's clients ask for its monthly versions.
  if (VERSIONS.includes(version) || /^V\d{4}_\d\d_\d\d$/.test(version)) return version;
  throw new RequestProblem('ErrorInvalidServerVersion', 'The specified server version is invalid.');
}

/** The name of the operation in a body that nobody has checked, or null. */
export function operationIn(body: Buffer): string | null {
  const start = body.subarray(0, 16_384).toString('latin1');
  return /<(?:[\w.-]+:)?Body(?:\s[^>]*)?>\s*<(?:[\w.-]+:)?([A-Za-z]+)/.exec(start)?.[1] ?? null;
}

const XML = { 'Content-Type': 'text/xml; charset=utf-8' };

/** The text of an answer in an envelope. */
export function envelopeText(answer: XmlElement): string {
  const header = made(SOAP, 'Header', {}, [tWith('ServerVersionInfo', SERVER_VERSION)]);
  const body = made(SOAP, 'Body', {}, [answer]);
  return writeXml(made(SOAP, 'Envelope', {}, [header, body]), PREFIXES);
}

/** An answer in its envelope. */
export function sealed(answer: XmlElement): SandboxResponse {
  return { status: 200, headers: XML, body: envelopeText(answer) };
}

/** A fault in its envelope, as Exchange writes it. */
export function faultResponse({ code, message, values, violation }: RequestProblem): SandboxResponse {
  const plain = (name: string, text: string): XmlElement => made('', name, {}, [text]);
  const error = (name: string, text: string): XmlElement => made(ERRORS, name, {}, [text]);
  const extra = [
    ...(violation === null
      ? []
      : [
          t('LineNumber', String(violation.line)),
          t('LinePosition', String(violation.column)),
          t('Violation', violation.text),
        ]),
    ...Object.entries(values).map(([name, value]) => tWith('Value', { Name: name }, value)),
  ];
  const detail = made('', 'detail', {}, [
    error('ResponseCode', code),
    error('Message', violation === null ? message : 'The request failed schema validation.'),
    ...(extra.length === 0 ? [] : [t('MessageXml', ...extra)]),
  ]);
  const fault = made(SOAP, 'Fault', {}, [
    plain('faultcode', `t:${code}`),
    made('', 'faultstring', { 'xml:lang': 'en-US' }, [message]),
    detail,
  ]);
  const envelope = made(SOAP, 'Envelope', {}, [made(SOAP, 'Body', {}, [fault])]);
  return { ...empty(500, XML), body: writeXml(envelope, PREFIXES) };
}
