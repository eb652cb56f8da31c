import { plural } from '../plural.ts';

export const messages = {
  mail: 'E-Mail',
  mails: 'E-Mails',
  noMails:
    'Noch sind keine E-Mails verknüpft. Verknüpft werden sie in Outlook, im Aufgabenbereich von Liaison.',
  noSubject: '(ohne Betreff)',
  noText: '(ohne Text)',
  body: 'Nachricht',
  original: 'Original herunterladen',
  from: 'Von',
  to: 'An',
  cc: 'Cc',
  bcc: 'Bcc',
  sent: 'Gesendet',
  received: 'Empfangen',
  attachments: (count: number) => plural(count, '1 Anhang', `${count} Anhänge`),
  unnamed: '(ohne Namen)',
  size: (kilobytes: string) => `${kilobytes} kB`,
  linked: 'Verknüpft mit',
  notLinked: 'Sie ist mit keinem Datensatz verknüpft, den Sie sehen dürfen.',
  linkedBy: (name: string, when: string) => `Verknüpft von ${name}, ${when}`,
  linkedByRule: (rule: string, when: string) => `Verknüpft am ${when}: ${rule}`,
  somebody: 'jemandem, der nicht mehr da ist',
};
