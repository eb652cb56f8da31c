import type { Catalogue } from '../catalogue.ts';

export const states: Catalogue['states'] = {
  nothingTitle: 'Nichts ausgewählt',
  nothingText: 'Wählen Sie eine E-Mail oder einen Termin aus; Liaison zeigt, um wen es geht.',
  officeTitle: 'Outlook macht nicht mit',
  office: {
    'no-answer':
      'Outlook hat nicht geantwortet. Vielleicht ist es beschäftigt; ein neuer Versuch hilft meistens.',
    refused:
      'Outlook wollte dieses Element nicht zeigen. Wählen Sie es erneut aus, oder öffnen Sie es in einem eigenen Fenster.',
    'not-supported': 'Diese Version von Outlook kann das nicht. Vielleicht hilft ein Update von Outlook.',
    'dialog-closed': 'Das Anmeldefenster wurde geschlossen, bevor Sie angemeldet waren.',
    'dialog-blocked':
      'Outlook konnte das Anmeldefenster nicht öffnen. Erlauben Sie Pop-ups dafür, und versuchen Sie es erneut.',
  },
  officeSave: 'Outlook konnte den Termin nicht speichern; verknüpft wurde nichts.',
  serverTitle: 'Das CRM antwortet nicht',
  serverText:
    'Sein Server ist im Augenblick nicht erreichbar. Liaison versucht es weiter; verloren geht nichts.',
  offlineTitle: 'Sie sind offline',
  offlineText: 'Sobald Sie wieder online sind, geht es von selbst weiter.',
  offlineBar: 'Sie sind offline. Was Sie sehen, ist vielleicht veraltet.',
  serverBar: 'Das CRM antwortet nicht. Was Sie sehen, ist vielleicht veraltet.',
  problemTitle: 'Das ließ sich nicht anzeigen',
  brokenTitle: 'Liaison ist gestolpert',
  brokenText:
    'In diesem Bereich ist etwas schiefgegangen. Neu laden hilft meistens; Gespeichertes ist sicher.',
  reload: 'Neu laden',
  mailboxTitle: 'Ihr Postfach ist noch nicht verbunden',
  mailboxText: 'Liaison verknüpft E-Mails und Termine, sobald Ihr Postfach mit dem CRM verbunden ist.',
};

export const session: Catalogue['session'] = {
  title: 'Im CRM anmelden',
  lead: 'Sehen Sie, wer Ihnen für welche Firma schreibt, und legen Sie E-Mails und Termine dort ab, wo Ihre Kollegen sie finden.',
  submit: 'Anmelden',
  submitting: 'Das Anmeldefenster ist offen …',
  microsoft: 'Mit Microsoft 365 anmelden',
  microsoftLater: 'Auf diesem Server noch nicht verfügbar.',
  ended: 'Ihre Sitzung ist abgelaufen. Bitte melden Sie sich erneut an.',
};
