import type { MailPlan } from '../plan.ts';

/** Newsletters, people whom nobody knows yet, family, and somebody who wants a password. */
export const WORLD: readonly MailPlan[] = [
  {
    key: 'steiner-enquiry',
    from: 'steiner',
    to: ['anna'],
    subject: 'Anfrage: Lieferantenvertrag für Kranbau',
    ago: 1,
    at: '10:36',
    german: true,
    unread: ['anna'],
    text: `Sehr geehrte Frau Kranich,

Frau Öztürk von Hartmann Antriebstechnik hat Sie empfohlen ("sie schreibt Verträge, die der Chef versteht"). Wir bauen Hallenkrane in Falkenried, 60 Leute, und haben einen Lieferanten, der seit März verspricht zu liefern.

Hätten Sie nächste Woche eine halbe Stunde für ein Telefonat?

Mit freundlichen Grüßen
Tobias Steiner, Falkenried Krantechnik`,
  },
  {
    key: 'steiner-answer',
    from: 'anna',
    to: ['steiner'],
    answers: 'steiner-enquiry',
    ago: 1,
    at: '12:10',
    german: true,
    text: `Guten Tag Herr Steiner

Danke für Ihre Nachricht, und Frau Öztürk für das Lob. Dienstag um zehn? Bitte schicken Sie mir vorab den Vertrag und die drei schönsten Vertröstungen des Lieferanten.`,
  },
  {
    key: 'okafor-enquiry',
    from: 'okafor',
    to: ['ben'],
    subject: 'Port cranes, Lagos: gearbox supplier in Munich',
    ago: 3,
    at: '11:15',
    unread: ['ben'],
    text: `Dear Mr Vale,

We operate fourteen ship-to-shore cranes. Four of them whistle. Our supplier is Hartmann in Munich, who tell us that your firm acts for them, so perhaps you cannot act for us, but perhaps you can tell us whom to call.

With kind regards,
Ngozi Okafor, Lagos Cranes`,
  },
  {
    key: 'okafor-passed-on',
    from: 'ben',
    to: ['anna'],
    forwards: 'okafor-enquiry',
    ago: 3,
    at: '11:30',
    important: true,
    unread: ['anna'],
    text: `Yours, I think. We can't act for them, obviously. But if gearboxes whistle in Lagos too, then Lena Vogt's charge 2207 got further than she believes.`,
  },
  {
    key: 'export-brief-48',
    from: 'export-brief',
    to: ['anna', 'chiara'],
    subject: 'Exportbrief: neue Güterliste, alte Fallen',
    ago: 4,
    at: '06:00',
    look: 'bulletin',
    german: true,
    unread: ['chiara'],
    text: `Neue Güterliste ab Januar

Der Bundesrat hat die Anhänge nachgeführt. Neu erfasst sind Pumpen aus Titan ab 600 m³/h, Sensoren mit Kryokühlung und, zur allgemeinen Überraschung, bestimmte Melkroboter.

Urteil des Monats

Wer auf der Rechnung "Ersatzteile" schreibt und einen ganzen Motor liefert, handelt nicht fahrlässig, sondern mutig. Das Gericht sah es als Vorsatz.

Termine

Webinar "Endverbleib, aber richtig", Donnerstag, 12:15 Uhr. Mittagessen bitte selbst mitbringen.`,
  },
  {
    key: 'lawtech-31',
    from: 'lawtech',
    to: ['ben'],
    subject: '7 signs that your contracts are reading you',
    ago: 7,
    at: '07:00',
    look: 'bulletin',
    text: `This week

A court in Rotterdam held that a thumbs-up can be an acceptance, but not of a purchase order for 4,000 tonnes of scrap.

Tool of the week

A macro that finds every "shall" and asks whether you mean it. Early reviews: "humbling".

Overheard

"We don't need a lawyer, we have a template." Fees in the follow-up matter: six figures.`,
  },
  {
    key: 'hotel-hamburg',
    from: 'railway',
    to: ['anna'],
    subject: 'Ihre Buchung: Zürich – Hamburg, Nachtzug',
    ago: 8,
    at: '14:14',
    look: 'bulletin',
    german: true,
    files: ['nachtzug.pdf'],
    text: `Ihre Reise

Zürich HB ab 19:59 Uhr, Hamburg Hbf an 07:50 Uhr. Wagen 302, Abteil 14, Bett unten.

Gut zu wissen

Das Frühstück ist inbegriffen. Der Zug fährt auch, wenn Sie schlafen.`,
  },
  {
    key: 'account-suspended',
    from: 'helpdesk',
    to: ['chiara'],
    subject: 'Your mailbox is 99.8% full!!! act within 24 hour',
    ago: 5,
    at: '03:33',
    look: 'bulletin',
    folders: { chiara: 'junkemail' },
    unread: ['chiara'],
    text: `Dear Valued User

Your mailbox have reached the limit. To avoid closure of account kindly confirm password with our Security Departement.

Confirm now

Failure to act will result in loss of all email, calendar and family photos.`,
  },
  {
    key: 'school-play',
    from: 'school',
    to: ['ben'],
    subject: 'School play: one sheep short',
    ago: 4,
    at: '08:40',
    isPrivate: true,
    text: `Dear Mr Vale,

Thank you for volunteering to help with the costumes. We are one sheep short. If you still have the fleece from last year, could you bring it by Thursday? Your daughter says it is in the office, "behind the contracts".

Kind regards,
The school office`,
  },
  {
    key: 'mother-engadin',
    from: 'mother',
    to: ['anna'],
    subject: 'Engadin',
    ago: 6,
    at: '20:02',
    look: 'plain',
    german: true,
    isPrivate: true,
    text: `Liebe Anna,

die Wohnung in Pontresina ist frei, ich habe zugesagt. Papa nimmt die Langlaufski mit und behauptet, er habe trainiert. Er war zweimal im Keller und hat sie angeschaut.

Bring bitte KEINE Arbeit mit. Ich sehe das am Koffer.

Mama`,
  },
  {
    key: 'choir-alto',
    from: 'choir',
    to: ['chiara'],
    subject: 'Weihnachtskonzert: Stellprobe und Kuchenliste',
    ago: 3,
    at: '21:45',
    german: true,
    isPrivate: true,
    text: `Liebe Altistinnen

Die Stellprobe beginnt um 19:00 Uhr statt 19:30 Uhr, wegen des Podests. Auf der Kuchenliste stehen bisher vier Zitronencakes und sonst nichts. Bitte Vielfalt, in Klang und Gebäck.`,
  },
];
