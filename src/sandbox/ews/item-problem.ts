/**
 * What is wrong with one item of a request: it becomes that item's response message and leaves the others alone.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
 */
export class ItemProblem extends Error {
  /** One of ResponseCodeType, such as ErrorItemNotFound. */
  readonly code: string;
  /** Named values that go along (t:Value in m:MessageXml). */
  readonly values: Readonly<Record<string, string>>;
  constructor(code: string, message: string, values: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'ItemProblem';
    this.code = code;
    this.values = values;
  }
}
