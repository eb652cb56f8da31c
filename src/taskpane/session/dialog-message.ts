import type { PaneCodeInput } from '../../contract/index.ts';

/**
 * What the sign-in dialog hands to the pane: one string, the JSON of `{code}`. It comes from another window, so it is looked
 * at before it is believed.
 */

/** The message that hands over a code. */
export function messageOf(code: string): string {
  return JSON.stringify({ code } satisfies PaneCodeInput);
}

/** The code of a message. Throws SyntaxError for everything that messageOf does not write. */
export function codeOf(message: string): string {
  const value = JSON.parse(message) as unknown;
  const code = typeof value === 'object' && value !== null && 'code' in value ? value.code : null;
  if (typeof code !== 'string' || !/^[\w.~+/=-]{1,200}$/.test(code)) {
    throw new SyntaxError('The sign-in window answered something else than a code');
  }
  return code;
}
