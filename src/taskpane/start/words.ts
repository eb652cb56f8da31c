import type { Language } from '../../contract/user.ts';
import type { Trouble } from './trouble.ts';

/** Words for when the pane can't start: they come with it, since nothing else may be there. */
interface StartWords {
  readonly troubles: Readonly<Record<Trouble, { readonly title: string; readonly text: string }>>;
  readonly tryAgain: string;
  readonly toCrm: string;
}

const en: StartWords = {
  troubles: {
    'no-script': {
      title: 'Outlook’s script could not be loaded',
      text: 'Liaison needs office.js from Microsoft (appsforoffice.microsoft.com). Check your connection; your network may have to allow that address.',
    },
    'no-answer': {
      title: 'Outlook does not answer',
      text: 'Liaison waited for Outlook in vain. Try again; if that does not help, close this pane and open it once more.',
    },
    elsewhere: {
      title: 'This page belongs into Outlook',
      text: 'It is Liaison’s pane: open a mail or a meeting in Outlook, and choose Liaison in the ribbon.',
    },
    broken: {
      title: 'Liaison could not start',
      text: 'Something went wrong in this pane. Loading it again usually helps; what was saved is safe.',
    },
  },
  tryAgain: 'Try again',
  toCrm: 'Open the CRM',
};

const de: StartWords = {
  troubles: {
    'no-script': {
      title: 'Das Skript von Outlook ließ sich nicht laden',
      text: 'Liaison braucht office.js von Microsoft (appsforoffice.microsoft.com). Bitte prüfen Sie Ihre Verbindung; vielleicht muss Ihr Netz diese Adresse zulassen.',
    },
    'no-answer': {
      title: 'Outlook antwortet nicht',
      text: 'Liaison hat vergeblich auf Outlook gewartet. Versuchen Sie es erneut; hilft das nicht, schließen Sie den Bereich und öffnen Sie ihn noch einmal.',
    },
    elsewhere: {
      title: 'Diese Seite gehört in Outlook',
      text: 'Sie ist der Bereich von Liaison: Öffnen Sie in Outlook eine E-Mail oder einen Termin und wählen Sie Liaison im Menüband.',
    },
    broken: {
      title: 'Liaison konnte nicht starten',
      text: 'In diesem Bereich ist etwas schiefgegangen. Neu laden hilft meistens; Gespeichertes ist sicher.',
    },
  },
  tryAgain: 'Erneut versuchen',
  toCrm: 'CRM öffnen',
};

export const START_WORDS: Readonly<Record<Language, StartWords>> = { en, de };
