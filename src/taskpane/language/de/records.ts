import type { Catalogue } from '../catalogue.ts';
import { plural } from '../plural.ts';

export const links: Catalogue['links'] = {
  title: 'Verknüpft mit',
  linkedBy: (name, when) => `Verknüpft von ${name}, ${when}`,
  linkedByYou: (when) => `Von Ihnen verknüpft, ${when}`,
  linkedByRule: (when) => `Durch eine Regel verknüpft, ${when}`,
  linkedWhen: (when) => `Verknüpft ${when}`,
  pending: 'Sobald es im CRM ist',
  unlink: (title) => `Verknüpfung mit ${title} entfernen`,
};

export const suggestions: Catalogue['suggestions'] = {
  title: 'Verknüpfen mit',
  group: 'Vorgeschlagene Datensätze',
  none: 'Hierzu gibt es keinen Vorschlag. Die Suche findet jeden Datensatz.',
  noneLeft: 'Alles Vorgeschlagene ist verknüpft.',
  never: (title) => `${title} nie wieder vorschlagen`,
  found: 'Durch die Suche gefunden',
  draft: 'Verknüpfen lässt sich diese E-Mail, sobald sie gesendet ist.',
};

export const search: Catalogue['search'] = {
  label: 'Im CRM suchen',
  hint: 'Suchen (Taste /)',
  hits: 'Treffer',
  nothing: (text) => `Nichts gefunden zu „${text}“.`,
  searching: 'Wird gesucht …',
  results: (count) => `${count} Treffer`,
  linked: 'verknüpft',
  clear: 'Suche leeren',
};

export const save: Catalogue['save'] = {
  region: 'Ausgewählte Datensätze',
  button: (count) => `${count} ${plural(count, 'Datensatz', 'Datensätze')} verknüpfen`,
  withMeeting: (count) =>
    `Termin speichern und ${count} ${plural(count, 'Datensatz', 'Datensätze')} verknüpfen`,
  saving: 'Wird gespeichert …',
  clear: 'Leeren',
  chosen: (count) => `${count} ${plural(count, 'Datensatz', 'Datensätze')} ausgewählt`,
  meetingFirst: 'Ihr Termin wird zuerst in Outlook gespeichert. Eingeladen wird dadurch niemand.',
};
