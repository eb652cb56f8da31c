import type { SandboxRequest } from '../http/message.ts';
import { InvalidXml, readXml } from '../xml/read.ts';
import { isNamed } from '../xml/tree.ts';
import type { XmlElement, XmlName } from '../xml/tree.ts';
import { Problem } from './problem.ts';

/** The Depth header (RFC 4918, 10.2), or what holds without one. Anything else: 400. */
export function depthOf(request: SandboxRequest, fallback: '0' | '1' | 'infinity'): '0' | '1' | 'infinity' {
  const depth = request.headers['depth']?.trim().toLowerCase() ?? fallback;
  if (depth === '0' || depth === '1' || depth === 'infinity') return depth;
  throw new Problem(400, 'Depth is 0, 1 or infinity.');
}

/** The body as UTF-8. Other bytes: 400. */
export function bodyText(request: SandboxRequest): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(request.body);
  } catch {
    throw new Problem(400, 'The body is not UTF-8.');
  }
}

/** The body as XML with this root (any, when null). Not well-formed: 400; another root: 422. */
export function bodyXml(request: SandboxRequest, root: XmlName | null): XmlElement {
  const type = request.headers['content-type'];
  if (type !== undefined && !/^(application|text)\/xml\b/i.test(type)) {
    throw new Problem(415, 'The body has to be XML.');
  }
  let element: XmlElement;
  try {
    element = readXml(bodyText(request));
  } catch (error) {
    if (error instanceof InvalidXml) throw new Problem(400, `The body is not XML: ${error.message}`);
    throw error;
  }
  if (root !== null && !isNamed(element, root)) throw new Problem(422, `The body has to be a ${root.name}.`);
  return element;
}

/** Whether the client wants no more than needed (RFC 8144, 2). */
export function prefersMinimal(request: SandboxRequest): boolean {
  return /(^|[,;\s])return=minimal($|[,;\s])/i.test(request.headers['prefer'] ?? '');
}

/** The entity tags in a header, or '*', or null without one. Weak ones never match strongly (RFC 9110, 13.1.1). */
export function tagsOf(header: string | undefined): '*' | readonly string[] | null {
  if (header === undefined) return null;
  if (header.trim() === '*') return '*';
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

/** 412 unless If-Match and If-None-Match allow it; `current` is null when there is nothing. */
export function checkConditions(request: SandboxRequest, current: string | null): void {
  const wanted = tagsOf(request.headers['if-match']);
  const matches = wanted === null || (current !== null && (wanted === '*' || wanted.includes(current)));
  const unwanted = tagsOf(request.headers['if-none-match']);
  const clashes = unwanted !== null && current !== null && (unwanted === '*' || unwanted.includes(current));
  if (!matches || clashes) throw new Problem(412, 'The resource is not as the request expects it.');
}
