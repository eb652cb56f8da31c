import type { MailPlan } from '../plan.ts';

/** Those who may become clients, in four languages, and Rietmann's agent in Vietnam. */
export const PROSPECTS: readonly MailPlan[] = [
  {
    key: 'hudson-entity',
    from: 'hudson.goldberg',
    to: ['ben'],
    cc: ['anna', 'hudson.reyes'],
    subject: 'US entity: Delaware or New York?',
    ago: 6,
    at: '23:05',
    text: `Ben, Anna,

Marcus keeps hearing "Delaware" at conferences and wants to know why. Could you put the pros and cons on one page before the workshop? He reads one page. He does not read two.

Also: the cold store in Red Hook comes with eleven employees and a cat. Do we take over the cat?

Rachel`,
  },
  {
    key: 'hudson-one-page',
    from: 'ben',
    to: ['hudson.goldberg'],
    cc: ['anna', 'hudson.reyes'],
    answers: 'hudson-entity',
    ago: 4,
    at: '19:16',
    files: ['delaware-one-page.pdf'],
    text: `Rachel,

One page, as ordered: Delaware for the holding, New York for the store. The eleven employees come with the lease, by law. The cat is a fixture.

Looking forward to the workshop, and to dinner.`,
  },
  {
    key: 'hudson-agenda',
    from: 'hudson.whitfield',
    to: ['ben'],
    cc: ['hudson.goldberg'],
    subject: 'Workshop agenda, badges, dietary requirements',
    ago: 0,
    at: '00:21',
    unread: ['ben'],
    text: `Hi Ben,

Agenda for the workshop: entity (1 h), tax (2 h), lunch, employment (1 h), cold chain rules (1 h), wrap-up. Bring photo ID for the badge desk, they turn away everybody once.

Dietary requirements by the end of the week please. Last time somebody wrote "whisky".

Dana`,
  },
  {
    key: 'hudson-fees',
    from: 'hudson.goldberg',
    to: ['anna', 'ben'],
    subject: 'Engagement letter',
    ago: 0,
    at: '00:38',
    important: true,
    unread: ['anna', 'ben'],
    files: ['engagement-letter.pdf'],
    text: `Anna, Ben,

Signed, with one change by hand on page 3 (we pay in 45 days, not 30; procurement would not let me out of the room otherwise). If that is all right with you, countersign and we are in business.

Welcome to New York.

Rachel`,
  },
  {
    key: 'lindenau-questions',
    from: 'lindenau.zgraggen',
    to: ['chiara'],
    cc: ['lindenau.gfeller'],
    subject: 'Offerte Exportkontrolle: drei Fragen',
    ago: 7,
    at: '08:03',
    german: true,
    text: `Guten Tag Frau Somaini

Vielen Dank für die Offerte. Bevor Frau Gfeller sie freigibt, möchten wir wissen:
- Ist die Schulung für den Aussendienst im Pauschalpreis enthalten?
- Sind Pumpen für Meerwasser wirklich "Dual Use"? Der Kollege vom Verkauf lacht noch.
- Was kostet es, wenn wir nichts tun?`,
  },
  {
    key: 'lindenau-answer',
    from: 'chiara',
    to: ['lindenau.zgraggen'],
    cc: ['lindenau.gfeller', 'anna'],
    answers: 'lindenau-questions',
    ago: 6,
    at: '14:40',
    german: true,
    files: ['offerte-exportkontrolle.pdf'],
    text: `Guten Tag Herr Zgraggen

Ja, ja und leider: viel.
- Zwei Halbtage Schulung sind enthalten, jeder weitere kostet CHF 1'800.
- Meerwasserpumpen aus Titan mit mehr als 600 m³/h stehen in der Güterliste. Ihr Modell TX-40 liegt bei 612.
- Bei vorsätzlicher Widerhandlung bis CHF 1 Mio. Busse. Fahrlässig ist günstiger, aber nicht zu empfehlen.

Die angepasste Offerte liegt bei.`,
  },
  {
    key: 'lindenau-brochure',
    from: 'lindenau.gfeller',
    to: ['chiara'],
    answers: 'lindenau-answer',
    ago: 1,
    at: '16:51',
    german: true,
    unread: ['chiara'],
    text: `Danke. 612! Wir drosseln sie auf 599 und sparen uns das Problem, sagt die Technik. Geht das?

Falls nicht: Offerte angenommen, am Freitag unterschreibe ich.

Barbara Gfeller`,
  },
  {
    key: 'corvara-visit',
    from: 'corvara.jaquet',
    to: ['chiara'],
    cc: ['corvara.favre'],
    subject: 'Visite de l’atelier : programme',
    ago: 5,
    at: '11:34',
    text: `Chère Madame,

Voici le programme de la visite : l'atelier d'abord, les robots ensuite, les questions juridiques au dessert. Merci de prévoir des chaussures fermées ; le robot n° 7 a tendance à laisser tomber ses outils, ce qui est d'ailleurs votre deuxième question.

Bien à vous,
Noémie Jaquet`,
  },
  {
    key: 'tresa-letter',
    from: 'tresa.bianchi',
    to: ['chiara'],
    cc: ['tresa.lepori'],
    subject: 'Disdetta del distributore: la lettera',
    ago: 6,
    at: '17:55',
    files: ['disdetta-bozza.txt'],
    text: `Gentile avvocata,

in allegato la bozza della disdetta. Ho tolto gli aggettivi, come mi ha chiesto. Ne è rimasto uno, «deludente», al quale tengo molto.

Il distributore ha ancora 300 apparecchi in magazzino. Li riprendiamo?

Davide Bianchi`,
  },
  {
    key: 'rietmann-agent',
    from: 'rietmann.kueng',
    to: ['chiara'],
    cc: ['rietmann.tobler'],
    subject: 'Agenturvertrag Vietnam: Kündigungsfrist',
    ago: 10,
    at: '10:47',
    german: true,
    text: `Liebe Frau Somaini

Unser Agent in Ho-Chi-Minh-Stadt möchte zwölf Monate Kündigungsfrist und eine Abfindung "wie in der Schweiz". Herr Tobler hat ihm beim Abendessen offenbar gesagt, das sei kein Problem.

Es ist eines, oder?`,
  },
  {
    key: 'rietmann-advice',
    from: 'chiara',
    to: ['rietmann.kueng'],
    cc: ['rietmann.tobler'],
    answers: 'rietmann-agent',
    ago: 9,
    at: '15:09',
    german: true,
    text: `Liebe Frau Küng

Ja. Nach schweizerischem Recht ist die Kundschaftsentschädigung zwingend, wenn der Agent hier tätig ist; in Vietnam ist er es nicht. Wir schreiben also vietnamesisches Recht, sechs Monate, und eine Abfindung nur bei Kündigung durch Rietmann.

Herr Tobler sollte beim nächsten Abendessen über das Wetter reden.`,
  },
  {
    key: 'rietmann-tobler',
    from: 'rietmann.tobler',
    to: ['chiara'],
    answers: 'rietmann-advice',
    ago: 2,
    at: '04:12',
    look: 'plain',
    german: true,
    text: `Gruss aus Saigon, hier ist es zehn nach zehn und das Wetter ist gut.

Er nimmt die sechs Monate, wenn die Provision auf Ersatzteile bleibt. Ich habe NICHTS zugesagt. Nur genickt.

S. Tobler
(unterwegs gesendet, Tippfehler gehören dem Telefon)`,
  },
];
