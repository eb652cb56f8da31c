// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/updateitem-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { element } from '../element.ts';
import type { Element } from '../element.ts';
import type { FieldChange } from '../fields.ts';
import { writeBatch } from '../soap/batch.ts';
import { itemElement } from '../soap/ids.ts';
import { fieldElement } from '../soap/shapes.ts';
import type { Soap } from '../soap/soap.ts';
import { writtenItem } from '../soap/written.ts';
import type { ItemUpdate, MeetingMail, WrittenItem } from '../wire.ts';

/** NeverOverwrite: a change key that moved on is a conflict, whatever else was changed. */
export async function updateItem(
  soap: Soap,
  { updates, mail }: { readonly updates: readonly ItemUpdate[]; readonly mail: MeetingMail },
  context: CallContext,
): Promise<readonly WrittenItem[]> {
  if (updates.length === 0) return [];
  const attributes = {
    ConflictResolution: 'NeverOverwrite',
    MessageDisposition: 'SaveOnly',
    SendMeetingInvitationsOrCancellations: mail,
  };
  const operationOf = (some: readonly ItemUpdate[]): Element =>
    element('m:UpdateItem', [element('m:ItemChanges', some.map(changeElement))], attributes);
  return writeBatch(soap, updates, operationOf, context, writtenItem);
}

function changeElement({ item, element: name, changes }: ItemUpdate): Element {
  const updates = changes.map((change) => fieldChangeElement(change, name));
  return element('ItemChange', [itemElement(item), element('Updates', updates)]);
}

function fieldChangeElement(change: FieldChange, name: string): Element {
  if (change.type === 'delete') return element('DeleteItemField', [fieldElement(change.field)]);
  return element('SetItemField', [fieldElement(change.field), element(name, [change.value])]);
}
