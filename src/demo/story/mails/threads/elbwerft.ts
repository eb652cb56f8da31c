import type { MailPlan } from '../plan.ts';

/** The arbitration about steel that was not what the papers said, and the park of solar panels. */
export const ELBWERFT_AND_SONNFELD: readonly MailPlan[] = [
  {
    key: 'elbwerft-order-6',
    from: 'sommerhalder',
    to: ['anna', 'elbwerft.luehrs'],
    cc: ['chiara'],
    subject: 'Verfahrensleitende Verfügung Nr. 6',
    ago: 13,
    at: '10:05',
    german: true,
    files: ['verfuegung-6.pdf', 'verhandlung.ics'],
    text: `Sehr geehrte Damen und Herren

In der Beilage erhalten Sie die Verfügung Nr. 6. Ich mache auf dreierlei aufmerksam:
- Die Duplik ist bis zum Ende der übernächsten Woche einzureichen. Eine weitere Erstreckung gewähre ich nicht.
- Zeuge Matthiesen sagt am ersten Verhandlungstag aus, nicht am zweiten.
- Der Saal ist ab 08:30 Uhr geöffnet, der Kaffee ab 08:45 Uhr.

Mit vorzüglicher Hochachtung`,
  },
  {
    key: 'elbwerft-panic',
    from: 'elbwerft.luehrs',
    to: ['anna'],
    cc: ['chiara', 'elbwerft.petersen'],
    answers: 'elbwerft-order-6',
    ago: 13,
    at: '11:40',
    german: true,
    text: `Moin Frau Kranich,

erster Tag, das ist früher, als uns lieb ist. Herr Matthiesen ist ein prima Projektleiter, aber vor Leuten redet er wie ein Anrufbeantworter. Können wir einen Termin zum Üben machen, gern hier am Kontor?

Die Werkszeugnisse des Lieferanten suche ich noch. Drei von sieben habe ich.`,
  },
  {
    key: 'elbwerft-rehearsal',
    from: 'anna',
    to: ['elbwerft.luehrs'],
    cc: ['chiara', 'elbwerft.matthiesen'],
    bcc: ['ben'],
    answers: 'elbwerft-panic',
    ago: 11,
    at: '08:20',
    german: true,
    text: `Liebe Frau Lührs, lieber Herr Matthiesen

Wir kommen nach Hamburg; die Einladung für den Vormittag haben Sie. Bitte bringen Sie mit:
- das Protokoll der Stahllieferungen, im Original
- die vier fehlenden Werkszeugnisse, notfalls als Foto
- einen Menschen, der unfreundlich fragen kann

Wir üben nicht, was Sie sagen, nur wie man Pausen aushält.`,
  },
  {
    key: 'elbwerft-certificates',
    from: 'elbwerft.matthiesen',
    to: ['anna'],
    cc: ['elbwerft.luehrs', 'elbwerft.brodersen'],
    answers: 'elbwerft-rehearsal',
    ago: 4,
    at: '16:30',
    look: 'plain',
    german: true,
    files: ['werkszeugnisse.csv'],
    text: `Moin,

Meike hat die Zeugnisse gefunden, sie lagen unter "Stahl, sonstiges, alt". Liste hängt an. Nr. 4 und Nr. 6 haben dieselbe Schmelznummer, aber verschiedene Streckgrenzen. Das kann nicht sein.

Unfreundlich fragen kann meine Schwiegermutter. Soll ich sie mitbringen?

Jan-Ole Matthiesen`,
  },
  {
    key: 'elbwerft-heat-number',
    from: 'anna',
    to: ['chiara'],
    forwards: 'elbwerft-certificates',
    ago: 4,
    at: '16:58',
    german: true,
    important: true,
    unread: ['chiara'],
    text: `Chiara, das ist der Fall. Gleiche Schmelze, zwei Streckgrenzen: eines der Zeugnisse ist erfunden. Bitte als Beilage K-41 vorbereiten und die Normen dazu (EN 10204).

Und die Schwiegermutter bitte nicht.`,
  },
  {
    key: 'elbwerft-k41',
    from: 'chiara',
    to: ['anna'],
    answers: 'elbwerft-heat-number',
    ago: 3,
    at: '10:12',
    german: true,
    files: ['beilage-k41.pdf'],
    text: `K-41 liegt bei. EN 10204, Typ 3.1: das Zeugnis muss der Abnahmebeauftragte des Herstellers unterschreiben. Auf Nr. 6 unterschreibt jemand, der laut Handelsregister schon zwei Jahre vorher pensioniert war.

Ich lege mich fest: Nr. 6.`,
  },
  {
    key: 'sonnfeld-acceptance',
    from: 'sonnfeld.demir',
    to: ['anna'],
    cc: ['sonnfeld.brandl'],
    subject: 'Löwental: Abnahmeregeln, Anlage 12',
    ago: 9,
    at: '14:02',
    german: true,
    files: ['anlage-12.pdf'],
    text: `Hallo Frau Kranich,

der Generalunternehmer möchte, dass die Anlage als abgenommen gilt, sobald sie "Strom einspeist". Das tut sie auch, wenn nur die Hälfte der Module angeschlossen ist. Unser Gegenvorschlag in Anlage 12:
- 240 Stunden Probebetrieb ohne Unterbrechung
- Performance Ratio mindestens 82 %
- Restmängel unter 0,5 % der Auftragssumme

Reicht Ihnen das bis zum Termin in Frankfurt?`,
  },
  {
    key: 'sonnfeld-hail',
    from: 'anna',
    to: ['sonnfeld.demir'],
    cc: ['sonnfeld.brandl', 'sonnfeld.weiss'],
    answers: 'sonnfeld-acceptance',
    ago: 8,
    at: '09:35',
    german: true,
    text: `Liebe Frau Demir

Anlage 12 ist gut. Ergänzen würde ich zweierlei: wer zählt die Unterbrechungen, wenn es der Netzbetreiber war, und was gilt bei Hagel zwischen Probebetrieb und Abnahme? Gefahrübergang steht bisher an drei Stellen, jedes Mal anders.

Formulierung bringe ich mit.`,
  },
  {
    key: 'sonnfeld-sheep',
    from: 'sonnfeld.brandl',
    to: ['anna', 'sonnfeld.demir'],
    answers: 'sonnfeld-hail',
    ago: 3,
    at: '17:19',
    german: true,
    unread: ['anna'],
    text: `Hagel ist das kleinere Problem. Die Schafe des Verpächters fressen die Kabelbinder. Ist das höhere Gewalt?

Zur Begehung bitte feste Schuhe, Container 3 steht im Matsch. Brezeln sind da.`,
  },
];
