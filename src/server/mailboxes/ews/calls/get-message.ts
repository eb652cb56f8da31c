// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getitem-operation,
// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/mimecontent
import { Unavailable } from '../../../../sync/errors.ts';
import type { CallContext } from '../../../../sync/ports.ts';
import { element } from '../element.ts';
import type { Element } from '../element.ts';
import type { Shape } from '../fields.ts';
import { readBatch } from '../soap/batch.ts';
import { base64Bytes, divertElement } from '../soap/divert.ts';
import { itemElement, itemsIn } from '../soap/ids.ts';
import { itemShapeElement } from '../soap/shapes.ts';
import type { Soap } from '../soap/soap.ts';
import type { Outcome } from '../wire.ts';

/** The largest original that is read, in bytes: more than mail servers pass on. */
const LARGEST_MESSAGE = 50_000_000;

/** Base64, with line ends perhaps, and the answer around it. */
const LONGEST_ANSWER = Math.ceil(LARGEST_MESSAGE * 1.4) + 1_000_000;

/** An item with its original; the element itself is empty. `original` is empty when the server gave none. */
export interface MessageItem {
  readonly item: Element;
  readonly original: Uint8Array;
}

/** The original doesn't go through the parser. Throws Malformed `mail-too-large`. */
export async function getMessage(
  soap: Soap,
  id: string,
  shape: Shape,
  context: CallContext,
): Promise<Outcome<MessageItem>> {
  const content = base64Bytes(LARGEST_MESSAGE);
  const diverting: Pick<Soap, 'call' | 'now'> = {
    now: soap.now,
    call(request, given, onMessage) {
      const divert = divertElement('MimeContent', (piece) => {
        content.write(piece);
      });
      return soap.call({ ...request, divert, longest: LONGEST_ANSWER }, given, onMessage);
    },
  };
  const operation = element('m:GetItem', [
    itemShapeElement({ ...shape, includeMimeContent: true }),
    element('m:ItemIds', [itemElement({ id, changeKey: null })]),
  ]);
  const [outcome] = await readBatch(diverting, operation, 1, context, (message) => {
    const [item] = itemsIn(message);
    return item === undefined ? null : { item };
  });
  if (outcome === undefined) throw new Unavailable({ code: 'outcome-missing' }, 'none');
  if (!outcome.ok) return outcome;
  return { ok: true, item: outcome.item, original: content.bytes() };
}
