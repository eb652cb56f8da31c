import type { Catalogue } from '../catalogue.ts';
import { plural } from '../plural.ts';

export const item: Catalogue['item'] = {
  noSubject: '(ohne Betreff)',
  kinds: { message: 'E-Mail', appointment: 'Termin' },
  writing: { message: 'E-Mail in Arbeit', appointment: 'Termin in Arbeit' },
  states: {
    synchronised: 'Synchronisiert',
    queued: 'In der Warteschlange',
    attention: 'Bitte ansehen',
    'not-synchronised': 'Nicht synchronisiert',
  },
  stateLabel: 'Stand',
  synchronise: 'Synchronisieren',
  seeInCrm: 'Im CRM ansehen',
  connect: 'Postfach verbinden',
  notTold: { send: 'An die Teilnehmer senden', discard: 'Dabei belassen' },
  notWritten: { send: 'Schreiben, der Server darf Post schicken', discard: 'Das Postfach so lassen' },
};

export const people: Catalogue['people'] = {
  title: 'Personen',
  roles: {
    from: 'Von',
    to: 'An',
    cc: 'Cc',
    bcc: 'Bcc',
    organizer: 'Organisator',
    required: 'Erforderlich',
    optional: 'Optional',
  },
  unknown: 'Noch nicht im CRM',
  colleague: 'Intern',
  you: 'Sie',
  noAddress: 'Keine Adresse bekannt',
  none: 'Hier ist noch niemand genannt.',
  noneWriting: 'Tragen Sie Empfänger ein; hier steht dann, wer sie sind.',
};

export const preview: Catalogue['preview'] = {
  title: 'Was gespeichert wird',
  message: 'Die E-Mail, wie sie ist, mit Original',
  appointment: 'Der Termin, abgestimmt mit Ihrem Kalender',
  sender: 'Absender',
  recipients: 'Empfänger',
  people: 'Teilnehmer',
  subject: 'Betreff',
  time: 'Zeit',
  text: 'Text',
  wholeText: 'Der ganze Text, als HTML und ohne Formatierung',
  description: 'Ort und Beschreibung, und Änderungen daran',
  attachments: 'Anlagen',
  allAttachments: 'Alle',
  attachmentCount: (count) => (count === 0 ? 'Keine' : `${count} ${plural(count, 'Datei', 'Dateien')}`),
  original: 'Original',
  asReceived: 'Die E-Mail, wie Ihr Server sie hat, zum Herunterladen',
  visibleTo: 'Sichtbar für',
  colleaguesWhoReceived: 'Sie und Kollegen, die sie erhalten haben',
  colleaguesInvited: 'Sie und eingeladene Kollegen',
  bccNote: 'Bcc-Empfänger sieht nur, wer die E-Mail gesendet oder selbst als Bcc erhalten hat.',
};
