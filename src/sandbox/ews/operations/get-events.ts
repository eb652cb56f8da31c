// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getevents-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { ItemProblem } from '../item-problem.ts';
import { happeningsFor, positionIn, watermark } from '../notifications/events.ts';
import { subscriptionNotFound } from '../notifications/problems.ts';
import { answerEach } from '../responses.ts';
import { m, messageChild, t } from '../xml.ts';

/** Tells what happened since a watermark. */
export function getEvents(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  const id = messageChild(request, 'SubscriptionId')?.text.trim() ?? '';
  const mark = messageChild(request, 'Watermark')?.text.trim() ?? '';
  return answerEach('GetEvents', [id], () => {
    const subscription = context.subscriptions.find(context.user.name, id);
    if (subscription?.kind !== 'pull') throw subscriptionNotFound();
    const told = positionIn(mark);
    if (told === null) throw new ItemProblem('ErrorInvalidWatermark', 'The watermark is invalid.');
    const { events, position } = happeningsFor(context, { ...subscription, told });
    context.subscriptions.tell(id, position);
    const nothing = t('StatusEvent', t('Watermark', watermark(position)));
    return [
      m(
        'Notification',
        t('SubscriptionId', id),
        t('PreviousWatermark', mark),
        t('MoreEvents', 'false'),
        ...(events.length === 0 ? [nothing] : events.map(({ element }) => element)),
      ),
    ];
  });
}
