import type { MailPlan } from '../plan.ts';

/** The framework agreement that everybody wants signed, and the gearboxes that whistle. */
export const HARTMANN: readonly MailPlan[] = [
  {
    key: 'hartmann-draft-3',
    from: 'anna',
    to: ['hartmann.oeztuerk'],
    cc: ['hartmann.krueger', 'chiara'],
    subject: 'Rahmenvertrag Antriebe: Entwurf v3',
    ago: 14,
    at: '17:42',
    german: true,
    files: ['rahmenvertrag-v3.pdf'],
    text: `Liebe Frau Öztürk

Anbei Entwurf v3. Neu sind:
- Ziffer 7.2: Haftung auf das Doppelte des Jahresumsatzes begrenzt, ausser bei Vorsatz
- Ziffer 9: Lieferverzug mit Staffel statt Pauschale
- Ziffer 14: Schiedsgericht in Zürich, Sprache Deutsch

Ziffer 11 (Werkzeuge) habe ich nur geglättet. Herrn Krüger wird das nicht reichen, aber irgendwo müssen wir anfangen.`,
  },
  {
    key: 'hartmann-cap',
    from: 'hartmann.oeztuerk',
    to: ['anna'],
    cc: ['hartmann.krueger', 'chiara'],
    answers: 'hartmann-draft-3',
    ago: 12,
    at: '09:17',
    german: true,
    text: `Guten Morgen Frau Kranich,

danke, das liest sich schon viel besser. Unser Problem bleibt die Haftungsobergrenze: der Versicherer deckt 5 Mio. EUR je Fall, das Doppelte des Jahresumsatzes wären gut 11.

Gerichtsstand Zürich geht für uns in Ordnung, wenn im Gegenzug deutsches Recht gilt. UN-Kaufrecht bitte draußen lassen.`,
  },
  {
    key: 'hartmann-tools',
    from: 'hartmann.krueger',
    to: ['hartmann.oeztuerk', 'anna'],
    cc: ['chiara'],
    answers: 'hartmann-cap',
    ago: 12,
    at: '11:03',
    look: 'plain',
    german: true,
    text: `Hallo zusammen,

von der Einkaufsseite nur eins: die Werkzeuge in Ziffer 11 gehören UNS, auch wenn sie beim Lieferanten im Regal liegen. Wir hatten 2019 den Fall, dass jemand unsere Gussform als Blumenkübel benutzt hat. Kein Witz, ich habe Fotos.

Gruß
Krüger`,
  },
  {
    key: 'hartmann-draft-4',
    from: 'anna',
    to: ['hartmann.oeztuerk', 'hartmann.krueger'],
    cc: ['chiara'],
    answers: 'hartmann-tools',
    ago: 8,
    at: '18:55',
    german: true,
    files: ['rahmenvertrag-v4.pdf', 'rahmenvertrag-aenderungen.txt'],
    text: `Liebe Frau Öztürk, lieber Herr Krüger

Entwurf v4 liegt bei, dazu eine Liste der Änderungen. 5 Mio. EUR je Fall und 10 Mio. EUR im Jahr, deutsches Recht ohne CISG, Schiedsgericht in Zürich.

Die Werkzeuge sind jetzt so eindeutig Ihre, dass auch ein Gärtner es versteht: Kennzeichnung, jährliche Inventur, Herausgabe binnen fünf Arbeitstagen.

Besprechen wir den Rest in München?`,
  },
  {
    key: 'hartmann-boss',
    from: 'hartmann.hartmann',
    to: ['anna'],
    cc: ['hartmann.oeztuerk'],
    answers: 'hartmann-draft-4',
    ago: 2,
    at: '07:31',
    german: true,
    important: true,
    unread: ['anna'],
    text: `Frau Kranich,

ich habe den Vertrag gestern Abend gelesen. Zum ersten Mal verstehe ich einen. Zwei Fragen:
- Wenn wir verspätet liefern, weil die Bahn streikt: zahlen wir dann auch?
- Warum steht der Preis erst auf Seite 19?

Ich will vor Jahresende unterschreiben. Wer sich bei Ihnen um den Zeitplan kümmert, möge mich anrufen, ab halb sieben bin ich im Werk.

Hartmann`,
  },
  {
    key: 'hartmann-travel',
    from: 'chiara',
    to: ['anna'],
    subject: 'München: Zug oder Auto?',
    ago: 7,
    at: '13:20',
    german: true,
    text: `Anna, der EC um 07:33 wäre um 11:04 in München, das ist zu spät für Werk 2. Also entweder am Vorabend mit dem Zug (Hotel am Ostbahnhof, 94 Euro, Frühstück inklusive) oder um halb sechs mit meinem Auto.

Ich fahre gern. Musik bestimmt, wer fährt.`,
  },
  {
    key: 'hartmann-travel-answer',
    from: 'anna',
    to: ['chiara'],
    answers: 'hartmann-travel',
    ago: 7,
    at: '13:26',
    german: true,
    text: `Zug. Ich kenne deine Musik.`,
  },
  {
    key: 'hartmann-noise',
    from: 'hartmann.vogt',
    to: ['anna'],
    cc: ['hartmann.oeztuerk'],
    subject: 'Reklamation Serie 2: Prüfberichte',
    ago: 5,
    at: '15:48',
    german: true,
    files: ['pruefstand-serie2.csv', 'zahnflanke.png'],
    text: `Sehr geehrte Frau Kranich,

wie besprochen die Messwerte vom Prüfstand. Von 40 Getrieben pfeifen 6, alle mit Zahnrädern aus der Charge 2207. Auf dem Bild sieht man die Riefe an der Flanke (links, nicht der Fussel).

Das Material liegt gesperrt im Lager. Wie lange müssen wir es aufheben?

Mit freundlichen Grüßen
Lena Vogt`,
  },
  {
    key: 'hartmann-private',
    from: 'krueger-private',
    to: ['anna'],
    subject: 'Unter uns',
    ago: 1,
    at: '21:14',
    look: 'plain',
    german: true,
    unread: ['anna'],
    text: `Hallo Frau Kranich,

ich schreibe von zu Hause, muss ja nicht jeder mitlesen. Der Chef hat dem Lieferanten am Telefon schon zugesagt, dass wir die Vertragsstrafe "nicht so eng sehen". Steht so nirgends, aber Sie sollten es wissen, bevor wir am Donnerstag wieder am Tisch sitzen.

Bitte nicht an die Firmenadresse antworten.

J. Krüger`,
  },
];
