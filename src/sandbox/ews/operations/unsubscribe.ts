// https://learn.microsoft.com/exchange/client-developer/web-service-reference/unsubscribe-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { subscriptionNotFound } from '../notifications/problems.ts';
import { answerEach } from '../responses.ts';
import { messageChild } from '../xml.ts';

/** Forgets a subscription. */
export function unsubscribe(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const id = messageChild(request, 'SubscriptionId')?.text.trim() ?? '';
  return answerEach('Unsubscribe', [id], () => {
    if (!context.subscriptions.remove(context.user.name, id)) throw subscriptionNotFound();
    return [];
  });
}
