import type { Language } from '../contract/user.ts';

/** What the buttons without a pane say at their end. Outlook shows at most 150 characters. */
export interface CommandWords {
  /** `more`: how many others there are that are not named. */
  readonly linked: (titles: readonly string[], more: number) => string;
  readonly alreadyLinked: string;
  readonly synchronised: string;
  readonly signedOut: string;
  readonly nothingOpen: string;
  readonly notSavedYet: string;
  readonly unreachable: string;
  readonly noAnswer: string;
  readonly tooLong: string;
  readonly failed: string;
}

/** 'a, b and c'. */
function listed(locale: string, parts: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}

const en: CommandWords = {
  linked: (titles, more) =>
    `Linked with ${listed('en-GB', [...titles, ...(more > 0 ? [`${more} more`] : [])])}.`,
  alreadyLinked: 'It was linked with the same records already.',
  synchronised: 'It is being synchronised with the CRM.',
  signedOut: 'Nobody is signed in. Open Liaison once and sign in, then choose this again.',
  nothingOpen: 'Select a mail or a meeting first.',
  notSavedYet: 'A mail can be linked once it is sent.',
  unreachable: 'The CRM did not answer. Check your connection, then try again.',
  noAnswer: 'Outlook did not answer. Please try again.',
  tooLong: 'The CRM takes long. Open Liaison to see how it ended.',
  failed: 'That did not work. Open Liaison to see why.',
};

const de: CommandWords = {
  linked: (titles, more) =>
    `Verknüpft mit ${listed('de', [...titles, ...(more > 0 ? [`${more} weiteren`] : [])])}.`,
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
};

/** The words for Outlook's display language (`de-CH`: German); English where we don't speak it. */
export function commandWords(displayLanguage: string): CommandWords & { readonly language: Language } {
  const language = displayLanguage.toLowerCase().startsWith('de') ? 'de' : 'en';
  return { language, ...{ en, de }[language] };
}
