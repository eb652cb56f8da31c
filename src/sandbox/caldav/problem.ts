import type { SandboxResponse } from '../http/message.ts';
import type { XmlName } from '../xml/tree.ts';
import { dav } from './xml/names.ts';
import { element, xmlDocument } from './xml/write.ts';
import type { Xml } from './xml/write.ts';

/** A request ends with this status; `condition` is the precondition that failed (RFC 4918, 16). */
export class Problem extends Error {
  readonly status: number;
  readonly condition: XmlName | null;
  readonly details: readonly Xml[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    message: string,
    condition: XmlName | null = null,
    details: readonly Xml[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.condition = condition;
    this.details = details;
    this.headers = headers;
  }
}

/** The answer that tells a client of a problem. */
export function problemResponse(problem: Problem): SandboxResponse {
  const described = element({ ns: 'urn:liaison:sandbox', name: 'reason' }, problem.message);
  const parts = problem.condition === null ? [] : [element(problem.condition, ...problem.details)];
  return {
    status: problem.status,
    headers: { 'Content-Type': 'application/xml; charset=utf-8', ...problem.headers },
    body: xmlDocument(dav('error'), ...parts, described),
  };
}
