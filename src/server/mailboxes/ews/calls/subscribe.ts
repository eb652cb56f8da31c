// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/subscribe-operation
import { Malformed } from '../../../../sync/errors.ts';
import type { CallContext } from '../../../../sync/ports.ts';
import { element, textOf } from '../element.ts';
import { readOne } from '../soap/batch.ts';
import { folderElement } from '../soap/ids.ts';
import type { Soap } from '../soap/soap.ts';
import type { FolderRef } from '../wire.ts';

/** Whatever may change what SyncFolderItems would say. */
const EVENT_TYPES = ['CopiedEvent', 'CreatedEvent', 'DeletedEvent', 'ModifiedEvent', 'MovedEvent'];

/** Subscribes to streaming notifications about folders; returns the subscription's id. */
export async function subscribe(
  soap: Soap,
  folders: readonly FolderRef[],
  context: CallContext,
): Promise<string> {
  const operation = element('m:Subscribe', [
    element('m:StreamingSubscriptionRequest', [
      element('FolderIds', folders.map(folderElement)),
      element(
        'EventTypes',
        EVENT_TYPES.map((type) => element('EventType', type)),
      ),
    ]),
  ]);
  const id = textOf(await readOne(soap, operation, context), 'SubscriptionId') ?? '';
  if (id === '')
    throw new Malformed({ code: 'rejected-by-server', parameters: { status: 'Exchange', condition: '' } });
  return id;
}
