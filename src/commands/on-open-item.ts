import type { Attempt, PaneApi } from '../taskpane/api/pane-api.ts';
import { isSignedOut, Problem, Unreachable } from '../taskpane/api/problems.ts';
import type { CommandOutcome } from '../taskpane/office/function-command.ts';
import { OfficeProblem } from '../taskpane/office/port.ts';
import type { OpenItem, Outlook } from '../taskpane/office/port.ts';
import type { CommandWords } from './words.ts';

/** What a command works with. */
export interface Surroundings {
  readonly outlook: Pick<Outlook, 'current' | 'save'>;
  readonly api: PaneApi;
  readonly words: CommandWords;
}

/** One command's work on the item; answers what was done, as a sentence. */
export type ItemCommand = (open: OpenItem, attempt: Attempt, around: Surroundings) => Promise<string>;

/**
 * Carries a command out on what is open now. A meeting that was never saved is saved first: it needs an id. Never rejects:
 * what went wrong is the outcome.
 */
export async function onOpenItem(around: Surroundings, command: ItemCommand): Promise<CommandOutcome> {
  const { outlook, words } = around;
  try {
    const open = await savedItem(outlook);
    if (open === null) return { ok: false, text: words.nothingOpen };
    if (open.composing && open.item.kind === 'message') return { ok: false, text: words.notSavedYet };
    const attempt = { idempotencyKey: crypto.randomUUID() };
    return { ok: true, text: await command(open, attempt, around) };
  } catch (error) {
    return { ok: false, text: problemText(error, words) };
  }
}

async function savedItem(outlook: Surroundings['outlook']): Promise<OpenItem | null> {
  const open = await outlook.current();
  const isUnsaved = open?.composing === true && open.item.kind === 'appointment' && open.item.itemId === null;
  return isUnsaved ? outlook.save() : open;
}

/** The server's own sentences come in the language of the page. */
function problemText(error: unknown, words: CommandWords): string {
  if (error instanceof OfficeProblem && error.code === 'no-answer') return words.noAnswer;
  if (error instanceof Unreachable) return words.unreachable;
  if (isSignedOut(error)) return words.signedOut;
  return error instanceof Problem && error.status < 500 && error.detail !== '' ? error.detail : words.failed;
}
