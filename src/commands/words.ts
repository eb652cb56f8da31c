import type { Language } from '../contract/user.ts';

/** What the buttons without a pane say at their end. Outlook shows at most 150 characters. */
export interface CommandWords {
  readonly linked: (titles: string) => string;
  readonly alreadyLinked: string;
  readonly synchronised: string;
  readonly signedOut: string;
  readonly nothingOpen: string;
  readonly notSavedYet: string;
  readonly unreachable: string;
  readonly noAnswer: string;
  readonly tooLong: string;
  readonly failed: string;
  readonly and: (first: string, more: number) => string;
}

const en: CommandWords = {
  linked: (titles) => `Linked with ${titles}.`,
  alreadyLinked: 'It was linked with the same records already.',
  synchronised: 'It is being synchronised with the CRM.',
  signedOut: 'Nobody is signed in. Open Liaison once and sign in, then choose this again.',
  nothingOpen: 'Select a mail or a meeting first.',
  notSavedYet: 'A mail can be linked once it is sent.',
  unreachable: 'The CRM did not answer. Check your connection, then try again.',
  noAnswer: 'Outlook did not answer. Please try again.',
  tooLong: 'The CRM takes long. Open Liaison to see how it ended.',
  failed: 'That did not work. Open Liaison to see why.',
  and: (first, more) => `${first} and ${more} more`,
};

const de: CommandWords = {
  linked: (titles) => `Verknüpft mit ${titles}.`,
  alreadyLinked: 'Es war schon mit denselben Datensätzen verknüpft.',
  synchronised: 'Es wird mit dem CRM synchronisiert.',
  signedOut:
    'Niemand ist angemeldet. Öffnen Sie Liaison einmal und melden Sie sich an, dann wählen Sie dies erneut.',
  nothingOpen: 'Wählen Sie zuerst eine E-Mail oder einen Termin aus.',
  notSavedYet: 'Eine E-Mail lässt sich verknüpfen, sobald sie gesendet ist.',
  unreachable: 'Das CRM hat nicht geantwortet. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  noAnswer: 'Outlook hat nicht geantwortet. Bitte versuchen Sie es erneut.',
  tooLong: 'Das CRM braucht lange. Öffnen Sie Liaison, um zu sehen, wie es ausging.',
  failed: 'Das hat nicht geklappt. Öffnen Sie Liaison, um zu sehen, warum.',
  and: (first, more) => `${first} und ${more} weiteren`,
};

/** The words for Outlook's display language (`de-CH`: German); English where we don't speak it. */
export function commandWords(displayLanguage: string): CommandWords & { readonly language: Language } {
  const language = displayLanguage.toLowerCase().startsWith('de') ? 'de' : 'en';
  return { language, ...{ en, de }[language] };
}
