// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/deleteitem-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { element } from '../element.ts';
import type { Element } from '../element.ts';
import { writeBatch } from '../soap/batch.ts';
import { itemElement } from '../soap/ids.ts';
import type { Soap } from '../soap/soap.ts';
import type { ItemRef, Outcome } from '../wire.ts';

export interface ItemDeletion {
  readonly items: readonly ItemRef[];
  readonly to: 'MoveToDeletedItems' | 'SoftDelete' | 'HardDelete';
  /** Cancellations of meetings that the user organises. */
  readonly mail: 'SendToNone' | 'SendOnlyToAll' | 'SendToAllAndSaveCopy';
}

export async function deleteItem(
  soap: Soap,
  { items, to, mail }: ItemDeletion,
  context: CallContext,
): Promise<readonly Outcome<object>[]> {
  if (items.length === 0) return [];
  const attributes = {
    DeleteType: to,
    SendMeetingCancellations: mail,
    AffectedTaskOccurrences: 'AllOccurrences',
  };
  const operationOf = (some: readonly ItemRef[]): Element =>
    element('m:DeleteItem', [element('m:ItemIds', some.map(itemElement))], attributes);
  return writeBatch(soap, items, operationOf, context, () => ({}));
}
