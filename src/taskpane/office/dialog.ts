// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- it declares a package, and must be seen from every room
/// <reference path="./office-js-helpers.d.ts" />
import { OfficeProblem } from './port.ts';

/**
 * Dialogs, by @microsoft/office-js-helpers 1.0.2, in the pane and in the page that the dialog shows. Of that package
 * this is what still works and is of use: `Dialog` with strings. Left aside: `Authenticator` and its token storages (the
 * OAuth implicit flow, which is retired), `Utilities.initialize` (Office.onReady took its place), `Storage` (browsers may
 * refuse storage to a pane, and its token belongs into memory alone), `UI.notify` (draws over the page, in English, in the
 * colours of Office 2016). It weighs 14 KB compressed, with its own core-js and lodash; it is loaded when somebody signs in.
 */

/** As large as a sign-in is, in CSS pixels; smaller on smaller screens. */
const WIDTH = 480;
const HEIGHT = 640;
/** Somebody who signs in may have to find a password first; a dialog that was lost must not block forever. Milliseconds. */
const LONGEST = 15 * 60_000;

/** Event and error codes of dialogs: `DialogEventReceived` and `displayDialogAsync` in Microsoft's reference. */
const CLOSED_BY_USER = 12_006;
const IGNORED_BY_USER = 12_009;

/** Outlook.askInDialog. The page must be https, as office.js demands. */
export async function askInDialog(path: string): Promise<string> {
  const { Dialog } = await loadHelpers();
  const timer = timeOut(LONGEST);
  try {
    const dialog = new Dialog<unknown>(new URL(path, location.origin).href, WIDTH, HEIGHT);
    const answer = await Promise.race([dialog.result, timer.promise]);
    if (typeof answer !== 'string') throw new OfficeProblem('refused', 'messageParent');
    return answer;
  } catch (error) {
    throw error instanceof OfficeProblem ? error : dialogProblem(error);
  } finally {
    timer.stop();
  }
}

/** In the dialog's page: hands its one answer to the pane, which closes the dialog. */
export async function answerDialog(message: string): Promise<void> {
  const { Dialog } = await loadHelpers();
  Dialog.close(message);
}

const loadHelpers = () => import('@microsoft/office-js-helpers/dist/office.helpers.min.js');

function timeOut(milliseconds: number): { promise: Promise<never>; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OfficeProblem('no-answer', CALL)), milliseconds);
  });
  return { promise, stop: () => clearTimeout(timer) };
}

function dialogProblem(error: unknown): OfficeProblem {
  const code = codeOf(error);
  const closed = code === CLOSED_BY_USER || code === IGNORED_BY_USER;
  return new OfficeProblem(closed ? 'dialog-closed' : 'dialog-blocked', CALL, { cause: error });
}

/** Of its DialogError: `innerError` is the number of an event, or the error of a dialog that did not open. */
function codeOf(error: unknown): unknown {
  const inner =
    typeof error === 'object' && error !== null && 'innerError' in error ? error.innerError : null;
  return typeof inner === 'object' && inner !== null && 'code' in inner ? inner.code : inner;
}

const CALL = 'displayDialogAsync';
