import { MOST_NOTIFICATIONS, NOTIFICATION_TYPES } from '../notifications.ts';
import type { NotificationMessage } from '../notifications.ts';
import { CODES, failure, success } from '../reply.ts';
import { placeOf, textOf } from './method.ts';
import type { Methods, Params } from './method.ts';
import { onItem } from './reading.ts';

/** notificationMessages of the item that stands open. */
export const notifying: Methods = {
  // addAsync
  33: onItem((item, params, { board }) => {
    const place = placeOf(item);
    const shown = board.on(place);
    const message = messageFrom(params);
    if (shown.some(({ key }) => key === message.key)) return failure(CODES.duplicateNotification);
    if (shown.length >= MOST_NOTIFICATIONS) return failure(CODES.tooManyNotifications);
    board.put(place, [...shown, message]);
    return success();
  }),
  // getAllAsync
  34: onItem((item, _params, { board }) => success(board.on(placeOf(item)))),
  // replaceAsync: one that is not there yet is added, as Microsoft documents it
  35: onItem((item, params, { board }) => {
    const place = placeOf(item);
    const shown = board.on(place);
    const message = messageFrom(params);
    const others = shown.filter(({ key }) => key !== message.key);
    if (others.length >= MOST_NOTIFICATIONS) return failure(CODES.tooManyNotifications);
    board.put(
      place,
      others.length === shown.length
        ? [...shown, message]
        : shown.map((one) => (one.key === message.key ? message : one)),
    );
    return success();
  }),
  // removeAsync
  36: onItem((item, { key }, { board }) => {
    const place = placeOf(item);
    const shown = board.on(place);
    const kept = shown.filter((one) => one.key !== key);
    if (kept.length === shown.length) return failure(CODES.unknownNotification);
    board.put(place, kept);
    return success();
  }),
};

function messageFrom({ key, type, message, icon, persistent }: Params): NotificationMessage {
  return {
    key: textOf(key),
    type: (typeof type === 'number' ? NOTIFICATION_TYPES[type] : undefined) ?? 'informationalMessage',
    message: textOf(message),
    icon: textOf(icon),
    persistent: persistent === true,
  };
}
