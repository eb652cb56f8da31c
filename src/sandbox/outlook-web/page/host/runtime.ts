import type { AddIn } from '../../manifest-model.ts';
import { appContext } from './app-context.ts';
import { answerText, eventText, isObject, notificationText, readRequest } from './envelope.ts';
import type { HostRequest } from './envelope.ts';
import { generalMethod } from './general-methods.ts';
import { initialData } from './initial-data.ts';
import type { DialogRequest, RuntimeCallbacks } from './runtime-callbacks.ts';
import { AGAVE_ACTIONS, EVENTS } from './names.ts';
import { executeMethod } from './methods/methods.ts';
import type { Host } from './methods/method.ts';
import { failure } from './reply.ts';
import type { HostTroubles, Trouble } from './troubles.ts';

/** What a frame with an add-in's page in it is given. */
export interface RuntimeOptions extends Host {
  readonly addIn: AddIn;
  readonly language: string;
  /** The page's address. */
  readonly url: string;
  readonly isDialog?: boolean;
  readonly troubles: HostTroubles;
  readonly callbacks: RuntimeCallbacks;
}

/** A frame's host, from before its page loads until it is closed. */
export interface Runtime {
  /** Must be the frame's name before it is put into the document: office.js finds its host by it. */
  readonly frameName: string;
  /** Sends an event, if the add-in registered it. */
  emit(event: string, data: unknown): void;
  /** Calls the add-in: focus comes in, and the like. */
  notify(action: number): void;
  /** Stops listening. */
  close(): void;
}

/** Begins to play the host for a frame that is about to be put into the document. */
export function startRuntime(options: RuntimeOptions): Runtime {
  const conversationId = crypto.randomUUID();
  const controlId = crypto.randomUUID();
  const { origin } = new URL(options.url);
  const registered = new Set<string>();
  let frame: MessageEventSource | null = null;
  const send = (text: string): void => {
    frame?.postMessage(text, { targetOrigin: origin });
  };
  const listen = (event: MessageEvent): void => {
    if (event.origin !== origin || event.source === null) return;
    const request = readRequest(event.data);
    if (request?.conversationId !== conversationId) return;
    frame = event.source;
    void answered(request, { ...options, controlId, registered }).then((answer) => {
      if (answer !== null) send(answer);
    });
  };
  window.addEventListener('message', listen);
  return {
    frameName: frameName(options, conversationId, controlId),
    emit: (event, data) => {
      if (registered.has(event)) send(eventText(conversationId, event, data));
    },
    notify: (action) => {
      send(notificationText(conversationId, [action]));
    },
    close: () => {
      window.removeEventListener('message', listen);
    },
  };
}

function frameName(
  { language, isDialog = false }: RuntimeOptions,
  conversation: string,
  control: string,
): string {
  const hostInfo = ['Outlook', 'Web', '16.01', language, conversation, isDialog ? 'isDialog' : '', '', '0'];
  return JSON.stringify({
    baseFrameName: `_xdm_${control}`,
    hostInfo: hostInfo.join('$'),
    xdmInfo: `${conversation}|${control}|${window.location.origin}`,
    serializerVersion: '1',
    flights: '[]',
  });
}

interface Running extends RuntimeOptions {
  readonly controlId: string;
  readonly registered: Set<string>;
}

/** The text to send back, after what troubles do to it; null: nothing. */
async function answered(request: HostRequest, running: Running): Promise<string | null> {
  const method = methodOf(request);
  const trouble = running.troubles.take({ action: request.action, method });
  if (trouble?.kind === 'fail') return answerText(request, failed(request, trouble.code));
  const data = await answerTo(request, method, running);
  await delayed(trouble);
  return data === undefined || trouble?.kind === 'lose' ? null : answerText(request, data);
}

function failed({ kind, action }: HostRequest, code: number): unknown {
  return kind === 'invoke' && action === 'ExecuteMethod' ? failure(code) : { Version: 1, Error: code };
}

function delayed(trouble: Trouble | null): Promise<void> {
  if (trouble?.kind !== 'delay') return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, trouble.milliseconds);
  });
}

function methodOf({ data }: HostRequest): number | null {
  const holder = isObject(data) ? (data['MethodData'] ?? data['DdaMethod']) : null;
  const id = isObject(holder) ? holder['DispatchId'] : null;
  return typeof id === 'number' ? id : null;
}

/** Undefined: it is not answered. */
async function answerTo(request: HostRequest, method: number | null, running: Running): Promise<unknown> {
  const { kind, action, data } = request;
  if (kind !== 'invoke') return registration(request, running);
  switch (action) {
    case 'ContextActivationManager_getAppContextAsync':
      return appContext(running.controlId, running);
    case 'ContextActivationManager_notifyHost':
      if (Array.isArray(data)) agaveAction(data, running.callbacks);
      return undefined;
    case 'GetInitialData':
      return initialData(running.item(), running.user, running.addIn.permission);
    case 'ExecuteMethod':
      if (method === CLOSE_APP) running.callbacks.closePane?.();
      return executeMethod(method ?? -1, isObject(data) ? data['ApiParams'] : undefined, running);
    case 'executeMethod':
      return generalMethod(method ?? -1, isObject(data) ? data : {}, running.callbacks);
    default:
      return { Version: 1, Error: NOT_SUPPORTED };
  }
}

const CLOSE_APP = 42;
const NOT_SUPPORTED = 5000;

function registration({ kind, action, data }: HostRequest, { registered, callbacks }: Running): unknown {
  if (kind === 'unregister') {
    registered.delete(action);
    if (action === EVENTS.dialogMessage) callbacks.closeDialog?.();
    return { Error: 0 };
  }
  registered.add(action);
  if (action === EVENTS.dialogMessage) {
    const dialog = isObject(data) ? dialogFrom(data['targetId']) : null;
    if (dialog === null || callbacks.openDialog === undefined) return { Error: NOT_SUPPORTED };
    callbacks.openDialog(dialog);
  }
  if (action === EVENTS.command) callbacks.commandsReady?.();
  return { Error: 0 };
}

function dialogFrom(targetId: unknown): DialogRequest | null {
  if (typeof targetId !== 'string') return null;
  const parts: unknown = JSON.parse(targetId);
  if (!isObject(parts) || typeof parts['url'] !== 'string') return null;
  const share = (value: unknown): number =>
    typeof value === 'number' ? Math.min(100, Math.max(10, value)) : 50;
  return { url: parts['url'], widthPercent: share(parts['width']), heightPercent: share(parts['height']) };
}

function agaveAction([, action]: readonly unknown[], callbacks: RuntimeCallbacks): void {
  switch (action) {
    case AGAVE_ACTIONS.tabOut:
    case AGAVE_ACTIONS.nothingToFocus:
    case AGAVE_ACTIONS.nextRegion:
      callbacks.leave?.('next');
      return;
    case AGAVE_ACTIONS.shiftTabOut:
    case AGAVE_ACTIONS.nothingToFocusBackwards:
    case AGAVE_ACTIONS.previousRegion:
      callbacks.leave?.('previous');
      return;
    case AGAVE_ACTIONS.escape:
      callbacks.leave?.('escape');
  }
}
