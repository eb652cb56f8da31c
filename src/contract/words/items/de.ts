import type { Words } from '../sentence.ts';

/** German: items in view, what they may be linked with, stored mails. */
export const deItems: Words = {
  // Problems
  'item-unsaved': 'Das Element ist noch nicht im Postfach. Senden oder speichern Sie es zuerst.',
  'item-is-draft': 'Das ist ein Entwurf. Er lässt sich verknüpfen, sobald er gesendet ist.',
  'item-not-found':
    'Das Element ist in keinem Postfach, das für Sie verbunden ist, oder nicht mehr vorhanden.',
  'no-mailbox-for-mails':
    'Für Sie ist kein Konto verbunden, aus dem E-Mails gelesen werden können. Verbinden Sie Ihr Exchange-Konto unter „Meine Postfächer“.',
  'mailbox-unavailable':
    'Ihr Postfach kann im Augenblick nicht gefragt werden. Versuchen Sie es gleich wieder.',
  'mail-unreadable':
    'Die E-Mail lässt sich nicht lesen: Ihr Postfach hat etwas geliefert, das keine E-Mail ist.',
  'mail-too-large': 'Die E-Mail ist zu groß für das CRM: höchstens {megabytes} MB.',
  'save-not-undoable': 'Das lässt sich nicht mehr rückgängig machen.',
  'nothing-linked-before':
    'Aus dieser Unterhaltung oder von diesem Absender haben Sie noch nichts verknüpft.',
  'meeting-not-in-crm': 'Der Termin ist noch nicht im CRM und lässt sich deshalb nicht verknüpfen.',

  // Why an item in view is as it is
  'mail-not-linked': 'Sie kommt ins CRM, sobald sie verknüpft wird.',
  'mail-taken-out': 'Sie haben sie aus dem CRM genommen.',
  'mailbox-silent': 'Ob sie im CRM ist, lässt sich gerade nicht sagen: Ihr Postfach antwortet nicht.',
  'meeting-not-seen': 'Der Termin wurde noch nicht synchronisiert.',
  'meeting-mailbox-missing':
    'Es ist kein Konto mit Ihrem Kalender verbunden. Verbinden Sie Ihr Exchange-Konto unter „Meine Postfächer“.',

  // What linked it
  'linked-by-rule': 'Regel „{rule}“: Der Text nennt die Nummer.',

  // Why a record is suggested
  'suggested-thread': 'Eine andere E-Mail dieser Unterhaltung ist damit verknüpft.',
  'suggested-series': 'Ein anderer Termin dieses Namens mit denselben Personen ist damit verknüpft.',
  'suggested-participant': 'Nimmt teil.',
  'suggested-address': '{address} ist die Adresse.',
  'suggested-company-of': 'Firma von {name}.',
  'suggested-open-opportunity': 'Offene Verkaufschance von {name}.',
  'suggested-open-matter': 'Offene Akte von {name}.',
  'suggested-domain': 'Von {domain} schreiben die Leute dieser Firma.',
  'suggested-recent': 'Damit haben Sie in den letzten Tagen etwas verknüpft.',
};
