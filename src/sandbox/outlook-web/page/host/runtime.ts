import type { AddIn } from '../../manifest-model.ts';
import { answered } from './answers.ts';
import type { Running } from './answers.ts';
import { eventText, notificationText, readRequest } from './envelope.ts';
import { initialData } from './initial-data.ts';
import type { Host } from './methods/method.ts';
import { EVENTS } from './names.ts';
import type { RuntimeCallbacks } from './runtime-callbacks.ts';
import type { HostTroubles } from './troubles.ts';

/** What a frame with an add-in's page in it is given. */
export interface RuntimeOptions extends Host {
  readonly addIn: AddIn;
  readonly language: string;
  /** The page's address. */
  readonly url: string;
  readonly isDialog?: boolean;
  readonly troubles: HostTroubles;
  /** They may change while the frame lives. */
  readonly callbacks: () => RuntimeCallbacks;
}

/** A frame's host, from before its page loads until it is closed. */
export interface Runtime {
  /** Must be the frame's name before it is put into the document: office.js finds its host by it. */
  readonly frameName: string;
  /** Sends an event, if the add-in registered it. */
  emit(event: string, data: unknown): void;
  /** Says that another item stands open, or none; as soon as the add-in wants to know it. */
  itemChanged(): void;
  /** Calls the add-in: focus comes in, and the like. */
  notify(action: number): void;
  /** Stops listening. */
  close(): void;
}

/** Begins to play the host for a frame that is about to be put into the document. */
export function startRuntime(options: RuntimeOptions): Runtime {
  const conversationId = crypto.randomUUID();
  const { origin } = new URL(options.url);
  const running: Running = { ...options, controlId: crypto.randomUUID(), registered: new Set(), told: null };
  let frame: MessageEventSource | null = null;
  const send = (text: string): void => {
    frame?.postMessage(text, { targetOrigin: origin });
  };
  const emit = (event: string, data: unknown): void => {
    if (running.registered.has(event)) send(eventText(conversationId, event, data));
  };
  const itemChanged = (): void => {
    if (!running.registered.has(EVENTS.item)) return;
    const item = options.item();
    running.told = item?.key ?? null;
    emit(EVENTS.item, item === null ? '' : initialData(item, options.user, options.addIn.permission));
  };
  // After the answer: office.js takes no event before it.
  const registered = (event: string): void => {
    if (event === EVENTS.command) options.callbacks().commandsReady?.();
    // It changed between what the page was told when it began and now that it wants to know.
    if (event === EVENTS.item && running.told !== (options.item()?.key ?? null)) itemChanged();
  };
  const listen = (event: MessageEvent): void => {
    if (event.origin !== origin || event.source === null) return;
    const request = readRequest(event.data);
    if (request?.conversationId !== conversationId) return;
    frame = event.source;
    void answered(request, running).then((answer) => {
      if (answer !== null) send(answer);
      if (request.kind === 'register') registered(request.action);
    });
  };
  window.addEventListener('message', listen);
  return {
    frameName: frameName(running, conversationId),
    emit,
    itemChanged,
    notify: (action) => {
      send(notificationText(conversationId, [action]));
    },
    close: () => {
      window.removeEventListener('message', listen);
    },
  };
}

/** JSON, since fragments alone break dialogs: what office.js reads from `window.name`. */
function frameName({ language, controlId, isDialog = false }: Running, conversation: string): string {
  // What happens here is nobody else's business: office.js sends no telemetry then.
  const flags = [isDialog ? 'isDialog' : '', 'disableLogging', '0'];
  const hostInfo = ['Outlook', 'Web', '16.01', language, conversation, ...flags];
  return JSON.stringify({
    baseFrameName: `_xdm_${controlId}`,
    hostInfo: hostInfo.join('$'),
    xdmInfo: `${conversation}|${controlId}|${window.location.origin}`,
    serializerVersion: '1',
    flights: '[]',
  });
}
