import type { MailPlan } from '../plan.ts';

/** Among colleagues. */
export const HOUSE: readonly MailPlan[] = [
  {
    key: 'coffee-machine',
    from: 'ben',
    to: ['anna', 'chiara'],
    subject: 'The coffee machine has opinions',
    ago: 9,
    at: '09:58',
    text: `The machine in London now asks for a "descaling contract" before it makes espresso. I have read the terms. They are one-sided, unlimited in time and governed by the law of Milan.

I propose we sign.`,
  },
  {
    key: 'coffee-machine-advice',
    from: 'anna',
    to: ['ben', 'chiara'],
    answers: 'coffee-machine',
    ago: 9,
    at: '10:04',
    text: `Not without a cap on liability.`,
  },
  {
    key: 'coffee-machine-settled',
    from: 'chiara',
    to: ['ben', 'anna'],
    answers: 'coffee-machine-advice',
    ago: 9,
    at: '10:31',
    unread: ['anna'],
    text: `Settled out of court: vinegar, ten minutes, no admission of fault.`,
  },
  {
    key: 'quarterly-figures',
    from: 'anna',
    to: ['ben', 'chiara'],
    subject: 'Quarterly figures, before the Monday round',
    ago: 3,
    at: '19:40',
    files: ['quarter.csv'],
    unread: ['ben', 'chiara'],
    text: `Figures attached, so that on Monday we can talk about what they mean and not about what they are. In short:
- fees up 8 %, most of it Elbwerft, which ends one day
- five open offers; Hudson and Lindenau are close
- receivables: please, both of you, write your invoices

I was the worst of us with that. I have written mine.`,
  },
  {
    key: 'retreat-invitation',
    from: 'anna',
    to: ['ben', 'chiara'],
    subject: 'Firm retreat',
    ago: 10,
    at: '12:00',
    invitesTo: 'firm-retreat',
    unread: ['chiara'],
    text: `Two days in Braunwald, no cars, no slides. Bring good shoes.`,
  },
  {
    key: 'salary-note',
    from: 'ben',
    to: ['anna'],
    subject: 'Chiara: partnership, seriously',
    ago: 5,
    at: '20:15',
    isPrivate: true,
    text: `Anna, between partners only: I think we should offer her partnership in spring. She brought in Lindenau and Corvara on her own, and she is the only one of us who knows where anything is.

Talk at lunch? Not by mail, she tidies my inbox when I'm travelling.`,
  },
  {
    key: 'trade-fair-off',
    from: 'chiara',
    to: ['anna'],
    subject: 'Hannover fällt aus',
    ago: 11,
    at: '16:20',
    german: true,
    folders: { anna: 'deleteditems' },
    text: `Der Veranstalter hat abgesagt, den Stand bekommen wir zurückerstattet, das Hotel nicht. Ich habe den Termin gestrichen.`,
  },
  {
    key: 'weiss-draft',
    from: 'anna',
    to: ['sonnfeld.weiss'],
    subject: 'Honorar Löwental: Vorschlag',
    ago: 2,
    at: '18:48',
    german: true,
    draft: true,
    text: `Liebe Frau Weiß

Sie hatten um einen Festpreis gebeten. Für die Abnahmeregeln, die Verhandlung mit dem Generalunternehmer und einen Tag vor Ort schlage ich vor:

EUR … (mit Ben besprechen!)`,
  },
];
