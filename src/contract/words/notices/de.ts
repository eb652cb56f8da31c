import type { Words } from '../sentence.ts';

/** German: what owners and administrators are told of by mail. */
export const deNotices: Words = {
  subject: 'Liaison: Ihre Synchronisation braucht Sie',
  'subject-administrator': 'Liaison: Die Synchronisation braucht jemanden ({count})',
  greeting: 'Guten Tag {name},',
  'mailbox-stopped': 'Die Synchronisation steht still, bis jemand etwas tut.',
  'mailbox-delayed': 'Die Synchronisation misslingt seit {since}. Sie wird von selbst wiederholt.',
  'mailbox-notice': 'Die Synchronisation läuft weiter, aber etwas fehlt.',
  'deletions-held': 'Löschungen warten auf eine Zustimmung; noch wurde nichts entfernt. ({items})',
  'items-set-aside': 'Einträge wurden zurückgestellt; alle anderen laufen weiter. ({items})',
  mailbox: '{mailbox}: {url}',
  'mailbox-of': '{owner}, {mailbox}: {url}',
  'and-more': 'und {count} weitere',
  ending: 'Sie erfahren jede Ursache einmal, nicht jeden Eintrag.',
};
