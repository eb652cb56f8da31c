import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEws } from '../../../../src/server/mailboxes/ews/connect.ts';
import type { Ews } from '../../../../src/server/mailboxes/ews/wire.ts';
import type { MailboxEnvironment } from '../../../../src/server/mailboxes/provider.ts';

/** A request that the server got. */
export interface Asked {
  /** `GetItem`, or `GetUserAvailabilityRequest`. */
  readonly operation: string;
  readonly body: string;
  readonly schemaVersion: string;
  readonly headers: IncomingMessage['headers'];
}

/** A server of a test's own that speaks as much EWS as the test says. */
export interface Exchange {
  readonly url: URL;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

export type Answer = (asked: Asked, response: ServerResponse) => void;

export async function startExchange(answer: Answer): Promise<Exchange> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const operation = /<s:Body><m:(\w+)/.exec(body)?.[1] ?? '';
      const schemaVersion = /RequestServerVersion Version="([^"]*)"/.exec(body)?.[1] ?? '';
      const one = { operation, body, schemaVersion, headers: request.headers };
      asked.push(one);
      answer(one, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${String(port)}/EWS/Exchange.asmx`),
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

export const environment: MailboxEnvironment = {
  now: () => Date.now(),
  allowedPrivateHosts: ['127.0.0.1', 'localhost'],
  callTimeoutMs: 10_000,
};

/** EWS at a test's server. */
export function ewsAt(
  url: URL,
  more: Partial<MailboxEnvironment> = {},
  schemaVersion: string | null = null,
): Ews {
  const credentials = { user: 'alice@example.org', password: 'secret wörd' };
  return createEws({ url, ...credentials, environment: { ...environment, ...more }, schemaVersion });
}

export const soon = (milliseconds = 5_000): { deadline: number } => ({ deadline: Date.now() + milliseconds });

const NAMESPACES = [
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"',
  'xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"',
  'xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"',
].join(' ');

/** The version that an answer's header tells. */
export function versionInfo(major = 15, minor = 2): string {
  return `<t:ServerVersionInfo MajorVersion="${String(major)}" MinorVersion="${String(minor)}" MajorBuildNumber="1118" MinorBuildNumber="7"/>`;
}

/** An envelope with this inside its body. */
export function envelope(body: string, header = versionInfo()): string {
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope ${NAMESPACES}><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** Answers with an envelope. */
export function reply(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(body);
}

/** An answer of an operation with these response messages. */
export function messages(operation: string, ...inside: readonly string[]): string {
  return envelope(
    `<m:${operation}Response><m:ResponseMessages>${inside.join('')}</m:ResponseMessages></m:${operation}Response>`,
  );
}

/** A response message that says success. */
export function success(operation: string, content = ''): string {
  return `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${operation}ResponseMessage>`;
}

/** A response message that says an error. */
export function failure(operation: string, code: string, backOffMs?: number): string {
  const values =
    backOffMs === undefined
      ? ''
      : `<m:MessageXml><t:Value Name="BackOffMilliseconds">${String(backOffMs)}</t:Value></m:MessageXml>`;
  return `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>No.</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${values}</m:${operation}ResponseMessage>`;
}

/** A fault as Exchange says it, with status 500. */
export function fault(code: string, backOffMs?: number, header = versionInfo()): string {
  const values =
    backOffMs === undefined
      ? ''
      : `<t:MessageXml><t:Value Name="BackOffMilliseconds">${String(backOffMs)}</t:Value></t:MessageXml>`;
  return envelope(
    `<s:Fault><faultcode>t:${code}</faultcode><faultstring xml:lang="en-US">No.</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode><e:Message xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">No.</e:Message>${values}</detail></s:Fault>`,
    header,
  );
}

/** A calendar item with an id, inside `Items`. */
export function items(...ids: readonly string[]): string {
  const all = ids.map((id) => `<t:CalendarItem><t:ItemId Id="${id}" ChangeKey="1"/></t:CalendarItem>`);
  return `<m:Items>${all.join('')}</m:Items>`;
}

/** What a promise was rejected with. */
export async function rejection(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}
