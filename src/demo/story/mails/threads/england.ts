import type { MailPlan } from '../plan.ts';

/** Turbine blades with cracks, bogies on recall, brokers and sensors: the London office's post. */
export const ENGLAND: readonly MailPlan[] = [
  {
    key: 'northgate-blades',
    from: 'northgate.price',
    to: ['ben'],
    cc: ['northgate.tully'],
    subject: 'Blade 3, root section: photographs',
    ago: 10,
    at: '12:44',
    files: ['blade-3-root.png', 'blade-inspection.txt'],
    text: `Ben,

Photograph attached, and the inspector's notes. The crack starts 40 mm from the root and runs along the bond line. It was not there in the spring, whatever the supplier says. The coin in the picture is 50p, for scale; Graham would like it back.

Units 1, 2 and 5 are running at reduced speed until we know more.

Owen`,
  },
  {
    key: 'northgate-notice',
    from: 'ben',
    to: ['northgate.tully', 'northgate.price'],
    cc: ['anna'],
    answers: 'northgate-blades',
    ago: 9,
    at: '17:05',
    important: true,
    files: ['notice-of-defects.pdf'],
    text: `Graham, Owen,

Draft notice attached. Clause 18.3 gives us 14 days from discovery, and I count discovery from Owen's photograph, so the last safe day is a week on Friday. Three things I need:
- who signs (the contract says "an authorised officer", which Owen is not)
- serial numbers of all five blades
- a sentence from the inspector that a layman can understand

Anna is copied because the supplier's parent company sits in Winterthur.`,
  },
  {
    key: 'northgate-signature',
    from: 'northgate.tully',
    to: ['ben'],
    cc: ['anna', 'northgate.price'],
    answers: 'northgate-notice',
    ago: 6,
    at: '10:21',
    unread: ['anna'],
    text: `I'll sign. I would rather not say "manifestly defective" before we have the lab report: "not in conformity with clause 4 and Schedule 2" does the same work and ages better.

Serial numbers to follow from Owen. He also asks about the coin.

Graham`,
  },
  {
    key: 'northgate-winterthur',
    from: 'anna',
    to: ['ben'],
    cc: ['chiara'],
    answers: 'northgate-signature',
    ago: 6,
    at: '11:02',
    text: `One caution, just among us: Lindenau's old licence matter (M-0012) was against the same parent company. I don't see a conflict, the file is closed and it was about pumps, but let's write that down before somebody else asks.

Chiara, could you run the conflict check by the book?`,
  },
  {
    key: 'northgate-conflict',
    from: 'chiara',
    to: ['ben', 'anna'],
    answers: 'northgate-winterthur',
    ago: 5,
    at: '09:44',
    unread: ['ben'],
    text: `Done. No conflict: different company, different facts, file closed, and Lindenau's consent from back then covers it. Note is in the matter.

For the record, the parent company has changed its name three times since. I would too.`,
  },
  {
    key: 'bexley-minutes',
    from: 'bexley.bickerstaff',
    to: ['ben'],
    cc: ['bexley.nair', 'chiara'],
    subject: 'Recall: minutes of Tuesday’s call, letters to operators',
    ago: 8,
    at: '16:10',
    files: ['operators.csv'],
    text: `Hi Ben,

Minutes, short version: 61 of 88 bogies exchanged, 19 scheduled, 8 on an island ferry that only runs on Thursdays.

List of operators attached. Column D says who has answered. Priya thinks we should telephone the rest; I think registered post. You are the tie-break.

Tom`,
  },
  {
    key: 'bexley-tiebreak',
    from: 'ben',
    to: ['bexley.bickerstaff'],
    cc: ['bexley.nair', 'chiara'],
    answers: 'bexley-minutes',
    ago: 7,
    at: '08:51',
    text: `Both. Telephone today so that nobody runs a train on them, registered post tomorrow so that nobody says we didn't tell them. Chiara has a two-paragraph letter that survived a judge once.

And please ring the ferry.`,
  },
  {
    key: 'bexley-board-paper',
    from: 'bexley.ashworth',
    to: ['ben'],
    subject: 'Board paper: what could this cost us?',
    ago: 2,
    at: '18:33',
    important: true,
    unread: ['ben'],
    text: `Ben,

The board will ask me one question and I would like to have one answer. Not a range with a footnote. If the number is ugly, I'd rather hear it from you on the phone first; I'm on the train until eight, reception permitting, which given the circumstances is not our fault.

Helen`,
  },
  {
    key: 'mellor-panel-invitation',
    from: 'mellor.pike',
    to: ['anna', 'ben'],
    subject: 'Mellor & Pike: claims panel',
    ago: 4,
    at: '15:27',
    invitesTo: 'mellor-panel',
    unread: ['anna'],
    text: `Dear Anna, dear Ben,

We should be delighted to have you both on the claims panel. Lunch will be served; the soup is famous for reasons nobody remembers.

Charlotte Pike`,
  },
  {
    key: 'brightwell-terms',
    from: 'brightwell.hale',
    to: ['ben'],
    cc: ['brightwell.oconnor', 'brightwell.tan'],
    subject: 'Term sheet: the Japanese side’s comments',
    ago: 11,
    at: '09:12',
    files: ['term-sheet-comments.txt'],
    text: `Ben, our friends in Nagoya have replied, most politely, and agree to everything "in principle". I have learnt that this means no.

They want exclusivity for Asia, seven years, and an option on improvements. Mei-Ling says improvements are the only thing worth having.

Rupert`,
  },
  {
    key: 'brightwell-answer',
    from: 'ben',
    to: ['brightwell.hale'],
    cc: ['brightwell.oconnor', 'brightwell.tan'],
    answers: 'brightwell-terms',
    ago: 11,
    at: '11:48',
    text: `Then we sell them the thing they want at a price that makes it true. Suggestion: Japan and Korea only, three years, improvements by separate licence with a first look. I'll mark it up tonight.

Let's move Monday's call until they have had time to be horrified.`,
  },
];
