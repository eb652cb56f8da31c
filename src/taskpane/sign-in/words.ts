import type { Language } from '../../contract/user.ts';

/** Words of the sign-in dialog. */
export interface SignInWords {
  readonly title: string;
  readonly lead: string;
  readonly oneMoment: string;
  readonly continueAs: (name: string) => string;
  readonly otherAccount: string;
  readonly username: string;
  readonly password: string;
  readonly required: string;
  readonly submit: string;
  readonly submitting: string;
  readonly microsoft: string;
  readonly microsoftLater: string;
  readonly unreachable: string;
  readonly unknown: string;
  readonly done: string;
  readonly doneText: string;
  readonly notHanded: string;
}

const en: SignInWords = {
  title: 'Sign in',
  lead: 'Liaison in Outlook asks who you are in the CRM.',
  oneMoment: 'One moment …',
  continueAs: (name) => `Continue as ${name}`,
  otherAccount: 'Use another account',
  username: 'User name',
  password: 'Password',
  required: 'Please fill this in.',
  submit: 'Sign in',
  submitting: 'Signing in …',
  microsoft: 'Sign in with Microsoft 365',
  microsoftLater: 'Comes later. Until then, please use your account of the CRM.',
  unreachable: 'The CRM did not answer. Please check your connection and try again.',
  unknown: 'Something went wrong. Please try again.',
  done: 'You are signed in',
  doneText: 'Liaison in Outlook goes on. You may close this window.',
  notHanded:
    'Outlook’s window could not be reached. Close this window, and choose “Sign in” in Liaison’s pane in Outlook.',
};

const de: SignInWords = {
  title: 'Anmelden',
  lead: 'Liaison in Outlook fragt, wer Sie im CRM sind.',
  oneMoment: 'Einen Moment …',
  continueAs: (name) => `Weiter als ${name}`,
  otherAccount: 'Anderes Konto verwenden',
  username: 'Benutzername',
  password: 'Kennwort',
  required: 'Bitte ausfüllen.',
  submit: 'Anmelden',
  submitting: 'Anmeldung läuft …',
  microsoft: 'Mit Microsoft 365 anmelden',
  microsoftLater: 'Kommt später. Bis dahin verwenden Sie bitte Ihr Konto des CRM.',
  unreachable: 'Das CRM hat nicht geantwortet. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  unknown: 'Etwas ist schiefgegangen. Bitte versuchen Sie es erneut.',
  done: 'Sie sind angemeldet',
  doneText: 'Liaison in Outlook macht weiter. Sie können dieses Fenster schließen.',
  notHanded:
    'Das Fenster von Outlook war nicht zu erreichen. Schließen Sie dieses Fenster und wählen Sie „Anmelden“ im Bereich von Liaison in Outlook.',
};

export const SIGN_IN_WORDS: Readonly<Record<Language, SignInWords>> = { en, de };
