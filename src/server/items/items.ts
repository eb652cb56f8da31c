import type { Kysely } from 'kysely';
import {
  WORDS,
  type ItemInView,
  type ItemLink,
  type ItemView,
  type RecordHit,
  type RecordRef,
} from '../../contract/index.ts';
import type { Actor } from '../access/access.ts';
import type { Items } from '../http/services.ts';
import { found, ProblemError } from '../http/problem.ts';
import { unknownReference } from '../http/records.ts';
import { shownHit } from '../http/shown-hit.ts';
import { lastLinkedInConversation, lastLinkedOfSender } from '../storage/messages/conversation.ts';
import { allowSuggestion, dismissSuggestion } from '../storage/messages/dismissals.ts';
import { findSave } from '../storage/messages/saves.ts';
import { undoSave } from '../storage/messages/undo.ts';
import { areReadable, hitsOf } from '../storage/records/hits.ts';
import type { RecordHit as StoredHit } from '../storage/records/search.ts';
import type { Database } from '../storage/tables.ts';
import type { ItemKind, KnownLink } from './kind.ts';
import { participantsOf } from './participants.ts';
import { knownPeople, type KnownParticipant } from './people.ts';
import { conversationOf, suggest, type Question } from './suggestions.ts';

/** What items in view are served from. */
export interface ItemSource {
  readonly db: Kysely<Database>;
  readonly kinds: Readonly<Record<ItemInView['kind'], ItemKind>>;
  readonly urlOf: (recordType: string, id: string) => string;
  readonly now: () => Date;
}

/** What stands open in Outlook, its people, what it is linked with and what it may be linked with. */
export function storedItems(source: ItemSource): Items {
  const { db, kinds, now } = source;
  const view = (user: Actor, item: ItemInView) => viewOf(source, user, item);
  /** Does it once, whoever asks again under the same id, and says what was done. */
  const save = async (
    user: Actor,
    saveId: string,
    item: ItemInView,
    work: (kind: ItemKind) => Promise<void>,
  ) => {
    if ((await findSave(db, user.id, saveId)) === null) await work(kinds[item.kind]);
    const { document } = found(await findSave(db, user.id, saveId));
    const removed = document.removed.map(({ recordId }) => recordId);
    const hits = await shownHits(source, user, [...document.added, ...removed]);
    const shown = (ids: readonly string[]) => ids.flatMap((id) => hits.get(id) ?? []);
    return {
      id: saveId,
      added: shown(document.added),
      removed: shown(removed),
      view: await view(user, item),
    };
  };
  const link: Items['link'] = (user, saveId, item, records) =>
    save(user, saveId, item, async (kind) => {
      if (!(await areReadable(db, user.id, records))) throw unknownReference('records');
      await kind.link(user, saveId, item, records);
    });
  return {
    view,
    link,
    unlink: (user, saveId, item, records) =>
      save(user, saveId, item, (kind) => kind.unlink(user, saveId, item, records)),
    linkAsLast: (user, saveId, item) =>
      save(user, saveId, item, async (kind) =>
        kind.link(user, saveId, item, await lastLinked(source, user, item)),
      ),
    mark: (user, saveId, item, synchronise) =>
      save(user, saveId, item, (kind) => kind.mark(user, saveId, item, synchronise)),
    async decideNotSent(user, item, decision) {
      await kinds[item.kind].decide(user, item, decision);
      return view(user, item);
    },
    async undo(user, saveId) {
      const outcome = await undoSave(db, user.id, saveId, now());
      if (outcome === 'missing') throw new ProblemError('not-found');
      if (outcome === 'not-undoable') throw new ProblemError('save-not-undoable');
    },
    async dismiss(user, record) {
      if (!(await areReadable(db, user.id, [record]))) throw new ProblemError('not-found');
      await dismissSuggestion(db, user.id, record.id, now());
    },
    suggestAgain: (user, record) => allowSuggestion(db, user.id, record.id),
  };
}

async function viewOf(source: ItemSource, user: Actor, item: ItemInView): Promise<ItemView> {
  const known = await source.kinds[item.kind].look(user, item);
  const question = await questionOf(source, user, item, known.recordId);
  const linked = known.links.map(({ id }) => id);
  const suggestions = await suggest(source.db, { ...question, linked });
  const shown = shownBy(source);
  return {
    state: known.state,
    people: question.people.participants.map((one) => shownPerson(source, one)),
    links: known.links.map((link) => shownLink(source, link)),
    suggestions: suggestions.map(({ record, reasons }) => ({ record: shown(record), reasons: [...reasons] })),
  };
}

async function questionOf(
  { db, now }: ItemSource,
  user: Actor,
  item: ItemInView,
  recordId: string | null,
): Promise<Question> {
  const people = await knownPeople(db, user.id, participantsOf(item));
  return { userId: user.id, item, recordId, people, linked: [], now: now() };
}

/** What the user linked this conversation with last, else its sender. */
async function lastLinked(source: ItemSource, user: Actor, item: ItemInView): Promise<readonly RecordRef[]> {
  const { db, kinds } = source;
  const { recordId } = await kinds[item.kind].look(user, item);
  const question = await questionOf(source, user, item, recordId);
  const conversation = conversationOf(question);
  const senders = question.people.participants
    .filter(({ roles, colleague }) => colleague?.id !== user.id && roles.some(isSender))
    .map(({ address }) => address);
  const thread = await lastLinkedInConversation(db, user.id, conversation);
  const ids = thread.length > 0 ? thread : await lastLinkedOfSender(db, user.id, conversation, senders);
  const records = [...(await hitsOf(db, user.id, ids)).values()];
  if (records.length === 0) throw new ProblemError('nothing-linked-before');
  return records.map(({ recordType, id }) => ({ recordType, id }));
}

function isSender(role: string): boolean {
  return role === 'from' || role === 'organizer';
}

function shownBy({ urlOf }: Pick<ItemSource, 'urlOf'>): (hit: StoredHit) => RecordHit {
  return (hit) => shownHit(hit, urlOf);
}

async function shownHits(source: ItemSource, user: Actor, ids: readonly string[]) {
  const hits = await hitsOf(source.db, user.id, ids);
  const shown = shownBy(source);
  return new Map([...hits].map(([id, hit]) => [id, shown(hit)]));
}

function shownPerson(source: ItemSource, participant: KnownParticipant): ItemView['people'][number] {
  const { name, address, roles, person, company, colleague } = participant;
  const shown = (hit: StoredHit | null) => (hit === null ? null : shownBy(source)(hit));
  return { name, address, roles: [...roles], person: shown(person), company: shown(company), colleague };
}

/** A link as the contract has it. */
export function shownLink(source: Pick<ItemSource, 'urlOf'>, link: KnownLink): ItemLink {
  const { linkedBy, linkedAt, rule, pending, removable, ...hit } = link;
  return {
    ...shownBy(source)(hit),
    linkedBy,
    linkedAt: linkedAt.toISOString(),
    rule: rule === null ? null : reasonOfRule(rule),
    pending,
    removable,
  };
}

/** What linked something: a code of ours, or a rule of the administrators by its name. */
function reasonOfRule(rule: string): NonNullable<ItemLink['rule']> {
  const isOurs = WORDS.en[rule] !== undefined;
  return isOurs ? { code: rule, parameters: {} } : { code: 'linked-by-rule', parameters: { rule } };
}
