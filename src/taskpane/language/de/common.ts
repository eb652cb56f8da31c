import type { Catalogue } from '../catalogue.ts';
import { plural } from '../plural.ts';

export const common: Catalogue['common'] = {
  product: 'Liaison',
  loading: 'Wird geladen',
  tryAgain: 'Erneut versuchen',
  undo: 'Rückgängig',
  close: 'Meldung schließen',
  openInCrm: 'Im CRM öffnen',
  openNamed: (title) => `Im CRM öffnen: ${title}`,
  more: (count) => `und ${count} weitere`,
  fewer: 'Weniger anzeigen',
  untitled: '(ohne Titel)',
  requestId: (id) => `Kennung: ${id}`,
  signedInAs: (name) => `Angemeldet als ${name}`,
  signOut: 'Abmelden',
  types: {
    company: 'Firma',
    person: 'Person',
    opportunity: 'Verkaufschance',
    matter: 'Akte',
    appointment: 'Termin',
  },
  records: (count) => `${count} ${plural(count, 'Datensatz', 'Datensätze')}`,
};

export const notices: Catalogue['notices'] = {
  ofItem: (subject, text) => `„${subject}“: ${text}`,
  linked: (titles) => `Verknüpft mit ${titles}.`,
  alreadyLinked: 'Die Verknüpfung gab es schon.',
  unlinked: (titles) => `Nicht mehr verknüpft mit ${titles}.`,
  marked: 'Wird ab jetzt synchronisiert.',
  unmarked: 'Wird nicht mehr synchronisiert. Gelöscht wurde nichts.',
  told: 'Die Teilnehmer werden benachrichtigt.',
  left: 'Es bleibt dabei; niemand wird benachrichtigt.',
  undone: 'Rückgängig gemacht.',
  dismissed: (title) => `${title} wird Ihnen nicht mehr vorgeschlagen.`,
  suggestedAgain: (title) => `${title} darf wieder vorgeschlagen werden.`,
  failed: (what) => `Das hat nicht geklappt. ${what}`,
  itemShown: (subject) => `Jetzt angezeigt: ${subject}`,
};

export const problems: Catalogue['problems'] = {
  unreachable: 'Der Server des CRM antwortet nicht.',
  unreachableOffline: 'Sie sind offline.',
  unknown: 'Etwas ist schiefgegangen.',
  invalid: 'Der Server konnte mit diesem Element nichts anfangen.',
  'idempotency-key-running': 'Es wird noch gespeichert. Einen Augenblick bitte.',
};
