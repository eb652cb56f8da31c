// https://learn.microsoft.com/exchange/client-developer/web-service-reference/subscribe-operation
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { folderOf } from '../folders/folder.ts';
import { ItemProblem } from '../item-problem.ts';
import { positionIn, watermark } from '../notifications/events.ts';
import { answerEach } from '../responses.ts';
import { isTrue } from '../shape.ts';
import { m, typeChild, typeText } from '../xml.ts';

/** How long a streaming subscription outlives its last connection. */
const STREAMING_MINUTES = 30;

/** Begins to remember what happens, for GetStreamingEvents or GetEvents. */
export function subscribe(request: XmlElement, context: EwsContext): Promise<XmlElement> {
  return answerEach('Subscribe', request.children, (wanted) => {
    const streaming = wanted.name === 'StreamingSubscriptionRequest';
    if (!streaming && wanted.name !== 'PullSubscriptionRequest') {
      throw new ItemProblem('ErrorInvalidSubscriptionRequest', `${wanted.name} is not offered here.`);
    }
    const ids = typeChild(wanted, 'FolderIds')?.children ?? [];
    const all = isTrue(wanted.attributes['SubscribeToAllFolders']);
    if (all === ids.length > 0) {
      throw new ItemProblem(
        'ErrorInvalidSubscriptionRequest',
        'Subscribe either to all folders or to folders that are named.',
      );
    }
    const events = (typeChild(wanted, 'EventTypes')?.children ?? []).map(({ text }) => text.trim());
    const told = toldUntil(typeText(wanted, 'Watermark'));
    const subscription = context.subscriptions.add({
      user: context.user.name,
      kind: streaming ? 'streaming' : 'pull',
      folders: all ? null : ids.map((id) => folderOf(context, id)),
      events: new Set(events),
      minutes: streaming ? STREAMING_MINUTES : Number(typeText(wanted, 'Timeout') ?? STREAMING_MINUTES),
      ...(told === null ? {} : { told }),
    });
    return [
      m('SubscriptionId', subscription.id),
      ...(streaming ? [] : [m('Watermark', watermark(subscription.told))]),
    ];
  });
}

function toldUntil(text: string | undefined): number | null {
  if (text === undefined) return null;
  const position = positionIn(text);
  if (position !== null) return position;
  throw new ItemProblem(
    'ErrorInvalidWatermark',
    'The watermark used for creating this subscription was not found.',
  );
}
