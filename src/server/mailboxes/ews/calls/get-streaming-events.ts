// https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getstreamingevents-operation
import type { SyncError } from '../../../../sync/errors.ts';
import { childOf, childrenOf, element } from '../element.ts';
import type { Element } from '../element.ts';
import { failureError } from '../errors.ts';
import type { SoapFault } from '../soap/read.ts';
import { readAnswerStream } from '../soap/read-stream.ts';
import type { Soap } from '../soap/soap.ts';
import type { Heartbeat } from '../watch/heartbeat.ts';

/** A subscription to be listened to. */
export interface Listening {
  readonly subscriptionId: string;
  /** How long the server shall keep the connection, 1 to 30 minutes. */
  readonly minutes: number;
  readonly signal: AbortSignal;
  /** Where the connection's signs of life are watched. */
  readonly heartbeat: Heartbeat;
}

/** What is heard. */
export interface StreamEars {
  /** Ids of the folders in which something happened: of the item's folder, and of the one that it left. */
  onEvents(folderIds: readonly string[]): void;
  /** The server has sent something: it listens from now on at the latest. */
  onSign(): void;
}

/** Why a stream ended. `closed`: its time was over. */
export type StreamEnd =
  | { readonly type: 'closed' }
  /** The subscription is gone; events may have been missed. */
  | { readonly type: 'subscription-lost' }
  | { readonly type: 'failed'; readonly error: SyncError };

/** Codes after which only a new subscription helps. */
const LOST = new Set([
  'ErrorExpiredSubscription',
  'ErrorInvalidSubscription',
  'ErrorMissedNotificationEvents',
  'ErrorReadEventsFailed',
  'ErrorSubscriptionNotFound',
  'ErrorSubscriptionUnsubscribed',
]);
/** What a connection may take longer than the server promised. */
const GRACE_MS = 60_000;

/** Listens until the server ends the connection, or its heartbeat stops. Throws Unavailable and what the answer's status means. */
export async function getStreamingEvents(
  soap: Soap,
  { subscriptionId, minutes, signal, heartbeat }: Listening,
  ears: StreamEars,
): Promise<StreamEnd> {
  const operation = element('m:GetStreamingEvents', [
    element('m:SubscriptionIds', [element('SubscriptionId', subscriptionId)]),
    element('m:ConnectionTimeout', String(minutes)),
  ]);
  const ending = AbortSignal.any([signal, heartbeat.signal]);
  const answer = await soap.open(operation, soap.now() + minutes * 60_000 + GRACE_MS, ending);
  const failures: { code: string; backOffMs: number | null }[] = [];
  const onFault = (fault: SoapFault): void => {
    failures.push(fault);
  };
  await readAnswerStream(answer.body, {
    onFault,
    onMessage(message) {
      if (!message.ok) {
        onFault(message);
        return;
      }
      ears.onSign();
      const folderIds = foldersIn(message.element);
      heartbeat.heard(folderIds.length === 0);
      if (folderIds.length > 0) ears.onEvents(folderIds);
    },
  });
  const [failure] = failures;
  if (failure === undefined) return { type: 'closed' };
  if (LOST.has(failure.code)) return { type: 'subscription-lost' };
  return { type: 'failed', error: failureError(failure, 'none', soap.now()) };
}

/** Folders of all events of a message. StatusEvent has none. */
function foldersIn(message: Element): readonly string[] {
  const notifications = childrenOf(message, 'Notifications').flatMap(({ children }) => children);
  const events = notifications.flatMap(({ children }) =>
    children.filter(({ name }) => name.endsWith('Event')),
  );
  const ids = events.flatMap((event) =>
    // A folder's own event names the folder itself; what is around it isn't watched.
    ['FolderId', 'ParentFolderId', 'OldParentFolderId'].map((name) => childOf(event, name)?.attributes['Id']),
  );
  return [...new Set(ids.filter((id) => id !== undefined))];
}
