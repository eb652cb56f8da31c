// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getitem-operation
import { Malformed, Unavailable } from '../../../../sync/errors.ts';
import type { CallContext } from '../../../../sync/ports.ts';
import { element } from '../element.ts';
import type { Element } from '../element.ts';
import type { ItemShape } from '../fields.ts';
import { readBatch } from '../soap/batch.ts';
import { itemElement, itemsIn } from '../soap/ids.ts';
import { itemShapeElement } from '../soap/shapes.ts';
import type { Soap } from '../soap/soap.ts';
import type { ItemRef, Outcome } from '../wire.ts';

type Read = readonly Outcome<{ readonly item: Element }>[];

const OWN_ERROR = 'ErrorInternalServerError';

export async function getItem(
  soap: Soap,
  items: readonly ItemRef[],
  shape: ItemShape,
  context: CallContext,
): Promise<Read> {
  if (items.length === 0) return [];
  try {
    return await ask(soap, items, shape, context);
  } catch (error) {
    if (!(error instanceof Unavailable) || error.parameters['status'] !== OWN_ERROR) throw error;
    // Is the server ill, or does it stumble over these items alone? A healthy one can say that they are there.
    const there = await ask(soap, items, { base: 'IdOnly' }, context);
    if (items.length > 1 && there.some(({ ok }) => ok)) return halves(soap, items, shape, context);
    const unreadable = new Malformed({ code: 'unreadable-on-server', parameters: error.parameters });
    return there.map((outcome) =>
      outcome.ok ? { ok: false, error: unreadable, responseCode: OWN_ERROR } : outcome,
    );
  }
}

/** One item that the server stumbles over takes all others of the request along: it is looked for. */
async function halves(...[soap, items, shape, context]: Parameters<typeof getItem>): Promise<Read> {
  const middle = Math.ceil(items.length / 2);
  const first = await getItem(soap, items.slice(0, middle), shape, context);
  return [...first, ...(await getItem(soap, items.slice(middle), shape, context))];
}

function ask(soap: Soap, items: readonly ItemRef[], shape: ItemShape, context: CallContext): Promise<Read> {
  const ids = element('m:ItemIds', items.map(itemElement));
  const operation = element('m:GetItem', [itemShapeElement(shape), ids]);
  return readBatch(soap, operation, items.length, context, (message) => {
    const [item] = itemsIn(message);
    return item === undefined ? null : { item };
  });
}
