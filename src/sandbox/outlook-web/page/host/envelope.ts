/** What an add-in asks of its host. Source: the message packager of office.js 1.1.110. */
export interface HostRequest {
  readonly kind: 'invoke' | 'register' | 'unregister';
  /** The method's or the event's name. */
  readonly action: string;
  readonly conversationId: string;
  /** Counts from 0, per conversation. */
  readonly correlationId: number;
  readonly data: unknown;
}

/** How an answer went, beside what its data say: `_errorCode`. */
export type AnswerCode = 0 | -2 | -5;

const REQUEST = 0;
const RESPONSE = 1;
const KINDS = ['invoke', 'register', 'unregister'] as const;
/** What the response is an answer to. */
const FOR_CALL = 0;
const FOR_EVENT = 1;

/** A message as a request, or null: it is none. */
export function readRequest(message: unknown): HostRequest | null {
  const parts = parsed(message);
  if (parts?.['_messageType'] !== REQUEST) return null;
  const { _actionType, _actionName, _conversationId, _correlationId, _data } = parts;
  const kind = typeof _actionType === 'number' ? KINDS[_actionType] : undefined;
  if (kind === undefined || typeof _actionName !== 'string') return null;
  if (typeof _conversationId !== 'string' || typeof _correlationId !== 'number') return null;
  return {
    kind,
    action: _actionName,
    conversationId: _conversationId,
    correlationId: _correlationId,
    data: _data,
  };
}

function parsed(message: unknown): Record<string, unknown> | null {
  if (typeof message !== 'string') return null;
  try {
    const value: unknown = JSON.parse(message);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The answer to a request. */
export function answerText(request: HostRequest, data: unknown, code: AnswerCode = 0): string {
  return JSON.stringify({
    _messageType: RESPONSE,
    _actionName: request.action,
    _conversationId: request.conversationId,
    _correlationId: request.correlationId,
    _errorCode: code,
    _responseType: FOR_CALL,
    _data: data,
    _serializerVersion: 1,
    _origin: window.location.origin,
  });
}

/** An event that the add-in registered. */
export function eventText(conversationId: string, event: string, data: unknown): string {
  return JSON.stringify({
    _messageType: RESPONSE,
    _actionName: event,
    _conversationId: conversationId,
    _correlationId: 0,
    _errorCode: 0,
    _responseType: FOR_EVENT,
    _data: data,
    _serializerVersion: 1,
    _origin: window.location.origin,
  });
}

/** What the host calls in the add-in: `[action, …]` of Office_notifyAgave. It is never answered. */
export function notificationText(conversationId: string, data: readonly unknown[]): string {
  return JSON.stringify({
    _messageType: REQUEST,
    _actionName: 'Office_notifyAgave',
    _actionType: 0,
    _conversationId: `${conversationId}_ntf`,
    _correlationId: 0,
    _data: data,
    _serializerVersion: 1,
    _origin: window.location.origin,
  });
}
