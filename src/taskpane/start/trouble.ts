import { OfficeProblem } from '../office/port.ts';

/**
 * Why the pane could not start. `no-script`: Microsoft's office.js was not loaded. `no-answer`: Outlook did not greet.
 * `elsewhere`: it was not opened in Outlook. `broken`: something else.
 */
export type Trouble = 'no-script' | 'no-answer' | 'elsewhere' | 'broken';

/** What the starting pane threw, as a trouble. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof OfficeProblem)) return 'broken';
  return error.call === 'office.js' ? 'no-script' : 'no-answer';
}
