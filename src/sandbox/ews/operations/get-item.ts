// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getitem-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { itemElement } from '../items/item-element.ts';
import { itemOf } from '../items/item.ts';
import { answerEach, NO_ITEMS } from '../responses.ts';
import { itemShape } from '../shape.ts';
import { itemTroubles } from '../troubles.ts';
import { m, messageChild } from '../xml.ts';

/** Describes each item that is asked for, in full. */
export function getItem(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const shape = itemShape(messageChild(request, 'ItemShape'));
  const ids = messageChild(request, 'ItemIds')?.children ?? [];
  return answerEach(
    'GetItem',
    ids,
    async (id) => [m('Items', await itemElement(context, itemTroubles(context, itemOf(context, id)), shape))],
    [NO_ITEMS],
  );
}
