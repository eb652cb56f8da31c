import { COMPANIES } from './companies.ts';
import type { StoryPerson } from './types.ts';

type Row = readonly [givenName: string, surname: string, jobTitle: string, extension: number];

const STAFF: Readonly<Record<string, readonly Row[]>> = {
  hartmann: [
    ['Markus', 'Hartmann', 'Geschäftsführer', 10],
    ['Sabine', 'Öztürk', 'Leiterin Recht', 21],
    ['Jens', 'Krüger', 'Leiter Einkauf', 34],
    ['Lena', 'Vogt', 'Qualitätssicherung', 47],
  ],
  lindenau: [
    ['Reto', 'Lindenauer', 'Geschäftsleiter', 11],
    ['Barbara', 'Gfeller', 'Finanzchefin', 12],
    ['Urs', 'Zgraggen', 'Leiter Export', 25],
  ],
  bexley: [
    ['Helen', 'Ashworth', 'Managing Director', 10],
    ['Tom', 'Bickerstaff', 'Contracts Manager', 22],
    ['Priya', 'Nair', 'Engineering Director', 31],
  ],
  corvara: [
    ['Élodie', 'Favre', 'Directrice générale', 10],
    ['Luca', 'Corvara', 'Directeur technique', 15],
    ['Noémie', 'Jaquet', 'Conseillère juridique', 28],
  ],
  northgate: [
    ['Graham', 'Tully', 'General Counsel', 14],
    ['Fiona', 'McAllister', 'Commercial Director', 20],
    ['Owen', 'Price', 'Project Manager', 36],
  ],
  sonnfeld: [
    ['Katharina', 'Weiß', 'Geschäftsführerin', 10],
    ['Florian', 'Brandl', 'Leiter Einkauf', 33],
    ['Aylin', 'Demir', 'Syndikusrechtsanwältin', 42],
  ],
  hudson: [
    ['Rachel', 'Goldberg', 'General Counsel', 12],
    ['Marcus', 'Reyes', 'VP Operations', 18],
    ['Dana', 'Whitfield', 'Procurement', 27],
  ],
  rietmann: [
    ['Werner', 'Rietmann', 'Verwaltungsratspräsident', 10],
    ['Nadia', 'Küng', 'Leiterin Rechtsdienst', 23],
    ['Simon', 'Tobler', 'Verkauf Asien', 39],
  ],
  elbwerft: [
    ['Hinrich', 'Petersen', 'Vorstand', 10],
    ['Anke', 'Lührs', 'Justiziarin', 24],
    ['Jan-Ole', 'Matthiesen', 'Projektleiter', 45],
    ['Meike', 'Brodersen', 'Einkauf', 52],
  ],
  mellor: [
    ['Oliver', 'Mellor', 'Partner', 10],
    ['Charlotte', 'Pike', 'Partner', 11],
    ['Imran', 'Siddiqui', 'Marine Claims', 29],
  ],
  tresa: [
    ['Davide', 'Bianchi', 'Direttore', 10],
    ['Federica', 'Lepori', 'Regulatory Affairs', 26],
    ['Giulia', 'Ponti', 'Qualità', 32],
  ],
  brightwell: [
    ['Alice', 'Brightwell', 'Founder', 10],
    ['Daniel', "O'Connor", 'Chief Executive', 16],
    ['Mei-Ling', 'Tan', 'Head of Research', 35],
    ['Rupert', 'Hale', 'Finance Director', 41],
  ],
};

/** Everybody at the companies, and one arbitrator who works for herself. */
export const PERSONS: readonly StoryPerson[] = [
  ...COMPANIES.flatMap(({ key, domain, phone }) =>
    (STAFF[key] ?? []).map(([givenName, surname, jobTitle, extension]): StoryPerson => ({
      key: `${key}.${asciiName(surname)}`,
      company: key,
      givenName,
      surname,
      jobTitle,
      addresses: [`${asciiName(givenName)}.${asciiName(surname)}@${domain}`],
      phones: [`${phone.slice(0, -2)}${String(extension)}`],
    })),
  ),
  {
    key: 'sommerhalder',
    company: null,
    givenName: 'Ingrid',
    surname: 'Sommerhalder',
    jobTitle: 'Schiedsrichterin',
    addresses: ['kanzlei@sommerhalder.example', 'ingrid@sommerhalder.example'],
    phones: ['+41 44 000 50 10', '+41 79 000 50 10'],
  },
];

/** A name as it stands in a mail address: ü as ue, é as e, without marks. */
function asciiName(name: string): string {
  const spelled: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/[^a-z-]/g, '');
}
