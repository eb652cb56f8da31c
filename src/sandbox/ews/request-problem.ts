import type { XmlPosition } from '../xml/tree.ts';

/** The whole request is refused: a SOAP fault with one of Exchange's response codes. */
export class RequestProblem extends Error {
  readonly code: string;
  /** Named values that go along (t:Value). */
  readonly values: Readonly<Record<string, string>>;
  /** Where the schema is violated, and how. */
  readonly violation: (XmlPosition & { readonly text: string }) | null;
  constructor(
    code: string,
    message: string,
    {
      values = {},
      violation = null,
    }: {
      readonly values?: Readonly<Record<string, string>>;
      readonly violation?: (XmlPosition & { readonly text: string }) | null;
    } = {},
  ) {
    super(message);
    this.name = 'RequestProblem';
    this.code = code;
    this.values = values;
    this.violation = violation;
  }
}

/** The fault for a request that the schema does not allow. */
export function schemaViolation(position: XmlPosition, text: string): RequestProblem {
  return new RequestProblem('ErrorSchemaValidation', `The request failed schema validation: ${text}`, {
    violation: { ...position, text },
  });
}
