import type { SandboxResponse } from '../http/message.ts';
import { nameKey } from '../xml/tree.ts';
import type { XmlName } from '../xml/tree.ts';
import { dav } from './xml/names.ts';
import { element, xmlDocument } from './xml/write.ts';
import type { Xml } from './xml/write.ts';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  403: 'Forbidden',
  404: 'Not Found',
  424: 'Failed Dependency',
  507: 'Insufficient Storage',
};

/** An HTTP status line as DAV:status holds it. */
function statusElement(status: number): Xml {
  return element(dav('status'), `HTTP/1.1 ${String(status)} ${REASONS[status] ?? ''}`.trim());
}

/** A DAV:response that is about the resource as a whole, with the condition that explains it. */
export function resourceStatus(href: string, status: number, condition: XmlName | null = null): Xml {
  const error = condition === null ? [] : [element(dav('error'), element(condition))];
  return element(dav('response'), element(dav('href'), href), statusElement(status), ...error);
}

/** Looks a property up; null: the resource hasn't got it. */
export type PropertySource = (name: XmlName) => Xml | null;

/** A DAV:response with the properties asked for; those that are missing are listed unless `minimal` (RFC 8144). */
export function propertyResponse(
  href: string,
  names: readonly XmlName[],
  source: PropertySource,
  minimal: boolean,
): Xml {
  const found: Xml[] = [];
  const missing: Xml[] = [];
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(nameKey(name))) continue;
    seen.add(nameKey(name));
    const value = source(name);
    if (value === null) missing.push(element(name));
    else found.push(value);
  }
  const listed = minimal ? [] : missing;
  const stats = [
    ...(found.length > 0 || listed.length === 0 ? [propstat(200, found)] : []),
    ...(listed.length > 0 ? [propstat(404, listed)] : []),
  ];
  return element(dav('response'), element(dav('href'), href), ...stats);
}

/** A DAV:propstat. */
export function propstat(status: number, properties: readonly Xml[], condition: XmlName | null = null): Xml {
  const error = condition === null ? [] : [element(dav('error'), element(condition))];
  return element(dav('propstat'), element(dav('prop'), ...properties), statusElement(status), ...error);
}

/** A 207 answer. */
export function multistatus(...parts: readonly Xml[]): SandboxResponse {
  return {
    status: 207,
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
    body: xmlDocument(dav('multistatus'), ...parts),
  };
}
