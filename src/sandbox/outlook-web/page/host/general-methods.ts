import { textOf } from './methods/method.ts';
import { CODES } from './reply.ts';
import type { Reply } from './reply.ts';
import type { RuntimeCallbacks } from './runtime-callbacks.ts';

/** Numbers of `executeMethod`, which is Office's and not Outlook's. */
const COMMAND_DONE = 94;
const CLOSE_CONTAINER = 97;
const ACCESS_TOKEN = 98;
const MESSAGE_PARENT = 144;
const MESSAGE_CHILD = 145;

const DONE: Reply = { Version: 1, Error: 0 };

/** Carries out a method that is not Outlook's own. Single sign-on is unsupported here: nobody issues tokens. */
export function generalMethod(
  id: number,
  data: Readonly<Record<string, unknown>>,
  callbacks: RuntimeCallbacks,
): Reply {
  switch (id) {
    case COMMAND_DONE:
      callbacks.commandDone?.(textOf(data['0']), data['1'] === 0);
      return DONE;
    case CLOSE_CONTAINER:
      return carriedOut(callbacks.closePane);
    case MESSAGE_PARENT:
      return carriedOut(callbacks.messageToParent, textOf(data['messageToParent']));
    case MESSAGE_CHILD:
      return carriedOut(callbacks.messageToDialog, textOf(data['messageContent']));
    case ACCESS_TOKEN:
      return { Version: 1, Error: CODES.ssoUnsupported };
    default:
      return { Version: 1, Error: CODES.notSupported };
  }
}

function carriedOut<A extends readonly unknown[]>(
  verb: ((...values: A) => void) | undefined,
  ...values: A
): Reply {
  if (verb === undefined) return { Version: 1, Error: CODES.notSupported };
  verb(...values);
  return DONE;
}
