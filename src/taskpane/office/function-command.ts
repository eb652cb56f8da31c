import { officeCall } from './office-call.ts';
import { OfficeProblem } from './port.ts';

/** What a button without a pane tells at its end. */
export interface CommandOutcome {
  readonly ok: boolean;
  /** Whole sentences; Outlook takes 150 characters of it. */
  readonly text: string;
}

/** The longest notification that Outlook takes: https://learn.microsoft.com/javascript/api/outlook/office.notificationmessagedetails */
export const LONGEST_NOTIFICATION = 150;
/** One place for all of the add-in's notifications: a later one takes the place of an earlier one. */
const NOTIFICATION_KEY = 'liaison';
/** An icon's id in the manifest's resources. */
const NOTIFICATION_ICON = 'Icon.16';

/**
 * Carries out a function command of the manifest: what `run` answers is shown as a notification on the item, and Outlook is
 * told that the command has ended, always and once: without it its buttons stay blocked.
 * @param name its FunctionName
 * @param run must not reject
 * @param whenTooLong what is told when `run` has not ended after `longest` milliseconds; Outlook itself ends it after 5 minutes
 */
export function onFunctionCommand(
  name: string,
  run: () => Promise<CommandOutcome>,
  whenTooLong: { readonly outcome: () => CommandOutcome; readonly longest: number },
): void {
  const command = (event: Office.AddinCommands.Event) => {
    void atMost(run(), whenTooLong)
      .then(notify)
      // What was done is done; nobody is left to tell it to.
      .catch(() => undefined)
      .finally(() => event.completed());
  };
  // Outlooks of before shared runtimes look for a global function, others for an associated one.
  Object.assign(globalThis, { [name]: command });
  const { actions } = Office as Partial<Pick<typeof Office, 'actions'>>;
  actions?.associate(name, command);
}

async function atMost(
  work: Promise<CommandOutcome>,
  { outcome, longest }: { readonly outcome: () => CommandOutcome; readonly longest: number },
): Promise<CommandOutcome> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<CommandOutcome>((resolve) => {
    timer = setTimeout(() => resolve(outcome()), longest);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Shows it above the item that is open. Rejects with OfficeProblem. */
async function notify({ ok, text }: CommandOutcome): Promise<void> {
  const item = Office.context.mailbox.item as Office.MessageRead | null | undefined;
  if (item === null || item === undefined) throw new OfficeProblem('refused', 'mailbox.item');
  const { ErrorMessage, InformationalMessage } = Office.MailboxEnums.ItemNotificationMessageType;
  const message = shortened(text);
  const details: Office.NotificationMessageDetails = ok
    ? { type: InformationalMessage, message, icon: NOTIFICATION_ICON, persistent: false }
    : { type: ErrorMessage, message };
  const board = item.notificationMessages;
  try {
    await officeCall('notificationMessages.replaceAsync', (callback) =>
      board.replaceAsync(NOTIFICATION_KEY, details, callback),
    );
  } catch {
    // It is documented to add what is not there yet; hosts have been seen that refuse.
    await officeCall('notificationMessages.addAsync', (callback) =>
      board.addAsync(NOTIFICATION_KEY, details, callback),
    );
  }
}

/** At the end of a word, where it is too long. */
function shortened(text: string): string {
  if (text.length <= LONGEST_NOTIFICATION) return text;
  const cut = text.slice(0, LONGEST_NOTIFICATION - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 100))}…`;
}
