import MailComposer from 'nodemailer/lib/mail-composer';
import type { FolderRole } from '../../../sandbox/main.ts';
import { FIRM } from '../colleagues.ts';
import { story } from '../story.ts';
import { uidOf } from '../icalendar.ts';
import { correspondent, isColleague } from './correspondents.ts';
import { fileNamed } from './files/files.ts';
import { companyMark, firmMark } from './files/pictures.ts';
import { htmlDocument, MARK_ID } from './letter.ts';
import type { MailPlan } from './plan.ts';
import { MAILS, messageIdOf, references, showsMark, subjectOf, wordsOf } from './thread.ts';
import { sentAt } from './when.ts';

/** A mail of the story with the copies that lie in the colleagues' mailboxes. */
export interface StoryMail {
  readonly plan: MailPlan;
  /** With its brackets. */
  readonly messageId: string;
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly copies: readonly MailCopy[];
}

/** A mail in a colleague's mailbox. */
export interface MailCopy {
  readonly owner: string;
  readonly folder: FolderRole;
  readonly read: boolean;
  readonly draft: boolean;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** RFC 5322. The sender's own copy names the Bcc. */
  readonly text: string;
}

/** The story's mails on a day (`YYYY-MM-DD`), as its meetings: the same day always gives the same bytes. */
export async function storyMails(today: string): Promise<readonly StoryMail[]> {
  return Promise.all(MAILS.map((plan) => storyMail(today, plan)));
}

async function storyMail(today: string, plan: MailPlan): Promise<StoryMail> {
  const sent = sentAt(today, plan.ago, plan.at);
  const everybody = [...plan.to, ...(plan.cc ?? []), ...(plan.bcc ?? [])];
  const receivers = plan.draft === true ? [] : everybody.filter(isColleague);
  const text = await mimeText(today, plan, false);
  const received = receivers.map((owner): MailCopy => {
    const read = !(plan.unread ?? []).includes(owner);
    const folder = plan.folders?.[owner] ?? 'inbox';
    // Post takes a few seconds, and not the same for everybody.
    return { owner, folder, read, draft: false, receivedAt: sent + (2 + owner.length) * 1000, text };
  });
  const own = isColleague(plan.from) ? [ownCopy(plan, sent, await ownText(today, plan, text))] : [];
  return {
    plan,
    messageId: `<${messageIdOf(plan)}>`,
    subject: subjectOf(plan),
    sentAt: sent,
    copies: [...received, ...own],
  };
}

/** Only who sent it sees to whom it went in secret. */
function ownText(today: string, plan: MailPlan, text: string): Promise<string> | string {
  return plan.bcc === undefined ? text : mimeText(today, plan, true);
}

function ownCopy(plan: MailPlan, sent: number, text: string): MailCopy {
  const draft = plan.draft ?? false;
  const folder = plan.folders?.[plan.from] ?? (draft ? 'drafts' : 'sentitems');
  return { owner: plan.from, folder, read: true, draft, receivedAt: sent, text };
}

async function mimeText(today: string, plan: MailPlan, keepBcc: boolean): Promise<string> {
  const people = (keys: readonly string[]) =>
    keys.map((key) => {
      const { name, address } = correspondent(key);
      return { name, address };
    });
  const words = wordsOf(today, plan);
  const thread = references(plan);
  const composer = new MailComposer({
    from: people([plan.from])[0],
    to: people(plan.to),
    cc: people(plan.cc ?? []),
    bcc: people(plan.bcc ?? []),
    subject: subjectOf(plan),
    date: new Date(sentAt(today, plan.ago, plan.at)),
    messageId: `<${messageIdOf(plan)}>`,
    ...(thread.length === 0
      ? {}
      : { inReplyTo: `<${thread.at(-1) ?? ''}>`, references: thread.map((id) => `<${id}>`) }),
    headers: {
      ...(plan.important === true ? { Importance: 'High', 'X-Priority': '1' } : {}),
      ...(plan.isPrivate === true ? { Sensitivity: 'Private' } : {}),
    },
    text: words.plain,
    ...(plan.look === 'plain' ? {} : { html: htmlDocument(words.html) }),
    ...(plan.invitesTo === undefined ? {} : { alternatives: [invitation(today, plan.invitesTo)] }),
    attachments: attachmentsOf(today, plan, showsMark(words)),
    baseBoundary: plan.key,
    newline: '\r\n',
  });
  const message = composer.compile();
  message.keepBcc = keepBcc;
  return (await message.build()).toString('utf8');
}

function attachmentsOf(today: string, plan: MailPlan, marked: boolean) {
  const files = (plan.files ?? []).map((name) => fileNamed(name, today));
  if (!marked) return files;
  const mark = correspondent(plan.from).signature?.mark ?? '';
  const content = mark === FIRM.name ? firmMark() : companyMark(mark);
  return [...files, { filename: 'mark.png', contentType: 'image/png', content, cid: MARK_ID }];
}

/** The meeting itself as its first copy tells it, as a request (RFC 6047). */
function invitation(today: string, key: string) {
  const meeting = story(today).meetings.inMailboxes.find(({ uid }) => uid === uidOf(key));
  const text = meeting?.copies[0]?.text;
  if (text === undefined) throw new Error(`The story has no meeting ${key}`);
  return {
    contentType: 'text/calendar; charset=utf-8; method=REQUEST',
    content: text.replace('VERSION:2.0\r\n', 'VERSION:2.0\r\nMETHOD:REQUEST\r\n'),
  };
}
