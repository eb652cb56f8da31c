import { askInDialog } from './dialog.ts';
import { hearOf } from './events.ts';
import { openIn, readIdOf } from './item-kind.ts';
import type { OfficeItem } from './item-kind.ts';
import { listeners } from './listeners.ts';
import { officeCall, SAVING_TIME } from './office-call.ts';
import { OfficeProblem } from './port.ts';
import type { OfficeUser, OpenItem, Outlook } from './port.ts';
import { readItem } from './read-item.ts';
import { isDarkGround } from './theme.ts';
import type { OfficeColours } from './theme.ts';

/** How often reading begins anew because Outlook showed another item meanwhile. */
const READINGS = 10;

/** The real Outlook. Once per page, when Office is ready: it hears of the mailbox's events from here on. */
export function officeOutlook(): Outlook {
  const { mailbox } = Office.context;
  const itemChanged = listeners();
  const themeChanged = listeners();
  let colours: OfficeColours = Office.context.officeTheme;
  void hearOf(Office.EventType.ItemChanged, '1.5', itemChanged.tell);
  void hearOf(Office.EventType.OfficeThemeChanged, '1.14', (event) => {
    colours = event.officeTheme;
    themeChanged.tell();
  });
  const keyOf = itemKeys(mailbox);
  const current = () => readOpenItem(mailbox, keyOf);
  return {
    displayLanguage: Office.context.displayLanguage,
    user: userOf(mailbox),
    current,
    save: async () => {
      const open = openIn(mailbox);
      if (open?.is === 'appointment-draft') await saveDraft(open.item);
      return current();
    },
    onItemChanged: itemChanged.add,
    askInDialog,
    openInBrowser,
    isDark: () => isDarkGround(colours),
    onThemeChanged: themeChanged.add,
  };
}

/** Reads until Outlook shows the same item after reading as before: no answer is of two items. */
async function readOpenItem(mailbox: Office.Mailbox, keyOf: KeyOf): Promise<OpenItem | null> {
  for (let reading = 0; reading < READINGS; reading++) {
    const open = openIn(mailbox);
    if (open === null) return null;
    const read = await readItem(mailbox, open).catch((error: unknown) => {
      // A failure of an item that is gone says nothing of the one that is there.
      if (isStillOpen(mailbox, open)) throw error;
      return null;
    });
    if (read === null || !isStillOpen(mailbox, open)) continue;
    const composing = open.is.endsWith('-draft');
    return { key: keyOf(open), composing, ...attachmentsOf(open), item: read };
  }
  throw new OfficeProblem('no-answer', 'mailbox.item');
}

function attachmentsOf(open: OfficeItem): Pick<OpenItem, 'attachmentCount'> {
  if (open.is !== 'message') return {};
  // Declared as always there; not every host sends them.
  const attachments = open.item.attachments as Office.AttachmentDetails[] | undefined;
  if (!Array.isArray(attachments)) return {};
  return { attachmentCount: attachments.filter(({ isInline }) => !isInline).length };
}

function isStillOpen(mailbox: Office.Mailbox, open: OfficeItem): boolean {
  const now = openIn(mailbox);
  return now !== null && isSame(mailbox, now, open);
}

/** office.js makes a new object for each item that is shown; the same mail shown again is the same item nevertheless. */
function isSame(mailbox: Office.Mailbox, one: OfficeItem, other: OfficeItem): boolean {
  if (one.item === other.item) return true;
  const id = readIdOf(mailbox, one);
  return id !== null && one.is === other.is && id === readIdOf(mailbox, other);
}

type KeyOf = (open: OfficeItem) => string;

function itemKeys(mailbox: Office.Mailbox): KeyOf {
  let last: OfficeItem | null = null;
  let count = 0;
  return (open) => {
    if (last === null || !isSame(mailbox, last, open)) count++;
    last = open;
    return `item-${count}`;
  };
}

async function saveDraft(item: Office.AppointmentCompose): Promise<void> {
  await officeCall<string>('item.saveAsync', (callback) => item.saveAsync(callback), SAVING_TIME);
}

/** Outlook without a mailbox yet has no profile. */
function userOf(mailbox: Office.Mailbox): OfficeUser | null {
  const profile = mailbox.userProfile as Partial<Office.UserProfile> | null | undefined;
  const address = profile?.emailAddress ?? '';
  return address === '' ? null : { displayName: profile?.displayName ?? '', address };
}

function openInBrowser(url: string): void {
  const isApi = Office.context.requirements.isSetSupported('OpenBrowserWindowApi', '1.1');
  if (isApi) Office.context.ui.openBrowserWindow(url);
  else window.open(url, '_blank', 'noopener,noreferrer');
}
