import { appContext } from './app-context.ts';
import { answerText, isObject } from './envelope.ts';
import type { HostRequest } from './envelope.ts';
import { generalMethod } from './general-methods.ts';
import { initialData } from './initial-data.ts';
import { executeMethod } from './methods/methods.ts';
import { AGAVE_ACTIONS, EVENTS } from './names.ts';
import { failure } from './reply.ts';
import type { DialogRequest, RuntimeCallbacks } from './runtime-callbacks.ts';
import type { RuntimeOptions } from './runtime.ts';
import type { Trouble } from './troubles.ts';

/** A frame's host at work. */
export interface Running extends RuntimeOptions {
  readonly controlId: string;
  readonly registered: Set<string>;
  /** Key of the item that the frame was told of last. */
  told: string | null;
}

/** The text to send back to a request, after what troubles do to it; null: nothing. */
export async function answered(request: HostRequest, running: Running): Promise<string | null> {
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
      if (Array.isArray(data)) agaveAction(data, running.callbacks());
      return undefined;
    case 'GetInitialData':
      running.told = running.item()?.key ?? null;
      return initialData(running.item(), running.user, running.addIn.permission);
    case 'ExecuteMethod':
      if (method === CLOSE_APP) running.callbacks().closePane?.();
      return executeMethod(method ?? -1, isObject(data) ? data['ApiParams'] : undefined, running);
    case 'executeMethod':
      return generalMethod(method ?? -1, isObject(data) ? data : {}, running.callbacks());
    default:
      return { Version: 1, Error: NOT_SUPPORTED };
  }
}

const CLOSE_APP = 42;
const NOT_SUPPORTED = 5000;

function registration(
  { kind, action, data }: HostRequest,
  { registered, callbacks: latest }: Running,
): unknown {
  const callbacks = latest();
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
