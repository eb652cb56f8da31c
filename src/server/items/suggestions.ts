import type { Kysely } from 'kysely';
import type { ItemInView } from '../../contract/index.ts';
import { conversationLinks, type Conversation } from '../storage/messages/conversation.ts';
import { dismissedAmong } from '../storage/messages/dismissals.ts';
import { openBusinessOf, recentlyLinked } from '../storage/messages/suggestion-sources.ts';
import { hitsOf } from '../storage/records/hits.ts';
import { PUBLIC_DOMAINS } from '../storage/records/public-domains.ts';
import type { RecordHit } from '../storage/records/search.ts';
import type { Database } from '../storage/tables.ts';
import { domainOf } from './participants.ts';
import type { KnownParticipant, KnownPeople } from './people.ts';
import { rankSuggestions, type Evidence, type Ranked } from './rank-suggestions.ts';

/** A record that an item may belong to, and why. */
export interface Suggestion extends Pick<Ranked, 'reasons'> {
  readonly record: RecordHit;
}

/** What suggestions are made from. */
export interface Question {
  readonly userId: string;
  readonly item: ItemInView;
  /** The item's own record, where the user may see it. */
  readonly recordId: string | null;
  readonly people: KnownPeople;
  /** Ids of records that the item is linked with. */
  readonly linked: readonly string[];
  readonly now: Date;
}

const MOST_SUGGESTIONS = 8;
/** Some of the ranked ones may be out of the user's sight. */
const LOOKED_AT = 40;
const DAY = 86_400_000;
const RECENT = 14 * DAY;
/** A mail to hundreds of people is about none of them. */
const MOST_PEOPLE = 30;

/** At most 8 records that the user may see, best first, without those that are linked or that they dismissed. */
export async function suggest(db: Kysely<Database>, question: Question): Promise<readonly Suggestion[]> {
  const evidence = (
    await Promise.all([fromConversation(db, question), fromPeople(db, question), fromRecent(db, question)])
  ).flat();
  const ids = [...new Set(evidence.map(({ recordId }) => recordId))];
  const dismissed = await dismissedAmong(db, question.userId, ids);
  const own = question.recordId === null ? [] : [question.recordId];
  const ranked = rankSuggestions(evidence, new Set([...question.linked, ...dismissed, ...own]));
  const best = ranked.slice(0, LOOKED_AT);
  const hits = await hitsOf(
    db,
    question.userId,
    best.map(({ recordId }) => recordId),
  );
  return best
    .flatMap(({ recordId, reasons }) => {
      const record = hits.get(recordId);
      return record === undefined ? [] : [{ record, reasons }];
    })
    .slice(0, MOST_SUGGESTIONS);
}

/** What the conversation of an item is found by. The user's own address is in all their mails. */
export function conversationOf({ item, recordId, people, userId }: Question): Conversation {
  const others = people.participants.filter(({ colleague }) => colleague?.id !== userId);
  return {
    kind: item.kind,
    recordId,
    messageId: item.messageId,
    conversationId: item.conversationId,
    subject: item.subject,
    addresses: others.map(({ address }) => address).filter((address) => address !== ''),
  };
}

async function fromConversation(db: Kysely<Database>, question: Question): Promise<readonly Evidence[]> {
  const links = await conversationLinks(db, question.userId, conversationOf(question));
  const code = question.item.kind === 'message' ? 'suggested-thread' : 'suggested-series';
  return links.map(({ recordId }) => ({ recordId, code }));
}

/** Outsiders and their companies, and what is open with both. Colleagues are in every mail. */
async function fromPeople(
  db: Kysely<Database>,
  { userId, people: { participants, companyOf } }: Question,
): Promise<readonly Evidence[]> {
  const colleagues = participants.filter(({ colleague }) => colleague !== null);
  const home = new Set(colleagues.map(({ address }) => domainOf(address)));
  const outsiders = participants.filter(({ colleague }) => colleague === null).slice(0, MOST_PEOPLE);
  const found = outsiders.flatMap((participant) => evidenceOf(participant, companyOf, home));
  const persons = outsiders.flatMap(({ known }) => known.persons);
  const companies = found.filter(({ code }) => code !== 'suggested-participant');
  const companyIds = [...new Set(companies.map(({ recordId }) => recordId))];
  return [...found, ...(await openWith(db, userId, persons, companyIds))];
}

async function openWith(
  db: Kysely<Database>,
  userId: string,
  persons: readonly string[],
  companies: readonly string[],
): Promise<readonly Evidence[]> {
  const business = await openBusinessOf(db, userId, persons, companies);
  const theirs = business.map((one) => {
    const known = one.personId !== null && persons.includes(one.personId);
    return { ...one, of: (known ? one.personId : one.companyId) ?? '' };
  });
  const names = await hitsOf(
    db,
    userId,
    theirs.map(({ of }) => of).filter((id) => id !== ''),
  );
  return theirs.flatMap(({ id, recordType, of }): Evidence[] => {
    const name = names.get(of)?.title;
    const code = `suggested-open-${recordType}` as const;
    return name === undefined ? [] : [{ recordId: id, code, parameters: { name } }];
  });
}

function evidenceOf(
  { address, name, person, roles, known }: KnownParticipant,
  companyOf: ReadonlyMap<string, string>,
  home: ReadonlySet<string>,
): readonly Evidence[] {
  const sender = roles.includes('from') || roles.includes('organizer');
  const domain = domainOf(address);
  const called = { name: person?.title ?? (name === '' ? address : name) };
  const telling = !home.has(domain) && !PUBLIC_DOMAINS.has(domain);
  const companies = known.persons.flatMap((id) => companyOf.get(id) ?? []);
  return [
    ...known.persons.map((recordId) => ({ recordId, code: 'suggested-participant', sender }) as const),
    ...known.companies.map(
      (recordId) => ({ recordId, code: 'suggested-address', parameters: { address }, sender }) as const,
    ),
    ...companies.map(
      (recordId) => ({ recordId, code: 'suggested-company-of', parameters: called, sender }) as const,
    ),
    ...(telling ? known.companiesOfDomain : []).map(
      (recordId) => ({ recordId, code: 'suggested-domain', parameters: { domain }, sender }) as const,
    ),
  ];
}

async function fromRecent(db: Kysely<Database>, { userId, now }: Question): Promise<readonly Evidence[]> {
  const ids = await recentlyLinked(db, userId, new Date(now.getTime() - RECENT));
  return ids.map((recordId) => ({ recordId, code: 'suggested-recent' }));
}
