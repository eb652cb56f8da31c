import { OfficeProblem } from './port.ts';

/** How long Outlook may take until it has greeted the page, in milliseconds. */
const LONGEST_START = 10_000;

/**
 * Waits until Office is ready, and says where the page stands: in Outlook, or elsewhere (a browser's tab, another
 * program). Rejects with OfficeProblem `no-answer`: of `Office.onReady` where Outlook never greets, of `office.js` where
 * Microsoft's script was not loaded.
 *
 * office.js leaves its marks on the page: `history.pushState` and `replaceState` are null and `alert`, `confirm` and
 * `prompt` throw from here on. Nothing in the pane uses them.
 */
export async function whenOfficeReady(longest: number = LONGEST_START): Promise<'outlook' | 'elsewhere'> {
  if ((globalThis as { Office?: unknown }).Office === undefined)
    throw new OfficeProblem('no-answer', 'office.js');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OfficeProblem('no-answer', 'Office.onReady')), longest);
  });
  try {
    const { host } = await Promise.race([Office.onReady(), tooLong]);
    return host === Office.HostType.Outlook ? 'outlook' : 'elsewhere';
  } finally {
    clearTimeout(timer);
  }
}
