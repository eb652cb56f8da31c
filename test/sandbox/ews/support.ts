import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox, SandboxOptions, SeenExchange } from '../../../src/sandbox/main.ts';
import { readXml } from '../../../src/sandbox/xml/read.ts';
import type { XmlElement } from '../../../src/sandbox/xml/tree.ts';
import { REFERENCE, which } from '../../requirements.ts';
import { ask, testSandbox } from '../support.ts';
import type { Answered, Asking } from '../support.ts';

const run = promisify(execFile);

const NAMESPACES = [
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"',
  'xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"',
  'xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"',
].join(' ');

/** What the EWS face answers in a test file, and whether Exchange's schema allows it. */
export interface SchemaWatch {
  /** A sandbox whose answers are remembered. */
  sandbox(options?: Partial<SandboxOptions>): Promise<Sandbox>;
  /** The answers so far, oldest first. */
  seen(): readonly SeenExchange[];
  /** Validates all of them against the XSD; rejects with xmllint's complaint and the answer. */
  validate(): Promise<void>;
}

/** Remembers the answers of this file's sandboxes. */
export function schemaWatch(): SchemaWatch {
  const seen: SeenExchange[] = [];
  const observe = (one: SeenExchange): void => {
    if (/^\/ews\//i.test(one.path)) seen.push(one);
  };
  return {
    sandbox: (options = {}) => testSandbox({ observe, ...options }),
    seen: () => [...seen],
    validate: () => validate(seen.map(({ response }) => response)),
  };
}

/** Validates whole SOAP envelopes against the XSD of Exchange; rejects with the first complaint. */
async function validate(envelopes: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-ews-'));
  try {
    mkdirSync(join(folder, 'answers'));
    const files = [...new Set(envelopes)].map((text, index) => {
      const file = join(folder, 'answers', `${String(index)}.xml`);
      writeFileSync(file, text);
      return { file, text };
    });
    const schema = join(REFERENCE, 'ews', 'ews-soap.xsd');
    for (let at = 0; at < files.length; at += 500) {
      const part = files.slice(at, at + 500);
      const words = ['--noout', '--nonet', '--schema', schema, ...part.map(({ file }) => file)];
      await run(which('xmllint') ?? 'xmllint', words, { maxBuffer: 50_000_000 }).catch((error: unknown) => {
        const complaints = String((error as { stderr?: unknown }).stderr)
          .split('\n')
          .filter((line) => line.includes('error'));
        const bad = part.find(({ file }) => complaints[0]?.startsWith(file) === true);
        throw new Error(`${complaints.slice(0, 5).join('\n')}\n${bad?.text ?? ''}`);
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How an operation is asked for, beside its body. */
export interface EwsAsking extends Pick<Asking, 'user' | 'password'> {
  /** Default Exchange2016; null: none. */
  readonly version?: string | null;
  /** Further elements of the SOAP header. */
  readonly header?: string;
}

/** An envelope around an operation (prefixes s, t, m). */
export function envelope(body: string, { version = 'Exchange2016', header = '' }: EwsAsking = {}): string {
  const asked = version === null ? '' : `<t:RequestServerVersion Version="${version}"/>`;
  return `<s:Envelope ${NAMESPACES}><s:Header>${asked}${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** Posts an operation. */
export function post(sandbox: Sandbox, body: string, asking: EwsAsking = {}): Promise<Answered> {
  const { user = 'alice', password } = asking;
  return ask(sandbox, 'POST', '/EWS/Exchange.asmx', {
    body: envelope(body, asking),
    user,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    ...(password === undefined ? {} : { password }),
  });
}

/** Posts an operation and reads the element in the answer's body. Throws when the answer is no 200. */
export async function ews(sandbox: Sandbox, body: string, asking: EwsAsking = {}): Promise<XmlElement> {
  const { status, text } = await post(sandbox, body, asking);
  if (status !== 200) throw new Error(`${String(status)}: ${text}`);
  const answer = all(readXml(text), 'Body')[0]?.children[0];
  if (answer === undefined) throw new Error(`Nothing in the body of ${text}`);
  return answer;
}

/** Every element of that local name below (and including) this one, in document order. */
export function all(element: XmlElement, name: string): readonly XmlElement[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((one) => all(one, name))];
}

/** The text of the first element of that name, or null. */
export function text(element: XmlElement, name: string): string | null {
  return all(element, name)[0]?.text ?? null;
}

/** The texts of all elements of that name. */
export function texts(element: XmlElement, name: string): readonly string[] {
  return all(element, name).map((one) => one.text);
}

/** The response codes of an answer, in order. */
export function codes(element: XmlElement): readonly string[] {
  return texts(element, 'ResponseCode');
}

/** An id as it goes into requests, `<t:ItemId Id=… ChangeKey=…/>`; without the change key if told so. */
export function idXml(element: XmlElement, name = 'ItemId', withKey = true): string {
  const [id] = all(element, name);
  if (id === undefined) throw new Error(`There is no ${name}`);
  const { Id: value = '', ChangeKey: key } = id.attributes;
  return `<t:${name} Id="${value}"${withKey && key !== undefined ? ` ChangeKey="${key}"` : ''}/>`;
}

/** CreateItem of a calendar item with these fields (XML) in the default calendar. */
export function createEvent(
  sandbox: Sandbox,
  fields: string,
  { send = 'SendToNone', ...asking }: EwsAsking & { readonly send?: string } = {},
): Promise<XmlElement> {
  return ews(
    sandbox,
    `<m:CreateItem SendMeetingInvitations="${send}"><m:Items><t:CalendarItem>${fields}</t:CalendarItem></m:Items></m:CreateItem>`,
    asking,
  );
}

/** Subject, start and end of one hour on 10 March 2026. */
export function hour(subject: string, hourUtc = 9): string {
  const at = (hours: number): string => `2026-03-10T${String(hours).padStart(2, '0')}:00:00Z`;
  return `<t:Subject>${subject}</t:Subject><t:Start>${at(hourUtc)}</t:Start><t:End>${at(hourUtc + 1)}</t:End>`;
}

/** SyncFolderItems of a distinguished folder. */
export function syncItems(
  sandbox: Sandbox,
  state: string,
  {
    folder = 'calendar',
    most = 512,
    shape = '<t:BaseShape>IdOnly</t:BaseShape>',
    ...asking
  }: EwsAsking & { readonly folder?: string; readonly most?: number; readonly shape?: string } = {},
): Promise<XmlElement> {
  const before = state === '' ? '' : `<m:SyncState>${state}</m:SyncState>`;
  return ews(
    sandbox,
    `<m:SyncFolderItems><m:ItemShape>${shape}</m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="${folder}"/></m:SyncFolderId>${before}<m:MaxChangesReturned>${String(most)}</m:MaxChangesReturned></m:SyncFolderItems>`,
    asking,
  );
}

/** GetItem with all properties of an id (XML). */
export function getItem(
  sandbox: Sandbox,
  id: string,
  asking: EwsAsking = {},
  more = '',
): Promise<XmlElement> {
  return ews(
    sandbox,
    `<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape>${more}</m:ItemShape><m:ItemIds>${id}</m:ItemIds></m:GetItem>`,
    asking,
  );
}
