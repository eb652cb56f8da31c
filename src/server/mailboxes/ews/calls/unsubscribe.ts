// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/unsubscribe-operation
import type { CallContext } from '../../../../sync/ports.ts';
import { element } from '../element.ts';
import { readOne } from '../soap/batch.ts';
import type { Soap } from '../soap/soap.ts';

/** Ends a subscription. One that isn't known any more: Malformed. */
export async function unsubscribe(soap: Soap, subscriptionId: string, context: CallContext): Promise<void> {
  await readOne(soap, element('m:Unsubscribe', [element('m:SubscriptionId', subscriptionId)]), context);
}
