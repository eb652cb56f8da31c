import type { Language } from '../../contract/user.ts';
import { WORDS } from '../../contract/words.ts';
import { deNotices } from '../../contract/words/notices/de.ts';
import { enNotices } from '../../contract/words/notices/en.ts';
import { sentenceIn, type Words } from '../../contract/words/sentence.ts';
import type { JsonObject } from '../../sync/json.ts';
import type { Notice } from '../storage/notices.ts';

/** Who is told. */
export interface Recipient {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  readonly language: Language;
  readonly timeZone: string;
}

/** A mail, as plain text. */
export interface Digest {
  readonly subject: string;
  readonly text: string;
}

const OWN: Readonly<Record<Language, Words>> = { en: enNotices, de: deNotices };
/** Mailboxes of one cause that are named. */
const MOST_NAMED = 10;
/**
 * What of a reason's parameters leaves the server: what servers say of themselves. Anything else may come from an item,
 * and administrators don't read what is in their users' calendars.
 */
const TOLD_PARAMETERS = [
  'host',
  'status',
  'condition',
  'schemes',
  'domain',
  'build',
  'kind',
  'most',
  'megabytes',
];

/**
 * One mail of all of them: each cause once, with the mailboxes that it concerns. Says nothing of what is in an item. A
 * person's own mailboxes are named without their owner.
 */
export function digest(
  notices: readonly Notice[],
  { id, displayName, language, timeZone }: Recipient,
  mailboxUrl: (mailboxId: string) => string,
): Digest {
  const words = { ...WORDS[language], ...OWN[language] };
  const say = (code: string, parameters: JsonObject = {}): string => sentenceIn(words, code, parameters);
  const own = notices.every(({ ownerId }) => ownerId === id);
  const since = (at: Date): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
  const causes = new Map<string, Notice[]>();
  for (const notice of notices) {
    const cause = say(notice.kind, {
      ...told(notice),
      items: notice.items,
      since: since(notice.since),
    });
    causes.set(cause, [...(causes.get(cause) ?? []), notice]);
  }
  const line = ({ ownerId, ownerName, mailboxName, mailboxId }: Notice): string =>
    `  - ${say(ownerId === id ? 'mailbox' : 'mailbox-of', {
      owner: ownerName,
      mailbox: mailboxName,
      url: mailboxUrl(mailboxId),
    })}`;
  const paragraphs = [...causes].map(([cause, of]) => {
    const more = of.length - MOST_NAMED;
    const rest = more > 0 ? [`  - ${say('and-more', { count: more })}`] : [];
    return [cause, ...of.slice(0, MOST_NAMED).map(line), ...rest].join('\n');
  });
  return {
    subject: own ? say('subject') : say('subject-administrator', { count: notices.length }),
    text: `${[say('greeting', { name: displayName }), ...paragraphs, say('ending')].join('\n\n')}\n`,
  };
}

/** The parameters that may be told, with the code of what is behind it. */
function told({ kind, detail, parameters }: Notice): JsonObject {
  // The calendar's name is the owner's own word for it, and what the sentence is about.
  const allowed = kind === 'mailbox-notice' ? Object.keys(parameters) : TOLD_PARAMETERS;
  const entries = Object.entries(parameters).filter(([name]) => allowed.includes(name));
  return { ...Object.fromEntries(entries), ...(detail === '' ? {} : { code: detail }) };
}
