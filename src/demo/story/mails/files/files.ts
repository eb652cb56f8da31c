import { meetingText } from '../../icalendar.ts';
import { COLLEAGUES } from '../../colleagues.ts';
import { CLIENT_MEETINGS } from '../../meetings/clients.ts';
import { pdf } from './pdf.ts';
import { surface } from './pictures.ts';

/** A file in a mail. */
export interface MailFile {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

type Content = (today: string) => Buffer;

const text =
  (...lines: readonly string[]): Content =>
  () =>
    Buffer.from(`${lines.join('\r\n')}\r\n`);
const page =
  (title: string, ...lines: readonly string[]): Content =>
  () =>
    pdf(title, lines);

const FILES = {
  'rahmenvertrag-v3.pdf': page(
    'Rahmenvertrag über Antriebe, Entwurf v3',
    '7.2 Haftung: das Doppelte des Jahresumsatzes.',
    '9 Lieferverzug: 0,5 % je Woche, höchstens 5 %.',
    '14 Schiedsgericht: Zürich, deutsche Sprache.',
  ),
  'rahmenvertrag-v4.pdf': page(
    'Rahmenvertrag über Antriebe, Entwurf v4',
    '7.2 Haftung: 5 Mio. EUR je Fall, 10 Mio. EUR im Jahr.',
    '11 Werkzeuge: Eigentum von Hartmann, gekennzeichnet, jährlich gezählt.',
    '13 Recht: deutsches Recht ohne CISG.',
    '14 Schiedsgericht: Zürich, deutsche Sprache.',
  ),
  'rahmenvertrag-aenderungen.txt': text(
    'Änderungen v3 -> v4',
    '',
    '7.2   Obergrenze neu (Wunsch Versicherer)',
    '11.1  Eigentum an Werkzeugen, Kennzeichnung',
    '11.4  Herausgabe binnen fünf Arbeitstagen',
    '13    deutsches Recht, CISG ausgeschlossen',
  ),
  'pruefstand-serie2.csv': text(
    'Getriebe;Charge;Drehzahl;Pegel dB(A);Befund',
    'S2-0117;2206;1450;61,2;ok',
    'S2-0118;2207;1450;74,9;pfeift',
    'S2-0119;2207;1450;75,3;pfeift',
    'S2-0120;2206;1450;60,8;ok',
    'S2-0121;2207;1450;73,7;pfeift',
  ),
  'zahnflanke.png': () => surface(2207, [196, 200, 206]),
  'verfuegung-6.pdf': page(
    'Verfahrensleitende Verfügung Nr. 6',
    'In Sachen Elbwerft Verbund GmbH gegen die Lieferantin',
    '',
    '1. Die Frist für die Duplik wird nicht erstreckt.',
    '2. Der Zeuge Matthiesen wird am ersten Verhandlungstag einvernommen.',
    '3. Kaffee ab 08:45 Uhr.',
    '',
    'Die Einzelschiedsrichterin: I. Sommerhalder',
  ),
  'verhandlung.ics': hearing,
  'werkszeugnisse.csv': text(
    'Nr;Schmelze;Streckgrenze MPa;Datum;Unterschrift',
    '1;44810;358;12.03.;Brandes',
    '2;44811;361;12.03.;Brandes',
    '3;44815;355;19.03.;Brandes',
    '4;44902;357;02.04.;Brandes',
    '5;44907;360;02.04.;Brandes',
    '6;44902;412;03.04.;Dr. Wiegand',
    '7;44911;356;09.04.;Brandes',
  ),
  'beilage-k41.pdf': page(
    'Beilage K-41',
    'Werkszeugnisse Nr. 4 und Nr. 6: gleiche Schmelze (44902),',
    'Streckgrenzen 357 und 412 MPa.',
    'EN 10204, Abnahmeprüfzeugnis 3.1: Unterschrift des Abnahmebeauftragten.',
  ),
  'anlage-12.pdf': page(
    'Anlage 12: Abnahme',
    '12.1 Probebetrieb: 240 Stunden ohne Unterbrechung.',
    '12.2 Performance Ratio: mindestens 82 %.',
    '12.3 Restmängel: unter 0,5 % der Auftragssumme.',
  ),
  'blade-3-root.png': () => surface(33, [222, 224, 218]),
  'blade-inspection.txt': text(
    'BLADE INSPECTION, UNIT 3',
    '',
    'Crack, suction side, 40 mm from root, length 212 mm, follows bond line.',
    'Tap test: dull between 30 and 90 mm.',
    'Recommendation: do not run above 60 % until scanned.',
  ),
  'notice-of-defects.pdf': page(
    'Notice of defects (draft)',
    'Clause 18.3 of the supply agreement: turbine blades, units 1 to 5.',
    'The blades are not in conformity with clause 4 and Schedule 2.',
    '',
    'Signed: ______________________ (authorised officer)',
  ),
  'operators.csv': text(
    'Operator,Bogies,Letter sent,Answered',
    'Calder Valley Rail,24,yes,yes',
    'Northern Isles Ferries,8,yes,no',
    'Moorland Steam Trust,3,yes,yes (by hand)',
    'Tyne Freight,53,yes,no',
  ),
  'term-sheet-comments.txt': text(
    'Comments from Nagoya',
    '',
    '1. Agreed in principle.',
    '2. Agreed in principle.',
    '3. Exclusivity: Asia. Term: seven years.',
    '4. Option on all improvements.',
    '5. We enjoyed the tea.',
  ),
  'delaware-one-page.pdf': page(
    'Delaware or New York? One page.',
    'Holding: Delaware. Predictable courts, cheap upkeep, no surprises.',
    'Cold store: New York LLC. The lease and the employees are there.',
    'Tax: neutral in year one, see the workshop.',
    'Cat: fixture.',
  ),
  'engagement-letter.pdf': page(
    'Engagement letter',
    'Hudson Cold Chain Inc. engages Kranich Vale for its entry into the US market.',
    'Fees: as offered. Payment within 45 days (changed by hand).',
    '',
    'Signed: R. Goldberg',
  ),
  'offerte-exportkontrolle.pdf': page(
    'Offerte: Exportkontrolle',
    "Pauschale CHF 36'500, zwei Halbtage Schulung inbegriffen.",
    "Jeder weitere Halbtag CHF 1'800.",
    'Modell TX-40: 612 m3/h, bewilligungspflichtig.',
  ),
  'disdetta-bozza.txt': text(
    'Bozza',
    '',
    'Con la presente disdiciamo il contratto di distribuzione con preavviso di sei mesi.',
    'La collaborazione è stata deludente.',
  ),
  'quarter.csv': text(
    'Client,Fees CHF,Outstanding CHF',
    'Elbwerft,118400,22300',
    'Bexley,61200,61200',
    'Rietmann,27900,4100',
    'Sonnfeld,24500,24500',
    'Northgate,12800,12800',
    'Tresa,6300,0',
  ),
  'nachtzug.pdf': page(
    'Buchung Zürich - Hamburg',
    'Wagen 302, Abteil 14, Bett unten.',
    'Frühstück inbegriffen.',
  ),
} as const satisfies Readonly<Record<string, Content>>;

/** Names of the files that mails of the story carry. */
export type FileName = keyof typeof FILES;

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  png: 'image/png',
  ics: 'text/calendar; charset=utf-8',
};

/** A file of the story as it is on that day (`YYYY-MM-DD`). */
export function fileNamed(filename: FileName, today: string): MailFile {
  const contentType = TYPES[filename.slice(filename.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return { filename, contentType, content: FILES[filename](today) };
}

/** The hearing as a file to drop into a calendar: without METHOD it invites nobody. */
function hearing(today: string): Buffer {
  const plan = CLIENT_MEETINGS.find(({ key }) => key === 'elbwerft-hearing');
  if (plan === undefined) throw new Error('The story has no hearing');
  const attendees = COLLEAGUES.slice(0, 1).map(({ displayName, address }) => ({
    name: displayName,
    address,
    status: 'ACCEPTED',
  }));
  const organizer = {
    name: 'Ingrid Sommerhalder',
    address: 'kanzlei@sommerhalder.example',
    status: 'ACCEPTED',
  };
  return Buffer.from(meetingText(today, plan, { organizer, attendees, own: false }));
}
