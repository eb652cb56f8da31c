import { OfficeProblem } from './port.ts';

/** The longest that Outlook may take for a call, in milliseconds; what only asks what is on the screen is faster by far. */
const ANSWER_TIME = 8_000;
/** Saving goes to the mailbox's server and back. */
export const SAVING_TIME = 30_000;

/**
 * Makes a call of Office that answers by a callback, and answers its value. office.js never calls back when Outlook's
 * answer is lost, and throws where a permission or a requirement set is missing: both are told as OfficeProblem.
 * @param name the call as Microsoft names it
 * @param longest milliseconds until it counts as never answered
 */
export function officeCall<T>(
  name: string,
  call: (callback: (result: Office.AsyncResult<T>) => void) => void,
  longest: number = ANSWER_TIME,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new OfficeProblem('no-answer', name)), longest);
    const settle = (end: () => void) => {
      clearTimeout(timer);
      end();
    };
    try {
      call((result) => {
        settle(() => {
          if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
          else reject(new OfficeProblem('refused', name, { cause: result.error }));
        });
      });
    } catch (error) {
      settle(() => reject(new OfficeProblem('refused', name, { cause: error })));
    }
  });
}

/** Whether this Outlook knows what came with a version of the mailbox API (`1.8`). 1.5 is there always: the manifest asks for it. */
export function hasMailboxApi(version: string): boolean {
  return Office.context.requirements.isSetSupported('Mailbox', version);
}
