// https://learn.microsoft.com/exchange/client-developer/web-service-reference/getstreamingevents-operation
import type { Streaming } from '../../http/message.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { EwsContext } from '../context.ts';
import { envelopeText } from '../envelope.ts';
import { happeningsFor } from '../notifications/events.ts';
import { subscriptionNotFound } from '../notifications/problems.ts';
import { failure, response, success } from '../responses.ts';
import { m, messageChild, t } from '../xml.ts';
import type { Content } from '../xml.ts';

/** An answer that goes on: envelopes, one after the other. */
export interface StreamedAnswer {
  readonly stream: Streaming;
}

const OPERATION = 'GetStreamingEvents';

/**
 * Keeps the connection open for so many minutes and tells what happens, at once; what happened before the connection
 * and was not told yet comes first. An unknown subscription ends it immediately.
 */
export function getStreamingEvents(request: XmlElement, context: EwsContext): XmlElement | StreamedAnswer {
  const { subscriptions, user, faults, target } = context;
  if (faults.take(['forget-subscriptions'], target) !== null) subscriptions.forget();
  const ids = (messageChild(request, 'SubscriptionIds')?.children ?? []).map(({ text }) => text.trim());
  const unknown = ids.filter((id) => subscriptions.find(user.name, id)?.kind !== 'streaming');
  if (unknown.length > 0) {
    const listed = m('ErrorSubscriptionIds', ...unknown.map((id) => t('SubscriptionId', id)));
    const message = failure(OPERATION, subscriptionNotFound(), listed, m('ConnectionStatus', 'Closed'));
    return response(OPERATION, [message]);
  }
  const minutes = Number(messageChild(request, 'ConnectionTimeout')?.text.trim() ?? 1);
  return { stream: (send, closed) => tell(context, ids, minutes * 60_000, send, closed) };
}

function tell(
  context: EwsContext,
  ids: readonly string[],
  lifeMs: number,
  send: (chunk: string) => void,
  closed: AbortSignal,
): Promise<void> {
  const part = (...content: readonly Content[]): void => {
    send(envelopeText(response(OPERATION, [success(OPERATION, ...content)])));
  };
  const news = (): void => {
    const notifications = ids.flatMap((id) => notificationFor(context, id));
    if (notifications.length > 0) part(m('Notifications', ...notifications));
  };
  return new Promise((resolve) => {
    const stopWatching = context.groupware.watch(() => {
      // Once what the request changes is done, and everything else that it changes.
      setImmediate(() => {
        if (!closed.aborted) news();
      });
    });
    const heartbeat = setInterval(() => {
      part(m('ConnectionStatus', 'OK'));
    }, context.options.heartbeatMs);
    const end = (): void => {
      clearInterval(heartbeat);
      clearTimeout(timeout);
      stopWatching();
      resolve();
    };
    const timeout = setTimeout(() => {
      part(m('ConnectionStatus', 'Closed'));
      end();
    }, lifeMs);
    closed.addEventListener('abort', end, { once: true });
    part(m('ConnectionStatus', 'OK'));
    news();
  });
}

function notificationFor(context: EwsContext, id: string): readonly XmlElement[] {
  const subscription = context.subscriptions.find(context.user.name, id);
  if (subscription === undefined) return [];
  const { events, position } = happeningsFor(context, subscription);
  context.subscriptions.tell(id, position);
  return events.length === 0
    ? []
    : [t('Notification', t('SubscriptionId', id), ...events.map(({ element }) => element))];
}
