import { FIRM } from '../colleagues.ts';
import { correspondent, isColleague } from './correspondents.ts';
import { above, bulletin, letter, MARK_ID } from './letter.ts';
import type { Letter } from './letter.ts';
import type { MailPlan } from './plan.ts';
import { ELBWERFT_AND_SONNFELD } from './threads/elbwerft.ts';
import { ENGLAND } from './threads/england.ts';
import { HARTMANN } from './threads/hartmann.ts';
import { HOUSE } from './threads/house.ts';
import { PROSPECTS } from './threads/prospects.ts';
import { WORLD } from './threads/world.ts';
import { sentAt, writtenOut } from './when.ts';

/** All mails of the story. */
export const MAILS: readonly MailPlan[] = [
  ...HARTMANN,
  ...ELBWERFT_AND_SONNFELD,
  ...ENGLAND,
  ...PROSPECTS,
  ...HOUSE,
  ...WORLD,
];

/** Message-ID without its brackets: named after whose server it is. */
export function messageIdOf({ key, from }: MailPlan): string {
  const { address } = correspondent(from);
  return `${key}@${isColleague(from) ? `mail.${FIRM.domain}` : address.slice(address.indexOf('@') + 1)}`;
}

/** The mail which this one answers or forwards. */
function before({ key, answers, forwards }: MailPlan): MailPlan | null {
  const wanted = answers ?? forwards;
  if (wanted === undefined) return null;
  const found = MAILS.find((one) => one.key === wanted);
  if (found === undefined)
    throw new Error(`The mail ${key} answers ${wanted}, which the story does not have`);
  return found;
}

/** Message-IDs of the thread so far, the oldest first (RFC 5322, 3.6.4). */
export function references(plan: MailPlan): readonly string[] {
  const last = before(plan);
  return last === null ? [] : [...references(last), messageIdOf(last)];
}

/** The subject, with the mark of an answer or of a forwarded mail. */
export function subjectOf(plan: MailPlan): string {
  if (plan.subject !== undefined) return plan.subject;
  const last = before(plan);
  const mark = plan.forwards === undefined ? (plan.german ? 'AW' : 'Re') : plan.german ? 'WG' : 'Fw';
  return `${mark}: ${last === null ? '' : subjectOf(last).replace(/^(AW|Re|WG|Fw): /, '')}`;
}

/** What stands in the mail: its own words, the signature, the thread so far. */
export function wordsOf(today: string, plan: MailPlan, marked = true): Letter {
  const from = correspondent(plan.from);
  if (plan.look === 'bulletin') return { plain: plan.text, html: bulletin(plan.text, from, plan.key) };
  const signed = plan.look !== 'plain' && ![...plan.to, ...(plan.cc ?? [])].every(isColleague);
  // Who writes from outside signs; colleagues don't among themselves.
  const signs = signed || (plan.look !== 'plain' && !isColleague(plan.from));
  const own = letter(plan.text, signs ? from : null, marked);
  const last = before(plan);
  if (last === null) return own;
  const german = plan.german ?? false;
  return above(
    own,
    {
      from: nameAndAddress(last.from),
      to: last.to.map((key) => correspondent(key).name).join('; '),
      subject: subjectOf(last),
      sent: writtenOut(sentAt(today, last.ago, last.at), german),
      letter: wordsOf(today, last, false),
    },
    german,
  );
}

/** Whether the mail's signature shows a picture. */
export function showsMark({ html }: Letter): boolean {
  return html.includes(`cid:${MARK_ID}`);
}

function nameAndAddress(key: string): string {
  const { name, address } = correspondent(key);
  return `${name} <${address}>`;
}
