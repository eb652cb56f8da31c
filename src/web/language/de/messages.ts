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
  unlink: 'Verknüpfung lösen',
  unlinkNamed: (title: string) => `Verknüpfung mit ${title} lösen`,
  unlinkTitle: (title: string) => `Verknüpfung der E-Mail mit ${title} lösen?`,
  unlinkText:
    'Auf den Seiten dieses Datensatzes steht sie dann nicht mehr, für niemanden. Die E-Mail selbst bleibt; in Outlook lässt sie sich wieder verknüpfen.',
  unlinked: (title: string) => `Nicht mehr verknüpft mit ${title}.`,
  somebody: 'jemandem, der nicht mehr da ist',
};
